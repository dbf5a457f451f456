#include "batch/sample.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/sample_history.h"
#include "batch/sample_population.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int64_t kPeopleOfPart = 400'000;  // under a million lines
constexpr int kMonths = 5;                  // January to May 2024
constexpr int kLastDay = 2;  // of a month's facts: the run is made on one of the days after

// A file written front to back through one buffer; the first error is kept.
class OutputFile {
 public:
  OutputFile(const std::string& directory, std::string name) : path_(directory + "/" + name) {
    file_.name = std::move(name);
    stream_ = std::fopen(path_.c_str(), "wb");
    if (stream_ == nullptr) Fail();
    buffer_.reserve(kBuffer + 4'096);
  }
  ~OutputFile() {
    if (stream_ != nullptr) std::fclose(stream_);
  }
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void Append(absl::string_view line) {
    buffer_.append(line.data(), line.size());
    ++file_.events;
    file_.bytes += static_cast<int64_t>(line.size());
    if (buffer_.size() >= kBuffer) Flush();
  }

  absl::StatusOr<SampleFile> Close() {
    Flush();
    if (stream_ != nullptr && std::fclose(std::exchange(stream_, nullptr)) != 0) Fail();
    RETURN_IF_ERROR(failed_);
    return file_;
  }

 private:
  static constexpr size_t kBuffer = size_t{1} << 20;

  void Flush() {
    if (failed_.ok() && std::fwrite(buffer_.data(), 1, buffer_.size(), stream_) != buffer_.size())
      Fail();
    buffer_.clear();
  }
  void Fail() {
    if (failed_.ok())
      failed_ = absl::UnavailableError(absl::StrCat(path_, ": ", std::strerror(errno)));
  }

  std::string path_;
  std::FILE* stream_ = nullptr;
  std::string buffer_;
  SampleFile file_;
  absl::Status failed_;
};

struct Line {
  Instant recorded;
  std::string text;
};

// What one part of the people adds.
struct Part {
  absl::Status status;
  std::array<SampleFile, 2> files;                               // register, cases
  std::array<std::array<std::vector<Line>, kMonths>, 2> months;  // source, month
  SampleStatistics statistics;
};

// −1: recorded before 2024. Otherwise the month whose file holds it: facts after the run's day go
// to the next.
int MonthOf(Instant recorded) {
  const Date day = recorded.date();
  if (day < Date::Of(2024, 1, 1)) return -1;
  const Month month = day.in_month();
  return month - Month::Of(2024, 1) + (day.day() > kLastDay ? 1 : 0);
}

std::string PartName(absl::string_view source, int64_t part, int64_t parts) {
  return parts == 1 ? absl::StrCat("0-", source, ".jsonl")
                    : absl::StrCat("0-", source, "-", part + 1, ".jsonl");
}

void WritePart(const Population& population, const std::string& out, int64_t part, int64_t parts,
               Part& result) {
  OutputFile registered(out, PartName("register", part, parts));
  OutputFile cases(out, PartName("cases", part, parts));
  const Instant new_year = Instant::FromSeconds(int64_t{Date::Of(2024, 1, 1).days()} * 86'400);
  const int64_t end = std::min(population.people(), (part + 1) * kPeopleOfPart);
  for (int64_t index = part * kPeopleOfPart; index < end; ++index) {
    const Citizen citizen = population.At(index);
    result.statistics.Count(citizen);
    TellHistory(population, citizen, [&](Source source, Instant recorded, absl::string_view line) {
      if (recorded < new_year) {
        (source == Source::kRegister ? registered : cases).Append(line);
        return;
      }
      const int month = MonthOf(recorded);
      CHECK(month >= 0 && month < kMonths);
      result.months[source == Source::kRegister ? 0 : 1][static_cast<size_t>(month)].push_back(
          {recorded, std::string(line)});
    });
  }
  for (OutputFile* file : {&registered, &cases}) {
    absl::StatusOr<SampleFile> closed = file->Close();
    if (!closed.ok()) {
      result.status = closed.status();
      return;
    }
    result.files[file == &registered ? 0 : 1] = *std::move(closed);
  }
}

absl::StatusOr<SampleFile> WriteMonth(const std::string& out, int month, size_t source,
                                      std::vector<Part>& parts) {
  std::vector<const Line*> lines;
  for (const Part& part : parts) {
    for (const Line& line : part.months[source][static_cast<size_t>(month)]) lines.push_back(&line);
  }
  // As a system sends them: in the order recorded; equal times stay in the order of the people.
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line* a, const Line* b) { return a->recorded < b->recorded; });
  OutputFile file(out, absl::StrCat((Month::Of(2024, 1) + month).ToString(),
                                    source == 0 ? "-register" : "-cases", ".jsonl"));
  for (const Line* line : lines) file.Append(line->text);
  return file.Close();
}

