#include "batch/reading.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/event_seal.h"
#include "batch/fan_out.h"
#include "batch/ordered_work.h"
#include "batch/parallel_sort.h"
#include "ledger/crc32c.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// One row a person, in order of person.
void Merge(std::vector<PersonSeen>& people, int threads) {
  ParallelSort(people, threads,
               [](const PersonSeen& a, const PersonSeen& b) { return a.person < b.person; });
  size_t kept = 0;
  for (const PersonSeen& seen : people) {
    if (kept > 0 && people[kept - 1].person == seen.person) {
      PersonSeen& all = people[kept - 1];
      all.effective_min = std::min(all.effective_min, seen.effective_min);
      all.born_min = std::min(all.born_min, seen.born_min);
      all.personal |= seen.personal;
    } else {
      people[kept++] = seen;
    }
  }
  people.resize(kept);
}

}  // namespace

void Faults::Add(size_t file, Fault fault) {
  ++total_;
  kept_.emplace_back(file, std::move(fault));
  if (kept_.size() > 4 * IntakeResult::kFaultsKept) Trim();
}

void Faults::Give(IntakeResult* result) {
  Trim();
  result->faults_total = total_;
  for (auto& [file, fault] : kept_) result->faults.push_back(std::move(fault));
  kept_.clear();
}

void Faults::Trim() {
  std::stable_sort(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second.line) < std::pair(b.first, b.second.line);
  });
  if (kept_.size() > IntakeResult::kFaultsKept) kept_.resize(IntakeResult::kFaultsKept);
}

const PersonKey& KeyRing::Of(uint64_t person) const {
  size_t near = people.size();
  return Of(person, &near);
}

const PersonKey& KeyRing::Of(uint64_t person, size_t* near) const {
  constexpr size_t kSteps = 8;
  for (size_t at = *near; at < std::min(*near + kSteps, people.size()); ++at) {
    if (people[at].number() == person) return keys[*near = at];
  }
  const auto found = std::lower_bound(people.begin(), people.end(), PersonId(person));
  CHECK(found != people.end() && found->number() == person);
  return keys[*near = static_cast<size_t>(found - people.begin())];
}

struct Reading::Checked {
  struct LineFault {
    int64_t index;
    FieldFault fault;
  };
  int64_t items = 0, items_at_fault = 0;
  uint32_t sum = 0;
  std::vector<Line> lines;
  Drafts drafts;
  std::vector<PersonSeen> people;
  std::vector<LineFault> faults;
  int64_t faults_total = 0;

  void Add(const EventFile::Item& item, v1::Event* event) {
    // What is said of a relative may lie before the person's own birth.
    const bool own = event->about() == 0;
    Line line{};
    line.id = FingerprintOfId(event->source(), event->id());
    line.person = event->person();
    line.effective = own ? event->effective() : INT32_MAX;
    line.index = static_cast<uint32_t>(item.index);
    line.personal = HasPersonalData(*event);
    lines.push_back(line);
    people.push_back({event->person(), line.effective,
                      own && event->has_person_registered() ? event->person_registered().born()
                                                            : PersonSeen::kNotRegistered,
                      line.personal != 0});
    drafts.Add(event);
  }

  void Clear() {
    items = items_at_fault = faults_total = 0;
    sum = 0;
    lines.clear();
    drafts.Clear();
    people.clear();
    faults.clear();
  }
};

Reading::Reading(Delivery files, const IntakeLedger& target)
    : delivery(std::move(files)),
      ledger(target),
      lines(delivery.blocks()),
      kept_(delivery.blocks()) {
  for (int i = 0; i < ledger.threads; ++i) {
    readers.push_back(std::make_unique<DeliveryReader>());
    checking_.push_back(std::make_unique<Checked>());
  }
}

Reading::~Reading() = default;

