// What this machine reaches, printed with the machine, each rate beside the raw limit of the same
// run where there is one. Run without arguments for everything (under 40 seconds), or with words
// that the names must contain.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/assess.h"
#include "batch/bank/payment_file.h"
#include "batch/decide.h"
#include "batch/decided_story.h"
#include "batch/whole_file.h"
#include "ledger/endian.h"
#include "ledger/log.h"
#include "ledger/projection.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"
#include "tests/worked_examples.h"

namespace izmaksa {
namespace {

// The time passed, and the processor time of all threads in it: what remains comparable on a
// machine that others use.
class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  double processor_seconds() const { return ProcessorSeconds() - processor_start_; }

 private:
  static double ProcessorSeconds() {
    struct rusage usage;
    CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  }

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  const double processor_start_ = ProcessorSeconds();
};

struct Rate {
  Rate(double count, const Stopwatch& watch)
      : per_second(count / watch.seconds()),
        microseconds(watch.processor_seconds() * 1e6 / count) {}

  double per_second;
  double microseconds;        // of processor time for each
  double raw_per_second = 0;  // 0: there is no raw limit to compare with
};

struct Measurement {
  std::string name;
  std::string unit;
  std::function<Rate()> run;
};

constexpr double kSeconds = 0.4;  // of each measurement that may be as long as it likes
constexpr size_t kRecordSize = 200;

template <typename T>
T OrDie(absl::StatusOr<T> value) {
  if (!value.ok()) std::fprintf(stderr, "%s\n", value.status().ToString().c_str());
  CHECK(value.ok());
  return *std::move(value);
}

void OrDie(const absl::Status& status) {
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  CHECK(status.ok());
}

// A record of the size of an event, about that person.
std::string EventOf(uint64_t person) {
  std::string record = Big64(person);
  record.resize(kRecordSize, static_cast<char>('a' + person % 26));
  return record;
}

// Write and fdatasync of the same bytes to one file: what a sync of this disk allows, whatever
// stands above it.
double RawAppend(size_t records_per_sync) {
  const TempDirectory directory;
  const int file = open((directory.path() + "/raw").c_str(), O_WRONLY | O_CREAT, 0644);
  CHECK(file >= 0);
  const std::string bytes(records_per_sync * kRecordSize, 'x');
  const Stopwatch watch;
  size_t records = 0;
  for (; watch.seconds() < kSeconds; records += records_per_sync) {
    CHECK(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    CHECK(fdatasync(file) == 0);
  }
  const double seconds = watch.seconds();
  close(file);
  return static_cast<double>(records) / seconds;
}

Rate Append(size_t batch, int threads) {
  const TempDirectory directory;
  const std::vector<std::string> names = {"events-0000", "events-0001"};
  OrDie(RocksLogs::Create(directory.path() + "/log", names));
  auto logs =
      OrDie(RocksLogs::Open(directory.path() + "/log", names, RocksLogs::Access::kReadWrite));
  const std::vector<std::string> records(batch, EventOf(7));
  std::atomic<size_t> appended{0};
  const Stopwatch watch;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      Log& log = *logs->Get(names[static_cast<size_t>(t % 2)]);
      for (; watch.seconds() < kSeconds; appended += batch) OrDie(log.Append(records));
    });
  }
  for (std::thread& worker : workers) worker.join();
  Rate rate(static_cast<double>(appended), watch);
  // Threads that wait together share a sync: so many records a sync is the limit.
  rate.raw_per_second = RawAppend(batch * static_cast<size_t>(threads));
  return rate;
}

// Two shards with the events of a small nation, 3.5 a person, in the order they would arrive.
class Nation {
 public:
  static constexpr uint64_t kPersons = 300000, kEvents = 1050000;  // a shard

  Nation() {
    OrDie(RocksLogs::Create(directory_.path() + "/log", names_));
    logs_ =
        OrDie(RocksLogs::Open(directory_.path() + "/log", names_, RocksLogs::Access::kReadWrite));
    state_ = OrDie(
        StateStore::Open(directory_.path() + "/state", names_, StateStore::Access::kReadWrite));
    for (const std::string& name : names_) {
      std::vector<std::string> records;
      for (uint64_t i = 0; i < kEvents; ++i) {
        records.push_back(EventOf(i * 7919 % kPersons));
        if (records.size() < 10000 && i + 1 < kEvents) continue;
        OrDie(logs_->Get(name)->Append(records));
        records.clear();
      }
    }
  }

