#include "batch/fan_out.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/event.pb.h"

namespace izmaksa {

void FanOut(v1::Event* event, const std::function<void(v1::Event*)>& take) {
  if (event->also_size() == 0) return take(event);
  const std::vector<uint64_t> also(event->also().begin(), event->also().end());
  event->clear_also();
  v1::Event copy = *event;
  if (copy.has_person_registered()) copy.mutable_person_registered()->clear_identity();
  if (copy.about() == 0) copy.set_about(copy.person());
  take(event);
  for (const uint64_t person : also) {
    v1::Event other = copy;
    other.set_person(person);
    other.set_id(absl::StrCat(copy.id(), "@", person));
    take(&other);
  }
}

}  // namespace izmaksa
