#include "processors/entries.h"

#include <map>

#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kReadAhead = 4096;
constexpr char kEntryTag = 2 << 3 | 2, kRunTag = 1 << 3 | 2, kPersonTag = 2 << 3 | 1;

absl::Status NotAnEntry() { return absl::DataLossError("the record is not a journal record"); }

// Records of one run's entries, in the order of the journal.
class RunReader {
 public:
  RunReader(Log& journal, const ShardRun& run, Offset end)
      : journal_(journal), run_(run), from_(run.opened_at.next()), end_(end) {}

  // The next entry; null at the end. Valid until the next call.
  absl::StatusOr<const Record*> Next(PersonId* person) {
    while (true) {
      if (at_ == records_.size()) {
        if (from_ >= end_) return nullptr;
        ASSIGN_OR_RETURN(records_, journal_.Read(from_, kReadAhead));
        if (records_.empty()) return nullptr;
        from_ = records_.back().offset.next();
        at_ = 0;
      }
      const Record& record = records_[at_++];
      if (record.offset >= end_) return nullptr;
      ASSIGN_OR_RETURN(const std::optional<EntryHead> head, HeadOfEntry(record.bytes));
      if (!head || head->run != run_.run) continue;
      *person = head->person;
      return &record;
    }
  }

 private:
  Log& journal_;
  const ShardRun run_;
  Offset from_;
  const Offset end_;
  std::vector<Record> records_;
  size_t at_ = 0;
};

// Where the entries lie in order of person, none twice.
class InOrder final : public EntryCursor {
 public:
  InOrder(Log& journal, const ShardRun& run, Offset end) : reader_(journal, run, end) {}

  bool Valid() const override { return record_ != nullptr; }
  PersonId person() const override { return person_; }
  Offset offset() const override { return record_->offset; }
  const std::string& bytes() const override { return record_->bytes; }
  absl::Status Next() override {
    ASSIGN_OR_RETURN(record_, reader_.Next(&person_));
    return absl::OkStatus();
  }

 private:
  RunReader reader_;
  PersonId person_;
  const Record* record_ = nullptr;
};

// Anywhere, by an index of each person's first.
class Indexed final : public EntryCursor {
 public:
  Indexed(Log& journal, std::map<PersonId, Offset> index)
      : journal_(journal), index_(std::move(index)), at_(index_.begin()) {}

  bool Valid() const override { return begun_ && at_ != index_.end(); }
  PersonId person() const override { return at_->first; }
  Offset offset() const override { return at_->second; }
  const std::string& bytes() const override { return bytes_; }
  absl::Status Next() override {
    if (begun_) ++at_;
    begun_ = true;
    if (at_ == index_.end()) return absl::OkStatus();
    ASSIGN_OR_RETURN(std::vector<Record> records, journal_.Read(at_->second, 1));
    if (records.empty() || records[0].offset != at_->second)
      return absl::DataLossError("the journal lost an entry");
    bytes_ = std::move(records[0].bytes);
    return absl::OkStatus();
  }

 private:
  Log& journal_;
  const std::map<PersonId, Offset> index_;
  std::map<PersonId, Offset>::const_iterator at_;
  bool begun_ = false;
  std::string bytes_;
};

absl::StatusOr<bool> LieInOrder(Log& journal, const ShardRun& run, Offset end) {
  RunReader reader(journal, run, end);
  PersonId last, person;
  while (true) {
    ASSIGN_OR_RETURN(const Record* record, reader.Next(&person));
    if (record == nullptr) return true;
    if (person <= last) return false;
    last = person;
  }
}

}  // namespace

// An entry is field 2 of the record, and in it the run is field 1 and the person field 2;
// EncodeEntry writes them first. Read by hand: a run has half a million entries, and this is asked
// of each several times.
absl::StatusOr<std::optional<EntryHead>> HeadOfEntry(absl::string_view record) {
  if (record.empty() || record[0] != kEntryTag) return std::nullopt;
  size_t at = 1;
  while (at < record.size() && static_cast<uint8_t>(record[at]) & 0x80) ++at;  // its length
  ++at;
  if (at + 2 > record.size() || record[at] != kRunTag) return NotAnEntry();
  const size_t length = static_cast<uint8_t>(record[at + 1]);
  at += 2;
  if (length > 127 || record.size() < at + length + 9 || record[at + length] != kPersonTag)
    return NotAnEntry();
  uint64_t person = 0;
  for (size_t i = 8; i >= 1; --i)
    person = person << 8 | static_cast<uint8_t>(record[at + length + i]);
  return EntryHead{record.substr(at, length), PersonId(person)};
}

absl::StatusOr<std::unique_ptr<EntryCursor>> EntryCursor::Open(Log& journal, const ShardRun& run,
                                                               Offset end) {
  ASSIGN_OR_RETURN(const bool in_order, LieInOrder(journal, run, end));
  std::unique_ptr<EntryCursor> cursor;
  if (in_order) {
    cursor = std::make_unique<InOrder>(journal, run, end);
  } else {
    RunReader reader(journal, run, end);
    std::map<PersonId, Offset> first;
    PersonId person;
    while (true) {
      ASSIGN_OR_RETURN(const Record* record, reader.Next(&person));
      if (record == nullptr) break;
      first.emplace(person, record->offset);
    }
    cursor = std::make_unique<Indexed>(journal, std::move(first));
  }
  RETURN_IF_ERROR(cursor->Next());
  return cursor;
}

absl::Status ForEachEntry(Log& journal, const ShardRun& run, Offset end,
                          const std::function<absl::Status(PersonId, const std::string&)>& visit) {
  ASSIGN_OR_RETURN(const std::unique_ptr<EntryCursor> cursor, EntryCursor::Open(journal, run, end));
  while (cursor->Valid()) {
    RETURN_IF_ERROR(visit(cursor->person(), cursor->bytes()));
    RETURN_IF_ERROR(cursor->Next());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> FindEntry(Log& journal, const ShardRun& run, Offset end,
                                                     PersonId person) {
  RunReader reader(journal, run, end);
  PersonId found;
  while (true) {
    ASSIGN_OR_RETURN(const Record* record, reader.Next(&found));
    if (record == nullptr) return std::nullopt;
    if (found == person) return record->bytes;
  }
}

absl::StatusOr<std::vector<JournalEntry>> EntriesOf(Log& journal, const ShardRuns& runs,
                                                    absl::string_view last, PersonId person) {
  std::vector<JournalEntry> entries;
  ASSIGN_OR_RETURN(const Offset journal_end, journal.End());
  for (const ShardRun& run : runs.runs) {
    const Offset end = run.closed_at.value_or(journal_end);
    ASSIGN_OR_RETURN(const std::optional<std::string> bytes, FindEntry(journal, run, end, person));
    if (bytes) {
      ASSIGN_OR_RETURN(JournalEntry entry, DecodeEntry(*bytes));
      entries.push_back(std::move(entry));
    }
    if (run.run == last) break;
  }
  return entries;
}

}  // namespace izmaksa
