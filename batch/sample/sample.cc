#include "batch/sample/sample.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "batch/sample/benefits.h"
#include "batch/sample/history.h"
#include "batch/sample/population.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int64_t kPeopleOfPart = 400'000;  // under a million lines
constexpr int kLastDay = 2;                 // of a month's facts: the run is on a day after it
constexpr size_t kSources = 3;
constexpr const char* kNames[kSources] = {"register", "cases", "benefits"};

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
  std::array<SampleFile, kSources> files;
  std::array<std::vector<std::vector<Line>>, kSources> months;
  SampleStatistics statistics;
};

// The month whose file holds it, counted from the first: facts after the run's day go to the next.
int MonthOf(Month first, Instant recorded) {
  const Date day = recorded.date();
  return day.in_month() - first + (day.day() > kLastDay ? 1 : 0);
}

SampleSpan SpanOf(const SampleOptions& options) {
  SampleSpan span;
  if (options.first_month == span.first) return span;
  return {options.first_month, 24, (options.first_month + 23).first() + (kLastDay - 1)};
}

std::string MonthName(Month month, size_t source) {
  return absl::StrCat(month.ToString(), "-", kNames[source], ".jsonl");
}

std::string PartName(absl::string_view source, int64_t part, int64_t parts) {
  return parts == 1 ? absl::StrCat("0-", source, ".jsonl")
                    : absl::StrCat("0-", source, "-", part + 1, ".jsonl");
}

void WritePart(const Population& population, const BenefitTellers* benefits, const SampleSpan& span,
               const std::string& out, int64_t part, int64_t parts, Part& result) {
  std::array<std::optional<OutputFile>, kSources> before;
  for (size_t source = 0; source < kSources; ++source) {
    if (source == kSources - 1 && benefits == nullptr) continue;
    before[source].emplace(out, PartName(kNames[source], part, parts));
    result.months[source].resize(static_cast<size_t>(span.months));
  }
  const Instant begins = Instant::FromSeconds(int64_t{span.first.first().days()} * 86'400);
  const int64_t end = std::min(population.people(), (part + 1) * kPeopleOfPart);
  for (int64_t index = part * kPeopleOfPart; index < end; ++index) {
    const Citizen citizen = population.At(index);
    result.statistics.Count(citizen);
    const auto take = [&](Source source, Instant recorded, absl::string_view line) {
      const size_t at = static_cast<size_t>(source);
      if (recorded < begins) return before[at]->Append(line);
      const int month = MonthOf(span.first, recorded);
      CHECK(month >= 0 && month < span.months);
      result.months[at][static_cast<size_t>(month)].push_back({recorded, std::string(line)});
    };
    TellHistory(population, citizen, span, take);
    if (benefits != nullptr) benefits->Tell(citizen, take);
  }
  for (size_t source = 0; source < kSources; ++source) {
    if (!before[source]) continue;
    absl::StatusOr<SampleFile> closed = before[source]->Close();
    if (!closed.ok()) {
      result.status = closed.status();
      return;
    }
    result.files[source] = *std::move(closed);
  }
}

absl::StatusOr<SampleFile> WriteMonth(const std::string& out, const SampleSpan& span, int month,
                                      size_t source, std::vector<Part>& parts) {
  std::vector<const Line*> lines;
  for (const Part& part : parts) {
    for (const Line& line : part.months[source][static_cast<size_t>(month)]) lines.push_back(&line);
  }
  // As a system sends them: in the order recorded; equal times stay in the order of the people.
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line* a, const Line* b) { return a->recorded < b->recorded; });
  OutputFile file(out, MonthName(span.first + month, source));
  for (const Line* line : lines) file.Append(line->text);
  return file.Close();
}

std::string Manifest(const SampleOptions& options, const SampleSummary& summary) {
  std::string json = absl::StrCat(
      "{\n  \"people\": ", options.people, ",\n  \"seed\": ", options.seed,
      options.benefits == SampleBenefits::kAll ? ",\n  \"benefits\": \"all\"" : "",
      options.first_month == SampleSpan().first
          ? ""
          : absl::StrCat(",\n  \"first_month\": \"", options.first_month.ToString(), "\""),
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
  if (options.first_month != Month::Of(2024, 1) && options.first_month != Month::Of(2023, 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the first month must be 2024-01 or 2023-01, not ", options.first_month.ToString()));
  }
  if (options.out.empty()) return absl::InvalidArgumentError("no directory to write to");
  const int64_t part_count = (options.people + kPeopleOfPart - 1) / kPeopleOfPart;
  std::vector<std::string> names;
  const SampleSpan span = SpanOf(options);
  const size_t sources = options.benefits == SampleBenefits::kAll ? kSources : kSources - 1;
  for (size_t source = 0; source < sources; ++source) {
    for (int64_t part = 0; part < part_count; ++part)
      names.push_back(PartName(kNames[source], part, part_count));
    for (int month = 0; month < span.months; ++month)
      names.push_back(MonthName(span.first + month, source));
  }
  RETURN_IF_ERROR(PrepareDirectory(options.out, names));

  const Population population(options.people, options.seed, options.threads);
  std::optional<BenefitTellers> benefits;
  if (options.benefits == SampleBenefits::kAll) benefits.emplace(population, span);
  std::vector<Part> parts(static_cast<size_t>(part_count));
  std::atomic<int64_t> next = 0;
  std::vector<std::thread> workers;
  workers.reserve(static_cast<size_t>(options.threads));
  for (int i = 0; i < options.threads; ++i) {
    workers.emplace_back([&] {
      for (int64_t part = next++; part < part_count; part = next++) {
        WritePart(population, benefits ? &*benefits : nullptr, span, options.out, part, part_count,
                  parts[static_cast<size_t>(part)]);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();

  SampleSummary summary;
  summary.people = options.people;
  for (size_t source = 0; source < sources; ++source) {
    for (Part& part : parts) {
      RETURN_IF_ERROR(part.status);
      summary.files.push_back(part.files[source]);
    }
  }
  for (const Part& part : parts) summary.statistics += part.statistics;
  for (int month = 0; month < span.months; ++month) {
    for (size_t source = 0; source < sources; ++source) {
      ASSIGN_OR_RETURN(SampleFile file, WriteMonth(options.out, span, month, source, parts));
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
