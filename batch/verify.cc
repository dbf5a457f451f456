#include "batch/verify.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>

#include "absl/strings/str_cat.h"
#include "batch/columns.h"
#include "batch/control.h"
#include "batch/json.h"
#include "batch/release.h"
#include "batch/verify_shard.h"
#include "batch/workshop.h"
#include "ledger/status.h"
#include "proto/control.pb.h"

namespace izmaksa {
namespace {

namespace fs = std::filesystem;

constexpr int kReadAhead = 1024;

absl::StatusOr<ControlState> CheckControl(Ledger& ledger, VerifyReport& report) {
  VerifyCheck check{"control log: every record read", 0, "records", 0, ""};
  for (Offset from;;) {
    const absl::StatusOr<std::vector<Record>> records = ledger.control().Read(from, kReadAhead);
    if (!records.ok()) check.Fault(std::string(records.status().message()));
    if (!records.ok() || records->empty()) break;
    check.count += static_cast<int64_t>(records->size());
    from = records->back().offset.next();
  }
  absl::StatusOr<ControlState> control = FoldControl(ledger.control());
  if (!control.ok()) {
    check.Fault(std::string(control.status().message()));
  } else if (control->shards != ledger.shards()) {
    check.Fault(absl::StrCat("it tells of ", control->shards, " shards, the directory of ",
                             ledger.shards()));
  }
  report.checks.push_back(std::move(check));
  return control;
}

absl::StatusOr<Digest> DigestOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError("is not there");
  Hasher hasher;
  std::string buffer(1 << 16, '\0');
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
    hasher.Update(absl::string_view(buffer.data(), static_cast<size_t>(file.gcount())));
  if (file.bad()) return absl::DataLossError("cannot be read");
  return hasher.Finish();
}

void CompareFile(const RunState& run, const ReleasedFile& file, const absl::StatusOr<Digest>& found,
                 VerifyCheck& check) {
  ++check.count;
  const std::string name =
      absl::StrCat("run ", run.run, ": ", file.name, " (", Readable(file.payments), " payments) ");
  if (!found.ok()) {
    check.Fault(absl::StrCat(name, found.status().message()));
  } else if (*found != file.digest) {
    check.Fault(absl::StrCat(name, "has other bytes than were released"));
  }
}

// Every run of which anything is there must be there whole, and nothing else.
void CheckFilesThere(const ControlState& control, const std::string& directory,
                     VerifyReport& report) {
  VerifyCheck check{absl::StrCat("files in ", directory, ": as released"), 0, "files", 0, ""};
  std::map<std::string, std::set<std::string>> there;  // paths by name
  std::error_code error;
  for (fs::recursive_directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_directory(error))
      there[entry->path().filename().string()].insert(entry->path().string());
  }
  if (error) check.Fault(absl::StrCat(directory, ": ", error.message()));
  for (const RunState& run : control.runs) {
    const bool is_here =
        std::any_of(run.released.begin(), run.released.end(),
                    [&](const ReleasedFile& file) { return there.count(file.name) > 0; });
    if (!is_here) continue;
    for (const ReleasedFile& file : run.released) {
      if (there[file.name].empty())
        CompareFile(run, file, absl::NotFoundError("is not there"), check);
      for (const std::string& path : there[file.name])
        CompareFile(run, file, DigestOf(path), check);
      there.erase(file.name);
    }
  }
  for (const auto& [name, paths] : there)
    check.Fault(absl::StrCat(*paths.begin(), " was never released"));
  if (check.count == 0 && check.faults == 0) check.Fault("no released file is there");
  report.checks.push_back(std::move(check));
}

