#include "ledger/fold.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/endian.h"
#include "ledger/rocks.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr size_t kGroup = 256;  // persons whose values are read together
const std::string kOwnKey(1, '\0');

std::string PersonKey(PersonId person) { return Big64(person.number()); }

absl::Status WithPlace(const absl::Status& status, absl::string_view place) {
  return absl::Status(status.code(), absl::StrCat(place, ": ", status.message()));
}

class FoldCursor final : public Projection::Cursor {
 public:
  FoldCursor(rocksdb::DB* db, Fold::Family family, std::string what, PersonId from)
      : what_(std::move(what)), family_(std::move(family)) {
    rocksdb::ReadOptions options;
    options.fill_cache = false;
    it_.reset(db->NewIterator(options, family_.get()));
    it_->Seek(PersonKey(from));
    Take();
  }

  bool Valid() const override { return valid_; }
  PersonId person() const override { return person_; }
  Offset true_at() const override { return value_.true_at; }
  absl::string_view value() const override { return value_.bytes; }
  void Next() override {
    it_->Next();
    Take();
  }
  absl::Status status() const override { return status_; }

 private:
  void Take() {
    valid_ = false;
    if (!it_->Valid()) {
      status_ = WithRemedy(FromRocks(it_->status(), what_));
      return;
    }
    const auto value = DecodeValue(ToView(it_->value()), what_);
    if (!value.ok() || it_->key().size() != 8) {
      status_ = WithRemedy(absl::DataLossError(absl::StrCat(what_, " is damaged: a row is cut")));
      return;
    }
    person_ = PersonId(FromBig64(it_->key().data()));
    value_ = *value;
    valid_ = true;
  }

  const std::string what_;
  const Fold::Family family_;
  std::unique_ptr<rocksdb::Iterator> it_;  // pins the moment it was made
  bool valid_ = false;
  PersonId person_;
  Value value_;
  absl::Status status_;
};

}  // namespace

absl::Status WithRemedy(const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return status;
  return absl::DataLossError(
      absl::StrCat(status.message(), "; it may be deleted and is then rebuilt from the logs"));
}

Fold::Fold(rocksdb::DB* db, absl::string_view store, std::string name, const std::string& directory,
           rocksdb::ColumnFamilyHandle* family, rocksdb::ColumnFamilyOptions options, bool writable)
    : db_(db),
      name_(std::move(name)),
      what_(absl::StrCat("the projection '", name_, "' of ", store)),
      file_(absl::StrCat(directory, "/", name_, ".chunk")),
      options_(std::move(options)),
      writable_(writable),
      family_(Share(family)) {}

Fold::Family Fold::Share(rocksdb::ColumnFamilyHandle* family) const {
  return {family, [db = db_](rocksdb::ColumnFamilyHandle* handle) {
            db->DestroyColumnFamilyHandle(handle);
          }};
}

absl::Status Fold::Load() {
  std::string row;
  const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), family_.get(), kOwnKey, &row);
  if (status.IsNotFound()) return absl::OkStatus();
  RETURN_IF_ERROR(FromRocks(status, what_));
  ASSIGN_OR_RETURN(const Value own, DecodeValue(row, what_));
  empty_ = false;
  position_ = own.true_at;
  header_ = std::string(own.bytes);
  return absl::OkStatus();
}

absl::Status Fold::CatchUp(Log& log, Offset stop, const FoldRules& rules, size_t memory_max,
                           const std::function<void(Offset)>& progress) {
  const std::lock_guard<std::mutex> lock(folding_);
  if (!writable_) {
    return absl::FailedPreconditionError(absl::StrCat(what_, " was opened for reading only"));
  }
  ASSIGN_OR_RETURN(const Offset end, log.End());
  if (position() > end) {
    return absl::DataLossError(absl::StrCat(what_, " has folded the log up to offset ",
                                            position().ToString(), ", but the log ends at ",
                                            end.ToString()));
  }
  if (position() > stop) {
    return absl::FailedPreconditionError(absl::StrCat(
        what_, " is at offset ", position().ToString(), ", already past ", stop.ToString()));
  }
  stop = std::min(stop, end);
  while (position() < stop) {
    Chunk chunk{{}, header(), position()};
    const absl::Status read = ReadChunk(log, stop, rules, memory_max, &chunk);
    if (read.ok()) {
      RETURN_IF_ERROR(FoldChunk(std::move(chunk), stop, rules));
      if (progress) progress(position());
      continue;
    }
    // Everything before the record that stops the fold is folded. The rules are pure: reading it
    // again says the same.
    const Offset culprit = chunk.next;
    chunk = Chunk{{}, header(), position()};
    RETURN_IF_ERROR(ReadChunk(log, culprit, rules, memory_max, &chunk));
    if (chunk.next > position()) RETURN_IF_ERROR(FoldChunk(std::move(chunk), culprit, rules));
    if (progress) progress(position());
    return WithPlace(read, absl::StrCat(what_, " stops at offset ", culprit.ToString()));
  }
  return absl::OkStatus();
}

