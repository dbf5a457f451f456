// As much of a log as a fold takes at once.
#pragma once

#include <deque>
#include <string>

#include "absl/status/status.h"
#include "ledger/log.h"
#include "ledger/projection.h"

namespace izmaksa {

// Records that count, in log order; what the fold's own state is after them; where the next chunk
// begins.
struct Chunk {
  std::deque<KeyedRecord> records;
  std::string header;
  Offset next;
};

// Reads on from chunk->next and chunk->header: up to `stop`, which is not after the log's end, or
// as far as about `memory_max` bytes go, at least one record. On an error of a rule chunk->next is
// the record it was about.
absl::Status ReadChunk(Log& log, Offset stop, const FoldRules& rules, size_t memory_max,
                       Chunk* chunk);

}  // namespace izmaksa
