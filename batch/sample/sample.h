// A made-up nation as event files: what a population register and case systems would send to an
// agency that starts with this ledger in January 2024, or a year before. docs/sample.md says which
// published figures it reproduces.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/sample/statistics.h"

namespace izmaksa {

enum class SampleBenefits {
  kPensions,  // old-age and disability pensions, and the supplement that follows them
  kAll,       // every benefit of this program: families, workers, the disabled, survivors
};

struct SampleOptions {
  int64_t people = 100'000;  // 1 to 3 000 000
  uint64_t seed = 1;
  std::string out;  // a directory, made if absent
  int threads = 2;  // 1 to 64; has no effect on any byte
  SampleBenefits benefits = SampleBenefits::kPensions;
  Month first_month = Month::Of(2024, 1);  // or January 2023
};

struct SampleFile {
  std::string name;  // within the directory
  int64_t events = 0;
  int64_t bytes = 0;
};

struct SampleSummary {
  int64_t people = 0;
  int64_t events = 0;
  int64_t bytes = 0;
  std::vector<SampleFile> files;  // in the order in which they are to be appended
  SampleStatistics statistics;
};

// Writes 0-register*.jsonl and 0-cases*.jsonl (recorded before the first month; in parts -1, -2, …
// of 400 000 people where there are more), then YYYY-MM-register.jsonl and YYYY-MM-cases.jsonl for
// each month to May 2024, or from January 2023 to December 2024 (recorded to the 2nd of the month;
// later facts are in the next month's), and last sample.json with options, files and figures. With
// all benefits each of these has a third beside it, …-benefits.jsonl, and the others are the same
// to the byte. Same options: same bytes. A file of the same
// name is replaced; a directory with other files of a sample is refused, so that nobody appends two
// nations at once. On failure what was written stays, without sample.json.
absl::StatusOr<SampleSummary> WriteSample(const SampleOptions& options);

}  // namespace izmaksa