absl::StatusOr<Reading::Checked> Reading::CheckBlock(int thread, size_t block) {
  DeliveryReader& reader = *readers[static_cast<size_t>(thread)];
  const v1::Event& event = reader.event;
  Checked& checked = *checking_[static_cast<size_t>(thread)];
  checked.Clear();
  const auto take = [&](const EventFile::Item& item) {
    checked.sum = Crc32c(item.bytes, checked.sum);
    const bool good = delivery.Parse(block, item, reader) &&
                      CheckEvent(ledger.known_benefit, &reader.event, &reader.faults);
    if (good) {
      MarkAccount(ledger.keys->mark_key(), &reader.event);
      FanOut(&reader.event, [&](v1::Event* stored) { checked.Add(item, stored); });
      return;
    }
    // Whose registration is itself at fault is not reported as unknown, or as not born yet, on
    // every other line.
    if (event.has_person_registered() && event.about() == 0 && event.person() != 0) {
      checked.people.push_back({event.person(), INT32_MAX, INT32_MIN, false});
    }
    ++checked.items_at_fault;
    checked.faults_total += static_cast<int64_t>(reader.faults.size());
    for (FieldFault& fault : reader.faults) {
      if (checked.faults.size() == IntakeResult::kFaultsKept) break;
      checked.faults.push_back({item.index, std::move(fault)});
    }
  };
  ASSIGN_OR_RETURN(checked.items, delivery.Read(block, reader, take));
  Merge(checked.people, 1);
  return Checked(checked);  // as small as it can be
}

absl::Status Reading::CheckEvents() {
  for (auto& [file, fault] : delivery.BrokenFiles()) faults.Add(file, std::move(fault));
  RETURN_IF_ERROR(OrderedWork<Checked>(
      delivery.blocks(), ledger.threads,
      [&](int thread, size_t block) { return CheckBlock(thread, block); },
      [&](size_t block, Checked checked) {
        delivery.SetItems(block, checked.items);
        events += static_cast<int64_t>(checked.lines.size()) + checked.items_at_fault;
        people.insert(people.end(), checked.people.begin(), checked.people.end());
        faults.AddUnseen(checked.faults_total - static_cast<int64_t>(checked.faults.size()));
        for (auto& [index, fault] : checked.faults) {
          faults.Add(delivery.FileIndex(block),
                     {delivery.FileOf(block), delivery.LineOf(block, index), std::move(fault.field),
                      std::move(fault.message)});
        }
        lines[block] = std::move(checked.lines);
        kept_[block].sum = checked.sum;
        kept_bytes_ += checked.drafts.memory();
        if (kept_bytes_ <= ledger.memory_max) kept_[block].drafts = std::move(checked.drafts);
        Report("checking", block);
        return absl::OkStatus();
      }));
  Merge(people, ledger.threads);
  return absl::OkStatus();
}

absl::StatusOr<const Drafts*> Reading::DraftsOf(size_t block, DeliveryReader& reader,
                                                Drafts* again) const {
  if (kept_[block].drafts) return &*kept_[block].drafts;
  ASSIGN_OR_RETURN(*again, ReadAgain(block, reader));
  return again;
}

absl::StatusOr<Drafts> Reading::TakeDrafts(size_t block, DeliveryReader& reader) {
  std::optional<Drafts>& kept = kept_[block].drafts;
  if (!kept) return ReadAgain(block, reader);
  Drafts drafts = *std::exchange(kept, std::nullopt);
  return drafts;
}

absl::StatusOr<Drafts> Reading::ReadAgain(size_t block, DeliveryReader& reader) const {
  const std::vector<Line>& good = lines[block];  // those at fault are passed over once more
  Drafts drafts;
  uint32_t sum = 0;
  bool same = true;
  const auto take = [&](const EventFile::Item& item) {
    sum = Crc32c(item.bytes, sum);
    if (!same || drafts.size() == good.size() || good[drafts.size()].index != item.index) return;
    same = delivery.Parse(block, item, reader) &&
           CheckEvent(ledger.known_benefit, &reader.event, &reader.faults);
    if (!same) return;
    MarkAccount(ledger.keys->mark_key(), &reader.event);
    FanOut(&reader.event, [&](v1::Event* stored) {
      same = same && drafts.size() < good.size() && stored->person() == good[drafts.size()].person;
      if (same) drafts.Add(stored);
    });
  };
  RETURN_IF_ERROR(delivery.Read(block, reader, take).status());
  if (same && sum == kept_[block].sum && drafts.size() == good.size()) return drafts;
  return absl::AbortedError(
      absl::StrCat(delivery.FileOf(block), " changed while it was read; append it again"));
}

void Reading::AddFault(size_t block, const Line& line, absl::string_view field,
                       absl::string_view message) {
  faults.Add(delivery.FileIndex(block), {delivery.FileOf(block), delivery.LineOf(block, line.index),
                                         std::string(field), std::string(message)});
}

void Reading::Report(absl::string_view step, size_t block) {
  if (!ledger.progress) return;
  if (progress_.step != step) progress_ = {step, 0, delivery.size()};
  progress_.bytes_done += delivery.block_size(block);
  ledger.progress(progress_);
}

}  // namespace izmaksa
