#include "ledger/rocks.h"
#include "ledger/row.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"
#include "tests/log_place.h"

namespace izmaksa {
namespace {

class RocksLogPlace final : public LogPlace {
 public:
  RocksLogPlace() { CHECK(RocksLogs::Create(path(), kNames).ok()); }

  absl::Status Open() override {
    ASSIGN_OR_RETURN(logs_, RocksLogs::Open(path(), kNames, RocksLogs::Access::kReadWrite));
    return absl::OkStatus();
  }

  void Close() override { logs_.reset(); }

  Log* log(absl::string_view name) override { return logs_->Get(name); }

  void Lose(absl::string_view name, Offset first, Offset last) override {
    const auto rocks = OpenForWriting(rocksdb::DBOptions(), path(), kNames,
                                      rocksdb::ColumnFamilyOptions(), "the test's ledger");
    CHECK(rocks.ok());
    for (size_t i = 0; i < kNames.size(); ++i) {
      if (kNames[i] != name) continue;
      for (Offset offset = first; offset <= last; offset = offset.next()) {
        CHECK(rocks->db->Delete(rocksdb::WriteOptions(), rocks->families[i], RowKey(offset)).ok());
      }
    }
    CHECK(rocks->db->Flush(rocksdb::FlushOptions(), rocks->families).ok());
  }

 private:
  std::string path() const { return directory_.path() + "/log"; }

  const std::vector<std::string> kNames = {"events-0000", "journal-0000"};
  const TempDirectory directory_;
  std::unique_ptr<RocksLogs> logs_;
};

}  // namespace

std::unique_ptr<LogPlace> NewRocksLogPlace() { return std::make_unique<RocksLogPlace>(); }

}  // namespace izmaksa
