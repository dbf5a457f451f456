// Writes a pain.001.001.09 file of the payments in a table of rows, for deploy/bench_files.sh.
//   izmaksa_file_bench ROWS OUT
// ROWS has a line a payment: id, amount, name, IBAN, remittance, parted by semicolons.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "batch/bank/payment_file.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

void OrDie(const absl::Status& status) {
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  CHECK(status.ok());
}

void ForEachRow(const char* path, const std::function<void(PaymentOrder)>& visit) {
  std::ifstream file(path);
  CHECK(file.good());
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> row = absl::StrSplit(line, ';');
    CHECK(row.size() == 5);
    const absl::StatusOr<Money> amount = Money::Parse(row[1]);
    CHECK(amount.ok());
    visit({row[0], *amount, row[2], row[3], "PENS", row[4]});
  }
}

int Main(const char* rows, const char* out) {
  PaymentFileHeader header{"20240403-PENS-20240412-001",
                           Date::Of(2024, 4, 3),
                           Date::Of(2024, 4, 12),
                           "PENS",
                           0,
                           Money(),
                           {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                            "LV42TREL9990000000001", "TRELLV22"}};
  // A file states number and sum at its head, so the rows are read twice and never kept.
  ForEachRow(rows, [&](const PaymentOrder& order) {
    ++header.payments;
    header.total += order.amount;
  });
  const int file = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  CHECK(file >= 0);
  auto writer = PaymentFileWriter::Open(
      header, PaymentFileVersion::kPain00100109, {}, [&](absl::string_view bytes) {
        CHECK(write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
        return absl::OkStatus();
      });
  OrDie(writer.status());
  ForEachRow(rows, [&](const PaymentOrder& order) { OrDie((*writer)->Add(order)); });
  OrDie((*writer)->Finish().status());
  CHECK(close(file) == 0);
  return 0;
}

}  // namespace
}  // namespace izmaksa

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s ROWS OUT\n", argv[0]);
    return 2;
  }
  return izmaksa::Main(argv[1], argv[2]);
}
