#include "batch/door.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "batch/command_support.h"
#include "batch/run.h"
#include "ledger/id_index.h"
#include "ledger/status.h"
#include "processors/benefits.h"
#include "processors/person.h"

namespace izmaksa {
namespace {

constexpr int64_t kMegabyte = 1'000'000;

// Birth dates: from the folded people, and from registrations the fold has not reached because a
// run is open.
class Births {
 public:
  explicit Births(Ledger& ledger) : ledger_(ledger) {}

  absl::Status ReadTail() {
    for (int shard = 0; shard < ledger_.shards(); ++shard) {
      for (Offset from = ledger_.people(shard).position();;) {
        ASSIGN_OR_RETURN(const std::vector<Record> records, ledger_.events(shard).Read(from, 4096));
        if (records.empty()) break;
        for (const Record& record : records) {
          ASSIGN_OR_RETURN(const Event event, DecodeEvent(record.bytes));
          if (const auto* registered = std::get_if<PersonRegistered>(&event.fact)) {
            tail_[event.person] = registered->born;
          }
        }
        from = records.back().offset.next();
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<std::optional<Date>>> Of(absl::Span<const PersonId> people) const {
    std::vector<std::optional<Date>> births;
    births.reserve(people.size());
    for (const PersonId person : people) {
      const auto late = tail_.find(person);
      if (late != tail_.end()) {
        births.emplace_back(late->second);
        continue;
      }
      ASSIGN_OR_RETURN(const auto stored,
                       ledger_.people(ShardOf(person, ledger_.shards())).Get(person));
      births.emplace_back();
      if (!stored) continue;
      ASSIGN_OR_RETURN(const PersonState state, DecodePerson(*stored));
      if (state.registered) births.back() = state.born;
    }
    return births;
  }

 private:
  Ledger& ledger_;
  std::map<PersonId, Date> tail_;
};

}  // namespace

absl::StatusOr<IntakeResult> AppendToLedger(Ledger& ledger, const std::vector<std::string>& files,
                                            const Progress& progress) {
  ASSIGN_OR_RETURN(const ControlState control, FoldControl(ledger.control()));
  RETURN_IF_ERROR(CatchUp(ledger, control, progress));
  ASSIGN_OR_RETURN(const std::unique_ptr<IdIndex> ids,
                   IdIndex::Open(absl::StrCat(ledger.directory(), "/state/ids"), ledger.shards()));
  Births births(ledger);
  RETURN_IF_ERROR(births.ReadTail());
  IntakeLedger intake;
  intake.events = ledger.all_events();
  intake.keys = &ledger.keys();
  intake.ids = ids.get();
  ASSIGN_OR_RETURN(const Law law, Law::Parse(Law::BuiltInFiles()));
  intake.known_benefit = KnownTo(law);
  intake.born = [&](absl::Span<const PersonId> people) { return births.Of(people); };
  intake.progress = [&](const IntakeProgress& done) {
    if (!progress) return;
    progress(absl::StrCat(done.step, ", megabytes"), done.bytes_done / kMegabyte,
             done.bytes_total / kMegabyte);
  };
  ASSIGN_OR_RETURN(IntakeResult result, AppendFiles(files, intake));
  if (!result.accepted()) return result;
  RETURN_IF_ERROR(CatchUp(ledger, control, progress));
  RETURN_IF_ERROR(ledger.state().Flush());
  return result;
}

}  // namespace izmaksa