  Rate Read(int step) {
    return Both(kEvents, [&](const std::string& name) {
      Offset next;
      for (;;) {
        const auto records = OrDie(logs_->Get(name)->Read(next, step));
        if (records.empty()) return;
        next = records.back().offset.next();
      }
    });
  }

  // Up to that offset, from where the fold is.
  Rate Fold(int64_t stop) {
    const auto count = static_cast<double>(stop - state_->Get(names_[0])->position().position());
    return Both(count, [&](const std::string& name) {
      FoldRules rules;
      rules.key = [](absl::string_view record) -> absl::StatusOr<std::optional<PersonId>> {
        return PersonId(FromBig64(record.data()));
      };
      rules.apply = [](PersonId, absl::Span<const KeyedRecord> records, std::string& value) {
        for (const KeyedRecord& record : records) value.append(record.bytes, 0, 100);
        return absl::OkStatus();
      };
      OrDie(state_->Get(name)->CatchUp(*logs_->Get(name), Offset(stop), rules, 512 << 20, nullptr));
    });
  }

  Rate Scan() {
    return Both(kPersons, [&](const std::string& name) {
      for (auto cursor = state_->Get(name)->Scan(); cursor->Valid(); cursor->Next()) continue;
    });
  }

 private:
  // Both shards at once, each on a thread; so many of something in each.
  Rate Both(double count, const std::function<void(const std::string& name)>& work) {
    const Stopwatch watch;
    std::vector<std::thread> threads;
    for (const std::string& name : names_) threads.emplace_back([&] { work(name); });
    for (std::thread& thread : threads) thread.join();
    return Rate(count * static_cast<double>(names_.size()), watch);
  }

  const TempDirectory directory_;
  const std::vector<std::string> names_ = {"events-0000", "events-0001"};
  std::unique_ptr<RocksLogs> logs_;
  std::unique_ptr<StateStore> state_;
};

// One person of the April 2024 run, stored state in, stored entry out: the restored supplement with
// its arrears. What a run does for each, but for reading and appending.
Rate DecideApril() {
  DecidedStory story;
  story.person.Live().Record("2013-07-01", 22, 34);
  story.person.Grant("old_age_pension", "2013-07-01", 48000, "2024-01-01", "2013-06-20");
  for (const char* date : {"2024-01-03", "2024-02-02", "2024-03-04"}) story.Run(date);
  const std::string state = EncodePerson(story.person.state());
  const std::string balances = EncodeBalances(story.balances());
  const Date day = Date::Of(2024, 4, 3);
  const Law law = OrDie(Law::Parse(Law::BuiltInFiles())).KnownOn(day);
  const Limits limits;
  const RunContext context{"2024-04-03", day, Month::Of(2024, 1), &law,
                           &limits,      {},  story.person.end(), std::nullopt};
  int64_t decided = 0;
  const Stopwatch watch;
  for (; watch.seconds() < kSeconds; ++decided) {
    const JournalEntry entry =
        Decide(context, OrDie(DecodePerson(state)), OrDie(DecodeBalances(balances)));
    CHECK(entry.payments.size() == 1 && !EncodeEntry(entry).empty());
  }
  return Rate(static_cast<double>(decided), watch);
}

// The person-months of the worked examples of every benefit: what all that was claimed is worth.
Rate AssessExamples() {
  const Law law = OrDie(Law::Parse(Law::BuiltInFiles()));
  std::vector<std::pair<PersonState, Month>> people;
  for (const WorkedExample& worked : WorkedExamples()) {
    Assessment assessment = OrDie(AssessEvents(worked.events, worked.month, std::nullopt, law));
    people.emplace_back(std::move(assessment.people.at(0).state), worked.month);
  }
  int64_t dues = 0;
  const Stopwatch watch;
  while (watch.seconds() < kSeconds) {
    for (const auto& [state, month] : people) {
      dues += static_cast<int64_t>(Assess(state, law, month).size());
    }
  }
  return Rate(static_cast<double>(dues), watch);
}

