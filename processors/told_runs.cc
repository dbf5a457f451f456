#include "processors/told_runs.h"

#include "proto/journal.pb.h"

namespace izmaksa {

std::string OpenedRecord(const std::string& run, const std::string& previous, int64_t cutoff) {
  v1::JournalRecord record;
  record.mutable_shard_opened()->set_run(run);
  record.mutable_shard_opened()->set_previous(previous);
  record.mutable_shard_opened()->set_cutoff(cutoff);
  return record.SerializeAsString();
}

std::string ClosedRecord(const std::string& run) {
  v1::JournalRecord record;
  record.mutable_shard_closed()->set_run(run);
  return record.SerializeAsString();
}

std::string EntryRecord(const std::string& run, uint64_t person, int64_t cents) {
  JournalEntry entry{run, PersonId(person), {Accrue(kApril, cents)}, {}, {}, {}};
  return EncodeEntry(entry);
}

}  // namespace izmaksa