std::string Manifest(const SampleOptions& options, const SampleSummary& summary) {
  std::string json = absl::StrCat(
      "{\n  \"people\": ", options.people, ",\n  \"seed\": ", options.seed,
      ",\n  \"events\": ", summary.events, ",\n  \"bytes\": ", summary.bytes, ",\n  \"files\": [");
  const char* comma = "";
  for (const SampleFile& file : summary.files) {
    absl::StrAppend(&json, comma, "\n    {\"name\": \"", file.name, "\", \"events\": ", file.events,
                    ", \"bytes\": ", file.bytes, "}");
    comma = ",";
  }
  json += "\n  ],\n  \"figures\": {";
  comma = "";
  for (const auto& [name, value] : summary.statistics.Figures()) {
    absl::StrAppend(&json, comma, "\n    \"", name, "\": ", value);
    comma = ",";
  }
  return json + "\n  }\n}\n";
}

// Makes the directory and sees that no file of another sample would be left in it.
absl::Status PrepareDirectory(const std::string& out, const std::vector<std::string>& names) {
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error) return absl::UnavailableError(absl::StrCat(out, ": ", error.message()));
  for (std::filesystem::directory_iterator entry(out, error), last; !error && entry != last;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (absl::EndsWith(name, ".jsonl") &&
        std::find(names.begin(), names.end(), name) == names.end()) {
      return absl::FailedPreconditionError(absl::StrCat(
          out, " holds ", name, ", which is not of this sample: give an empty directory"));
    }
  }
  if (error) return absl::UnavailableError(absl::StrCat(out, ": ", error.message()));
  // The manifest stands for a whole sample: an old one must not vouch for files half written.
  std::filesystem::remove(out + "/sample.json", error);
  if (error) return absl::UnavailableError(absl::StrCat(out, "/sample.json: ", error.message()));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SampleSummary> WriteSample(const SampleOptions& options) {
  if (options.people < 1 || options.people > kPeopleMost) {
    return absl::InvalidArgumentError(
        absl::StrCat("people must be 1 to ", kPeopleMost, ", not ", options.people));
  }
  if (options.threads < 1 || options.threads > 64) {
    return absl::InvalidArgumentError(
        absl::StrCat("threads must be 1 to 64, not ", options.threads));
  }
  if (options.out.empty()) return absl::InvalidArgumentError("no directory to write to");
  const int64_t part_count = (options.people + kPeopleOfPart - 1) / kPeopleOfPart;
  std::vector<std::string> names;
  for (const absl::string_view source : {"register", "cases"}) {
    for (int64_t part = 0; part < part_count; ++part)
      names.push_back(PartName(source, part, part_count));
    for (int month = 0; month < kMonths; ++month) {
      names.push_back(absl::StrCat((Month::Of(2024, 1) + month).ToString(), "-", source, ".jsonl"));
    }
  }
  RETURN_IF_ERROR(PrepareDirectory(options.out, names));

  const Population population(options.people, options.seed, options.threads);
  std::vector<Part> parts(static_cast<size_t>(part_count));
  std::atomic<int64_t> next = 0;
  std::vector<std::thread> workers;
  workers.reserve(static_cast<size_t>(options.threads));
  for (int i = 0; i < options.threads; ++i) {
    workers.emplace_back([&] {
      for (int64_t part = next++; part < part_count; part = next++) {
        WritePart(population, options.out, part, part_count, parts[static_cast<size_t>(part)]);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();

  SampleSummary summary;
  summary.people = options.people;
  for (size_t source : {size_t{0}, size_t{1}}) {
    for (Part& part : parts) {
      RETURN_IF_ERROR(part.status);
      summary.files.push_back(part.files[source]);
    }
  }
  for (const Part& part : parts) summary.statistics += part.statistics;
  for (int month = 0; month < kMonths; ++month) {
    for (size_t source : {size_t{0}, size_t{1}}) {
      ASSIGN_OR_RETURN(SampleFile file, WriteMonth(options.out, month, source, parts));
      summary.files.push_back(std::move(file));
    }
  }
  for (const SampleFile& file : summary.files) {
    summary.events += file.events;
    summary.bytes += file.bytes;
  }
  OutputFile manifest(options.out, "sample.json");
  manifest.Append(Manifest(options, summary));
  RETURN_IF_ERROR(manifest.Close().status());
  return summary;
}

}  // namespace izmaksa
