#include "batch/id_check.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/ordered_work.h"
#include "batch/parallel_sort.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kIdsAsked = 1 << 20;

// An event whose id was used before: is it the same event?
struct Doubt {
  uint32_t block, line;
  uint32_t group;  // equal for equal ids
  std::optional<Fingerprint>
      expected;  // of the bytes stored in the logs; nullopt: used in these files only
  Fingerprint
      content;  // of the bytes that would be stored or, where nothing is, of the plain event
};

bool ByPlace(const Doubt& a, const Doubt& b) {
  return std::pair(a.block, a.line) < std::pair(b.block, b.line);
}
bool ByGroup(const Doubt& a, const Doubt& b) {
  return a.group != b.group ? a.group < b.group : ByPlace(a, b);
}

class IdCheck {
 public:
  explicit IdCheck(Reading& reading) : reading_(reading) {}

  absl::StatusOr<std::vector<IdPlace>> Run() {
    std::vector<IdPlace> ids;
    size_t count = 0;
    for (const std::vector<Line>& block : reading_.lines) count += block.size();
    ids.reserve(count);
    for (size_t block = 0; block < reading_.lines.size(); ++block) {
      for (size_t line = 0; line < reading_.lines[block].size(); ++line) {
        ids.push_back({reading_.lines[block][line].id, static_cast<uint32_t>(block),
                       static_cast<uint32_t>(line)});
      }
    }
    // Equal ids then stand together, in the order of the files.
    ParallelSort(ids, reading_.ledger.threads, std::less<IdPlace>());
    CHECK(ids.size() <= UINT32_MAX);
    for (size_t i = 0; i < ids.size(); ++i) LineAt(ids[i]).rank = static_cast<uint32_t>(i);
    const absl::Span<const IdPlace> all(ids);
    for (size_t from = 0, to = 0; from < ids.size(); from = to) {
      for (to = std::min(from + kIdsAsked, ids.size());
           to < ids.size() && ids[to].id == ids[to - 1].id;)
        ++to;
      if (absl::Status status = Compare(all.subspan(from, to - from)); !status.ok()) return status;
    }
    if (!doubts_.empty()) RETURN_IF_ERROR(Resolve());
    return ids;
  }

 private:
  absl::Status Compare(absl::Span<const IdPlace> ids) {
    std::vector<Fingerprint> asked;
    for (const IdPlace& place : ids) {
      if (asked.empty() || asked.back() != place.id) asked.push_back(place.id);
    }
    std::vector<std::optional<Fingerprint>> stored(asked.size());
    const std::vector<Offset> positions = reading_.ledger.ids->positions();
    const bool empty =
        std::all_of(positions.begin(), positions.end(), [](Offset o) { return o == Offset(); });
    if (!empty) {
      RETURN_IF_ERROR(reading_.ledger.ids->Find(
          asked, [&](size_t i, Fingerprint content) { stored[i] = content; }));
    }
    size_t which = 0;
    for (size_t from = 0, to = 0; from < ids.size(); from = to, ++which, ++groups_) {
      for (to = from + 1; to < ids.size() && ids[to].id == ids[from].id;) ++to;
      if (to == from + 1 && !stored[which]) continue;
      for (const IdPlace& place : ids.subspan(from, to - from)) {
        doubts_.push_back({place.block, place.line, groups_, stored[which], {}});
      }
    }
    return absl::OkStatus();
  }

  // Compares what the events in doubt say.
  absl::Status Resolve() {
    ParallelSort(doubts_, reading_.ledger.threads, ByPlace);
    std::vector<absl::Span<Doubt>> blocks;
    for (size_t from = 0, to = 0; from < doubts_.size(); from = to) {
      while (to < doubts_.size() && doubts_[to].block == doubts_[from].block) ++to;
      blocks.push_back(absl::MakeSpan(doubts_).subspan(from, to - from));
    }
    const absl::Status read = OrderedWork<bool>(
        blocks.size(), reading_.ledger.threads,
        [&](int thread, size_t i) -> absl::StatusOr<bool> {
          const absl::Status status =
              ReadBlock(*reading_.readers[static_cast<size_t>(thread)], blocks[i]);
          if (!status.ok()) return status;
          return true;
        },
        [&](size_t i, bool) {
          reading_.Report("comparing", blocks[i].front().block);
          return absl::OkStatus();
        });
    RETURN_IF_ERROR(read);
    ParallelSort(doubts_, reading_.ledger.threads, ByGroup);
    const Doubt* first = nullptr;
    for (const Doubt& doubt : doubts_) {
      Line& line = LineAt(doubt);
      if (doubt.expected) {
        if (doubt.content == *doubt.expected) {
          line.repeated = 1;
        } else {
          reading_.AddFault(doubt.block, line, "id", "is stored already, with other content");
        }
      } else if (first == nullptr || first->group != doubt.group) {
        first = &doubt;
      } else if (doubt.content == first->content) {
        line.repeated = 1;
      } else {
        reading_.AddFault(doubt.block, line, "id",
                          absl::StrCat("is used before with other content, in line ",
                                       reading_.delivery.LineOf(first->block, LineAt(*first).index),
                                       " of ", reading_.delivery.FileOf(first->block)));
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadBlock(DeliveryReader& reader, absl::Span<Doubt> doubts) {
    Drafts again;
    ASSIGN_OR_RETURN(const Drafts* const drafts,
                     reading_.DraftsOf(doubts.front().block, reader, &again));
    for (Doubt& doubt : doubts) {
      const Line& line = LineAt(doubt);
      if (!doubt.expected || !line.personal) {
        doubt.content = FingerprintOf(drafts->record(doubt.line));
        continue;
      }
      const PersonKey& key = reading_.ring.Of(line.person);
      // Without a key nothing about this person can have been stored: no content is the same.
      if (key.state != PersonKey::State::kPresent) continue;
      ASSIGN_OR_RETURN(const std::string record,
                       drafts->Sealed(doubt.line, PersonId(line.person), key));
      doubt.content = FingerprintOf(record);
    }
    return absl::OkStatus();
  }

  template <typename Place>
  Line& LineAt(const Place& place) {
    return reading_.lines[place.block][place.line];
  }

  Reading& reading_;
  std::vector<Doubt> doubts_;
  uint32_t groups_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<IdPlace>> CheckIds(Reading& reading) { return IdCheck(reading).Run(); }

}  // namespace izmaksa
