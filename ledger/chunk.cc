#include "ledger/chunk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ledger/status.h"

namespace izmaksa {
namespace {

// Records read together: several rows of a log, since one that is cut by a reading is read twice.
constexpr int kReadMax = 32768;

}  // namespace

absl::Status ReadChunk(Log& log, Offset stop, const FoldRules& rules, size_t memory_max,
                       Chunk* chunk) {
  size_t used = 0, seen_bytes = 0, seen = 0;
  while (chunk->next < stop && used < memory_max) {
    // A log knows no bytes, only records: ask for what should fit, if the next are like the last.
    const size_t typical = seen == 0 ? 4096 : seen_bytes / seen + 1;
    const int limit =
        static_cast<int>(std::clamp<size_t>((memory_max - used) / typical / 2, 1, kReadMax));
    ASSIGN_OR_RETURN(auto records, log.Read(chunk->next, limit));
    const bool at_end = records.size() < static_cast<size_t>(limit);
    for (Record& record : records) {
      CHECK(record.offset >= chunk->next);
      if (record.offset >= stop) break;
      chunk->next = record.offset;
      // What the record, its place in the sort and the allocator take.
      const size_t bytes = sizeof(KeyedRecord) + 48 + record.bytes.size();
      seen_bytes += bytes;
      ++seen;
      bool counts = true;
      if (rules.sequential) {
        ASSIGN_OR_RETURN(counts, rules.sequential(chunk->header, record.offset, record.bytes));
      }
      if (counts) {
        ASSIGN_OR_RETURN(const std::optional<PersonId> person, rules.key(record.bytes));
        if (person.has_value()) {
          used += bytes;
          chunk->records.push_back({*person, record.offset, std::move(record.bytes)});
        }
      }
      chunk->next = record.offset.next();
    }
    if (at_end || (!records.empty() && records.back().offset >= stop)) chunk->next = stop;
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