void CheckFilesAnew(Ledger& ledger, const ControlState& control, const VerifyOptions& options,
                    const std::string& temp, const Progress& progress, VerifyReport& report) {
  VerifyCheck check{"files: written anew and compared", 0, "files", 0, ""};
  bool is_last = true;
  for (auto run = control.runs.rbegin(); run != control.runs.rend(); ++run) {
    if (!run->is_released || !(is_last || options.all_runs)) continue;
    is_last = false;
    ReleaseOptions release;
    release.out = absl::StrCat(temp, "/files-", run->run);
    release.version = run->format == "pain.001.001.03" ? PaymentFileVersion::kPain00100103
                                                       : PaymentFileVersion::kPain00100109;
    release.letters = run->basic_letters ? Letters::kBasicLatin : Letters::kLatvian;
    const auto files = RenderFiles(ledger, control, *run, release, progress);
    if (!files.ok()) {
      check.Fault(absl::StrCat("run ", run->run, ": ", files.status().message()));
      continue;
    }
    for (const ReleasedFile& file : run->released) {
      const auto anew = std::find_if(files->begin(), files->end(), [&](const ReleasedFile& other) {
        return other.name == file.name;
      });
      CompareFile(*run, file,
                  anew == files->end() ? absl::StatusOr<Digest>(absl::NotFoundError(
                                             "does not come out of the journal any more"))
                                       : anew->digest,
                  check);
    }
    if (files->size() > run->released.size())
      check.Fault(absl::StrCat("run ", run->run, ": more files come out than were released"));
    std::error_code ignored;
    fs::remove_all(release.out, ignored);
  }
  report.checks.push_back(std::move(check));
}

}  // namespace

void VerifyCheck::Fault(std::string fault) {
  if (++faults == 1) first_fault = std::move(fault);
}

bool VerifyReport::in_order() const {
  return std::all_of(checks.begin(), checks.end(),
                     [](const VerifyCheck& check) { return check.faults == 0; });
}

absl::StatusOr<VerifyReport> VerifyLedger(Ledger& ledger, const VerifyOptions& options,
                                          const Progress& progress) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Workshop> workshop,
                   Workshop::Open(options.temp, "verify"));
  VerifyReport report;
  const absl::StatusOr<ControlState> control = CheckControl(ledger, report);

  // Each record is read twice: as it is, and into the fold made anew.
  int64_t total = 0, done = 0;
  for (int shard = 0; shard < ledger.shards(); ++shard) {
    for (Log* log : {&ledger.events(shard), &ledger.journal(shard)}) {
      const absl::StatusOr<Offset> end = log->End();
      if (end.ok()) total += 2 * end->position();
    }
  }
  std::mutex mutex;
  const auto step = [&](int64_t more) {
    const std::lock_guard<std::mutex> lock(mutex);
    done += more;
    if (progress) progress("verifying records", std::min(done, total), total);
  };
  std::vector<std::vector<VerifyCheck>> checks(static_cast<size_t>(ledger.shards()));
  RETURN_IF_ERROR(ForEachShard(ledger.shards(), [&](int shard) -> absl::Status {
    ASSIGN_OR_RETURN(checks[static_cast<size_t>(shard)],
                     VerifyShard(ledger, shard, control.ok() ? &*control : nullptr,
                                 absl::StrCat(workshop->path(), "/", shard), step));
    return absl::OkStatus();
  }));
  for (std::vector<VerifyCheck>& of_shard : checks)
    std::move(of_shard.begin(), of_shard.end(), std::back_inserter(report.checks));
  if (control.ok()) {
    CheckFilesAnew(ledger, *control, options, workshop->path(), progress, report);
    if (!options.files.empty()) CheckFilesThere(*control, options.files, report);
  }
  return report;
}

std::string VerifyText(const VerifyReport& report) {
  using Align = Columns::Align;
  Columns table({Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft});
  std::string faults;
  for (const VerifyCheck& check : report.checks) {
    table.Row({check.what, Readable(check.count), check.counted,
               check.faults == 0 ? "in order" : absl::StrCat(Readable(check.faults), " FAULTS")});
    if (check.faults > 0)
      absl::StrAppend(&faults, "\n  ", check.what, "\n", Wrapped("first: " + check.first_fault, 4));
  }
  return absl::StrCat(table.Text(), faults, "\n",
                      report.in_order() ? "Everything is in order.\n"
                                        : "The ledger is NOT in order. Nothing was changed.\n");
}

std::string VerifyJson(const VerifyReport& report) {
  JsonWriter json;
  json.Object().Field("in_order", report.in_order()).Key("checks").Array();
  for (const VerifyCheck& check : report.checks) {
    json.Object().Field("check", check.what).Field("count", check.count);
    json.Field("counted", check.counted).Field("faults", check.faults).Key("first_fault");
    check.faults == 0 ? json.Null() : json.String(check.first_fault);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
