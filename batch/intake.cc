#include "batch/intake.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/event_seal.h"
#include "batch/id_check.h"
#include "batch/ordered_work.h"
#include "batch/people_check.h"
#include "batch/reading.h"
#include "batch/shard_appender.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

// Records of a block as they are stored.
struct Sealed {
  std::shared_ptr<const Drafts> bytes;
  std::vector<std::vector<absl::string_view>> records;  // per shard; they point into `bytes`
};

// Also notes the fingerprints of the records, in the order of ids.
absl::StatusOr<Sealed> SealBlock(Reading& reading, DeliveryReader& reader, size_t block,
                                 std::vector<Fingerprint>& stored) {
  const int shards = static_cast<int>(reading.ledger.events.size());
  const std::vector<Line>& lines = reading.lines[block];
  ASSIGN_OR_RETURN(Drafts taken, reading.TakeDrafts(block, reader));
  const auto drafts = std::make_shared<Drafts>(std::move(taken));
  Sealed sealed{drafts, std::vector<std::vector<absl::string_view>>(reading.ledger.events.size())};
  // In the order of ids, fingerprints are all over the memory; asking ahead hides the wait.
  constexpr size_t kAhead = 16;
  size_t near = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i + kAhead < lines.size()) __builtin_prefetch(&stored[lines[i + kAhead].rank], 1);
    const Line& line = lines[i];
    if (line.repeated) continue;
    const PersonId person(line.person);
    if (line.personal)
      RETURN_IF_ERROR(drafts->Seal(i, person, reading.ring.Of(line.person, &near)));
    const absl::string_view record = drafts->record(i);
    stored[line.rank] = FingerprintOf(record);
    sealed.records[static_cast<size_t>(ShardOf(person, shards))].push_back(record);
  }
  return sealed;
}

// Returns how many records each shard got.
absl::StatusOr<std::vector<int64_t>> AppendLines(Reading& reading,
                                                 std::vector<Fingerprint>& stored) {
  const IntakeLedger& ledger = reading.ledger;
  std::vector<std::unique_ptr<ShardAppender>> appenders;
  for (Log* log : ledger.events) appenders.push_back(std::make_unique<ShardAppender>(log));
  std::vector<int64_t> appended(appenders.size());
  const absl::Status status = OrderedWork<Sealed>(
      reading.delivery.blocks(), ledger.threads,
      [&](int thread, size_t block) {
        return SealBlock(reading, *reading.readers[static_cast<size_t>(thread)], block, stored);
      },
      [&](size_t block, Sealed done) -> absl::Status {
        for (size_t shard = 0; shard < done.records.size(); ++shard) {
          appended[shard] += static_cast<int64_t>(done.records[shard].size());
          RETURN_IF_ERROR(appenders[shard]->Push(std::move(done.records[shard]), done.bytes));
        }
        reading.Report("appending", block);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  for (const auto& appender : appenders) {
    if (absl::Status last = appender->Finish(); !last.ok()) return last;
  }
  return appended;
}

absl::Status AddToIndex(const Reading& reading, std::vector<IdPlace> ids,
                        std::vector<Fingerprint> stored, bool any_repeated,
                        const std::vector<int64_t>& appended) {
  const IntakeLedger& ledger = reading.ledger;
  // The index may move to the end of a log only if nothing but our own records lies between. Every
  // record takes at least one offset, so as many offsets as records leave no room for another;
  // elsewhere the next CatchUp reads them.
  std::vector<Offset> positions = ledger.ids->positions();
  for (size_t shard = 0; shard < positions.size(); ++shard) {
    ASSIGN_OR_RETURN(const Offset end, ledger.events[shard]->End());
    if (end.position() - positions[shard].position() == appended[shard]) positions[shard] = end;
  }
  if (any_repeated) {
    size_t kept = 0;
    for (size_t i = 0; i < ids.size(); ++i) {
      if (reading.lines[ids[i].block][ids[i].line].repeated) continue;
      ids[kept] = ids[i];
      stored[kept++] = stored[i];
    }
    ids.resize(kept);
  }
  return ledger.ids->Add(
      ids.size(),
      [&](size_t i) {
        return IdIndex::Entry{ids[i].id, stored[i]};
      },
      positions);
}

}  // namespace

absl::StatusOr<IntakeResult> AppendFiles(const std::vector<std::string>& files,
                                         const IntakeLedger& ledger) {
  CHECK(ledger.threads >= 1 && !ledger.events.empty());
  ASSIGN_OR_RETURN(Delivery delivery, Delivery::Open(files));
  Reading reading(std::move(delivery), ledger);
  RETURN_IF_ERROR(reading.CheckEvents());
  RETURN_IF_ERROR(CheckPeople(reading));
  RETURN_IF_ERROR(ledger.ids->CatchUp(ledger.events));
  ASSIGN_OR_RETURN(std::vector<IdPlace> ids, CheckIds(reading));
  IntakeResult result;
  result.events = reading.events;
  for (const std::vector<Line>& block : reading.lines) {
    result.repeated +=
        std::count_if(block.begin(), block.end(), [](const Line& line) { return line.repeated; });
  }
  reading.faults.Give(&result);
  if (!result.accepted() || result.repeated == result.events) return result;

  ASSIGN_OR_RETURN(reading.ring.keys, ledger.keys->EnsureKeys(reading.ring.people));
  std::vector<Fingerprint> stored(ids.size());
  ASSIGN_OR_RETURN(const std::vector<int64_t> appended, AppendLines(reading, stored));
  for (const int64_t count : appended) result.appended += count;
  RETURN_IF_ERROR(
      AddToIndex(reading, std::move(ids), std::move(stored), result.repeated > 0, appended));
  return result;
}

}  // namespace izmaksa
