#include "batch/ledger.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "batch/whole_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kMarker = "IZMAKSA";
constexpr absl::string_view kFormat = "izmaksa ledger, format 1";
constexpr absl::string_view kShardsLine = "shards ";

std::string NameOf(absl::string_view kind, int shard) {
  return absl::StrCat(kind, "-", absl::Dec(shard, absl::kZeroPad4));
}

std::vector<std::string> LogNames(int shards) {
  std::vector<std::string> names = {"control"};
  for (int shard = 0; shard < shards; ++shard) names.push_back(NameOf("events", shard));
  for (int shard = 0; shard < shards; ++shard) names.push_back(NameOf("journal", shard));
  return names;
}

std::vector<std::string> ProjectionNames(int shards) {
  std::vector<std::string> names;
  for (int shard = 0; shard < shards; ++shard) names.push_back(NameOf("people", shard));
  for (int shard = 0; shard < shards; ++shard) names.push_back(NameOf("books", shard));
  return names;
}

absl::StatusOr<int> ReadMarker(const std::string& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error))
    return absl::NotFoundError(absl::StrCat(directory, ": no such directory"));
  std::ifstream stream(absl::StrCat(directory, "/", kMarker));
  if (!stream) {
    return absl::FailedPreconditionError(absl::StrCat(
        directory, " is not a ledger: it has no file ", kMarker, ". Make one with: izmaksa init"));
  }
  std::string format, shards_line;
  std::getline(stream, format);
  std::getline(stream, shards_line);
  if (format != kFormat) {
    return absl::FailedPreconditionError(absl::StrCat(directory, ": this program reads \"", kFormat,
                                                      "\", the directory says \"", format, "\""));
  }
  absl::string_view number = shards_line;
  int shards = 0;
  if (!absl::ConsumePrefix(&number, kShardsLine) || !absl::SimpleAtoi(number, &shards) ||
      shards < 1 || shards > Ledger::kShardsMax) {
    return absl::DataLossError(absl::StrCat(directory, "/", kMarker, " is damaged"));
  }
  return shards;
}

}  // namespace

absl::Status Ledger::Create(const std::string& directory, const LedgerOptions& options) {
  if (options.shards < 1 || options.shards > kShardsMax) {
    return absl::InvalidArgumentError(absl::StrCat("a ledger has 1 to ", kShardsMax, " shards"));
  }
  std::error_code error;
  if (fs::exists(absl::StrCat(directory, "/", kMarker), error)) {
    return absl::AlreadyExistsError(absl::StrCat(directory, " holds a ledger already"));
  }
  if (fs::exists(directory, error) && !fs::is_empty(directory, error)) {
    return absl::AlreadyExistsError(absl::StrCat(directory, " is not empty"));
  }
  fs::create_directories(directory, error);
  if (error) return absl::ErrnoToStatus(error.value(), absl::StrCat("cannot make ", directory));
  const std::vector<std::string> names = LogNames(options.shards);
  RETURN_IF_ERROR(RocksLogs::Create(absl::StrCat(directory, "/logs"), names));
  RETURN_IF_ERROR(
      KeyStore::Create(absl::StrCat(directory, "/keys"), absl::StrCat(directory, "/master.key")));
  ASSIGN_OR_RETURN(
      const std::unique_ptr<RocksLogs> logs,
      RocksLogs::Open(absl::StrCat(directory, "/logs"), names, RocksLogs::Access::kReadWrite));
  v1::ControlRecord record;
  v1::LedgerOpened& opened = *record.mutable_ledger_opened();
  opened.set_shards(options.shards);
  opened.set_agency_name(options.agency.name);
  opened.set_agency_id(options.agency.registration_id);
  opened.set_agency_iban(options.agency.iban);
  opened.set_agency_bic(options.agency.bic);
  opened.set_post_name(options.post.name);
  opened.set_post_iban(options.post.iban);
  opened.set_file_payments_max(static_cast<int32_t>(options.file_payments_max));
  if (options.first_month) opened.set_first_month(options.first_month->number());
  RETURN_IF_ERROR(AppendControl(*logs->Get("control"), record));
  // Last: a directory with the marker is a whole ledger.
  return WriteWholeFile(absl::StrCat(directory, "/", kMarker),
                        absl::StrCat(kFormat, "\n", kShardsLine, options.shards, "\n"));
}

absl::StatusOr<std::unique_ptr<Ledger>> Ledger::Open(const std::string& directory, Access access) {
  ASSIGN_OR_RETURN(const int shards, ReadMarker(directory));
  const bool writing = access == Access::kReadWrite;
  std::unique_ptr<Ledger> ledger(new Ledger);
  ledger->directory_ = directory;
  ASSIGN_OR_RETURN(
      ledger->logs_,
      RocksLogs::Open(absl::StrCat(directory, "/logs"), LogNames(shards),
                      writing ? RocksLogs::Access::kReadWrite : RocksLogs::Access::kReadOnly));
  ASSIGN_OR_RETURN(
      ledger->keys_,
      KeyStore::Open(absl::StrCat(directory, "/keys"), absl::StrCat(directory, "/master.key"),
                     writing ? KeyStore::Access::kReadWrite : KeyStore::Access::kReadOnly));
  std::error_code error;
  const std::string state = absl::StrCat(directory, "/state");
  if (writing) fs::create_directories(state, error);
  if (!writing && !fs::exists(state, error)) {
    return absl::FailedPreconditionError(
        absl::StrCat(directory,
                     ": the state folder is not there; append or run, also of what was done "
                     "before, makes it anew"));
  }
  ASSIGN_OR_RETURN(
      ledger->state_,
      StateStore::Open(absl::StrCat(state, "/folds"), ProjectionNames(shards),
                       writing ? StateStore::Access::kReadWrite : StateStore::Access::kReadOnly));
  ledger->control_ = ledger->logs_->Get("control");
  for (int shard = 0; shard < shards; ++shard) {
    ledger->events_.push_back(ledger->logs_->Get(NameOf("events", shard)));
    ledger->journals_.push_back(ledger->logs_->Get(NameOf("journal", shard)));
    ledger->people_.push_back(ledger->state_->Get(NameOf("people", shard)));
    ledger->books_.push_back(ledger->state_->Get(NameOf("books", shard)));
  }
  return ledger;
}

absl::Status ForEachShard(int shards, const std::function<absl::Status(int)>& work) {
  std::vector<absl::Status> results(static_cast<size_t>(shards));
  std::atomic<int> next = 0;
  const auto loop = [&] {
    for (int shard = next++; shard < shards; shard = next++)
      results[static_cast<size_t>(shard)] = work(shard);
  };
  const int threads =
      std::min(shards, std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
  std::vector<std::thread> pool;
  for (int i = 1; i < threads; ++i) pool.emplace_back(loop);
  loop();
  for (std::thread& thread : pool) thread.join();
  for (absl::Status& result : results) {
    if (!result.ok()) return result;
  }
  return absl::OkStatus();
}

}  // namespace izmaksa