absl::Status Fold::FoldChunk(Chunk chunk, Offset stop, const FoldRules& rules) {
  std::vector<std::pair<PersonId, size_t>> order;
  order.reserve(chunk.records.size());
  for (size_t i = 0; i < chunk.records.size(); ++i) {
    order.emplace_back(chunk.records[i].person, i);
  }
  std::sort(order.begin(), order.end());  // by person, then in log order

  const Family family = this->family();
  const ValueTable table{db_, family.get(), what_};
  size_t persons = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || order[i].first != order[i - 1].first) ++persons;
  }
  std::optional<ValueReader> reader;
  if (!empty_) reader.emplace(table, persons);
  // The position goes with the values, all or none: what a crash leaves is the fold at the end of
  // some chunk.
  ValueWriter writer(table, file_);
  RETURN_IF_ERROR(writer.Put(kOwnKey, EncodeValue(chunk.next, chunk.header)));
  for (size_t at = 0; at < order.size();) {
    RETURN_IF_ERROR(FoldGroup(order, &at, chunk, stop, rules, reader ? &*reader : nullptr, writer));
  }
  RETURN_IF_ERROR(writer.Commit());

  const std::lock_guard<std::mutex> lock(mutex_);
  empty_ = false;
  position_ = chunk.next;
  header_ = std::move(chunk.header);
  return absl::OkStatus();
}

absl::Status Fold::FoldGroup(absl::Span<const std::pair<PersonId, size_t>> order, size_t* at,
                             Chunk& chunk, Offset stop, const FoldRules& rules, ValueReader* reader,
                             ValueWriter& writer) {
  std::vector<std::string> keys;
  for (size_t i = *at; i < order.size(); ++i) {
    if (i > *at && order[i].first == order[i - 1].first) continue;
    if (keys.size() == kGroup) break;
    keys.push_back(PersonKey(order[i].first));
  }
  std::vector<rocksdb::PinnableSlice> rows(keys.size());
  if (reader != nullptr) RETURN_IF_ERROR(reader->Read(keys, &rows));

  std::vector<KeyedRecord> records;
  for (size_t k = 0; k < keys.size(); ++k) {
    const PersonId person = order[*at].first;
    Value old{Offset(-1), ""};
    if (!rows[k].empty()) {
      ASSIGN_OR_RETURN(old, DecodeValue(ToView(rows[k]), what_));
    }
    if (old.true_at >= stop) {
      return absl::FailedPreconditionError(
          absl::StrCat(what_, ": person ", person.ToString(), " is true at offset ",
                       old.true_at.ToString(), ", already past ", stop.ToString()));
    }
    records.clear();
    for (; *at < order.size() && order[*at].first == person; ++*at) {
      KeyedRecord& record = chunk.records[order[*at].second];
      if (record.offset > old.true_at) records.push_back(std::move(record));
    }
    if (records.empty()) continue;
    std::string value(old.bytes);
    const absl::Status applied = rules.apply(person, records, value);
    if (!applied.ok()) {
      return WithPlace(applied, absl::StrCat(what_, ": person ", person.ToString(), ", offset ",
                                             records.front().offset.ToString(), " to ",
                                             records.back().offset.ToString()));
    }
    RETURN_IF_ERROR(writer.Put(std::move(keys[k]), EncodeValue(records.back().offset, value)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> Fold::Get(PersonId person, Offset* true_at) const {
  const Family family = this->family();
  rocksdb::PinnableSlice row;
  const rocksdb::Status status =
      db_->Get(rocksdb::ReadOptions(), family.get(), PersonKey(person), &row);
  if (status.IsNotFound()) return std::nullopt;
  RETURN_IF_ERROR(WithRemedy(FromRocks(status, what_)));
  ASSIGN_OR_RETURN(const Value value, DecodeValue(ToView(row), what_));
  if (true_at != nullptr) *true_at = value.true_at;
  return std::string(value.bytes);
}

std::unique_ptr<Projection::Cursor> Fold::Scan(PersonId from) const {
  return std::make_unique<FoldCursor>(db_, family(), what_, from);
}

absl::Status Fold::Reset() {
  const std::lock_guard<std::mutex> lock(folding_);
  if (!writable_) {
    return absl::FailedPreconditionError(absl::StrCat(what_, " was opened for reading only"));
  }
  // The old values stay as long as a cursor looks at them. A crash between the two steps leaves no
  // family of that name, which is an empty projection.
  RETURN_IF_ERROR(FromRocks(db_->DropColumnFamily(family().get()), what_));
  rocksdb::ColumnFamilyHandle* fresh = nullptr;
  RETURN_IF_ERROR(FromRocks(db_->CreateColumnFamily(options_, name_, &fresh), what_));
  const std::lock_guard<std::mutex> state(mutex_);
  family_ = Share(fresh);
  empty_ = true;
  position_ = Offset();
  header_.clear();
  return absl::OkStatus();
}

}  // namespace izmaksa