// A payment file with its digest, synced; the raw limit is writing and syncing the same bytes.
Rate WritePayments() {
  constexpr int64_t kPayments = 200'000;
  const TempDirectory directory;
  const PaymentFileHeader header{"20240403-PENS-20240412-001",
                                 Date::Of(2024, 4, 3),
                                 Date::Of(2024, 4, 12),
                                 "PENS",
                                 kPayments,
                                 Times(Money::Cents(59101), kPayments),
                                 {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                                  "LV42TREL9990000000001", "TRELLV22"}};
  const PaymentOrder order{"20240403-1000000001-1",
                           Money::Cents(59101),
                           "Jānis Paraugs",
                           "LV68HABA9990000000101",
                           "PENS",
                           "Pensija 04/2024"};
  const Stopwatch watch;
  {
    const std::unique_ptr<WholeFile> file = OrDie(WholeFile::Open(directory.path() + "/file"));
    const auto writer = OrDie(
        PaymentFileWriter::Open(header, PaymentFileVersion::kPain00100109, BankLetters{},
                                [&](absl::string_view bytes) { return file->Append(bytes); }));
    for (int64_t i = 0; i < kPayments; ++i) OrDie(writer->Add(order));
    OrDie(writer->Finish());
    OrDie(file->Commit());
  }
  Rate rate(static_cast<double>(kPayments), watch);
  std::ifstream written(directory.path() + "/file", std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(written), {}};
  const Stopwatch raw;
  OrDie(WriteWholeFile(directory.path() + "/raw", all));
  rate.raw_per_second = static_cast<double>(kPayments) / raw.seconds();
  return rate;
}

std::vector<Measurement> Measurements() {
  std::vector<Measurement> all;
  for (const size_t batch : {1, 100, 1000}) {
    for (const int threads : {1, 2, 8}) {
      all.push_back({absl::StrCat("append, ", batch, " at a time, ", threads, " threads"),
                     "records", [=] { return Append(batch, threads); }});
    }
  }
  // Made when first needed; measured in this order.
  const auto nation = std::make_shared<std::unique_ptr<Nation>>();
  const auto the_nation = [nation]() -> Nation& {
    if (*nation == nullptr) *nation = std::make_unique<Nation>();
    return **nation;
  };
  constexpr int64_t kEvents = Nation::kEvents;
  all.push_back({"read a log, 2 shards", "records", [=] { return the_nation().Read(4096); }});
  all.push_back({"fold from nothing, 2 shards", "events",
                 [=] { return the_nation().Fold(kEvents * 9 / 10); }});
  all.push_back({"fold a tenth more, 2 shards", "events",
                 [=] { return the_nation().Fold(kEvents * 999 / 1000); }});
  all.push_back(
      {"fold a thousandth more, 2 shards", "events", [=] { return the_nation().Fold(kEvents); }});
  all.push_back({"scan values, 2 shards", "persons", [=] { return the_nation().Scan(); }});
  all.push_back({"decide April 2024, 1 thread", "people", [] { return DecideApril(); }});
  all.push_back(
      {"assess a benefit's month, 1 thread", "benefits", [] { return AssessExamples(); }});
  all.push_back({"write a payment file, 1 thread", "payments", [] { return WritePayments(); }});
  return all;
}

std::string ProcessorModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (absl::StartsWith(line, "model name")) return line.substr(line.find(':') + 2);
  }
  return "processor unknown";
}

long PeakMegabytes() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (absl::StartsWith(line, "VmHWM:")) return std::stol(line.substr(6)) / 1024;
  }
  return 0;
}

int Main(absl::Span<char* const> words) {
  absl::PrintF("%s, %d processors, records of %d bytes\n\n", ProcessorModel(),
               static_cast<int>(std::thread::hardware_concurrency()), kRecordSize);
  absl::PrintF("%-36s %12s %12s %12s\n", "", "a second", "raw limit", "µs of cpu");
  for (const Measurement& measurement : Measurements()) {
    bool wanted = true;
    for (const char* word : words) wanted = wanted && absl::StrContains(measurement.name, word);
    if (!wanted) continue;
    const Rate rate = measurement.run();
    absl::PrintF("%-36s %12.0f %12s %11.2f  %s\n", measurement.name, rate.per_second,
                 rate.raw_per_second > 0 ? absl::StrFormat("%.0f", rate.raw_per_second) : "",
                 rate.microseconds, measurement.unit);
    std::fflush(stdout);
  }
  absl::PrintF("\npeak memory %d MB\n", PeakMegabytes());
  return 0;
}

}  // namespace
}  // namespace izmaksa

int main(int argc, char** argv) { return izmaksa::Main({argv + 1, static_cast<size_t>(argc - 1)}); }
