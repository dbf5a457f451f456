// Files of our writer before a judge that shares no code with it: tests/scheme_check.py, and the
// official schema. Runs in the root of the repository.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "batch/bank/payment_file.h"

namespace izmaksa {
namespace {

const char* const kNames[] = {
    "Līga Ņukša-Ūdre",
    "Anna O'Neil",
    "Ģirts Šķēle & Co",
    "SIA „Rīgas sociālās aprūpes centrs“",
    "Zvērināts tiesu izpildītājs Nr. 999",
    "Žanete Čakle (dzim. Ķirse)",
    "Õnne Jürisöö",
    "Łukasz Wójcik-Żółć",
    "S\u030ck\u0327e\u0304le, A\u0304dolfs",  // decomposed
    "José Müller–Strauß",
    "ĀĒĪŪČĢĶĻŅŠŽ āēīūčģķļņšž ŌŖ ōŗ",
    "Ķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķķ",  // seventy
};
const char* const kIbans[] = {"LV68HABA9990000000101", "LV14UNLA9990000000102",
                              "LV02RIKO9990000000103", "LT397300010999999999"};
constexpr int kPayments = 480;

struct Shape {
  PaymentFileVersion version;
  Letters letters;
  const char* name;

  friend void PrintTo(const Shape& shape, std::ostream* out) { *out << shape.name; }
};

class PaymentFileSchemeTest : public testing::TestWithParam<Shape> {
 protected:
  // Writes a file of awkward payments and returns its path.
  static std::string WriteFile(const Shape& shape, absl::string_view file_name) {
    std::vector<PaymentOrder> orders;
    PaymentFileHeader header;
    for (int i = 0; i < kPayments; ++i) {
      const bool bare = i % 7 == 0;
      orders.push_back(
          {absl::StrCat("R12/", i), Money::Cents(1 + i * int64_t{i} * 997),
           kNames[i % std::size(kNames)], kIbans[i % std::size(kIbans)], bare ? "" : "PENS",
           bare ? "" : "Vecuma pensija 04/2024, piemaksa (par stāžu līdz 1996. gadam): +33,44"});
      PaymentOrder& order = orders.back();
      if (i % 5 == 1) order.beneficiary_name = kNames[(i + 1) % std::size(kNames)];
      if (i % 3 == 1) {
        order.payee_bic = "HABALT22XXX";
        order.address = {"", "", "LT-01103", "Vilnius", "LT", "Gedimino pr. 1-1"};
      } else if (i % 3 == 2) {
        order.address = {"Gedimino pr.", "1-1", "", "Viļņa & Co", "LT", ""};
        for (int word = 0; word < 14; ++word) order.address.free_text += "Ķeguma 3/";
      }
      header.total += order.amount;
    }
    header.message_id = "VSAA-20240411/12-1";
    header.business_date = *Date::Parse("2024-04-11");
    header.execution_date = *Date::Parse("2024-04-15");
    header.category_purpose = "PENS";
    header.payments = kPayments;
    header.agency = {"Valsts sociālās apdrošināšanas aģentūra", "90001669496",
                     "LV42TREL9990000000001", "TRELLV22"};

    const std::string path =
        absl::StrCat(testing::TempDir(), "/izmaksa_", shape.name, "_", file_name, ".xml");
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    const auto sink = [&](absl::string_view bytes) {
      file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      return file.good() ? absl::OkStatus() : absl::InternalError("write");
    };
    const auto writer = PaymentFileWriter::Open(header, shape.version, {shape.letters, {}}, sink);
    EXPECT_TRUE(writer.ok()) << writer.status();
    for (const PaymentOrder& order : orders) {
      const absl::Status added = (*writer)->Add(order);
      EXPECT_TRUE(added.ok()) << added;
    }
    EXPECT_TRUE((*writer)->Finish().ok());
    return path;
  }

  // What a command prints, and its exit code at the end.
  static std::string Run(const std::string& command) {
    std::string output;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return "cannot run " + command;
    char piece[4096];
    while (const size_t size = std::fread(piece, 1, sizeof piece, pipe)) output.append(piece, size);
    return absl::StrCat(output, "exit ", WEXITSTATUS(pclose(pipe)));
  }
};

TEST_P(PaymentFileSchemeTest, PassesTheRulesOfTheScheme) {
  EXPECT_EQ(Run("python3 tests/scheme_check.py '" + WriteFile(GetParam(), "scheme") + "'"),
            "exit 0");
}

TEST_P(PaymentFileSchemeTest, IsValidAgainstTheOfficialSchema) {
  const char* fixtures = std::getenv("IZMAKSA_FIXTURES");
  const std::string schemas =
      std::string(fixtures != nullptr ? fixtures : "../shared/fixtures") + "/xsd";
  if (!std::ifstream(schemas + "/pain.001.001.09.xsd")) {
    GTEST_SKIP() << "skipped validation against the official schema: no file " << schemas
                 << "/pain.001.001.09.xsd";
  }
  EXPECT_EQ(Run("python3 tests/scheme_check.py --xsd '" + schemas + "' '" +
                WriteFile(GetParam(), "schema") + "'"),
            "exit 0");
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, PaymentFileSchemeTest,
    testing::Values(Shape{PaymentFileVersion::kPain00100109, Letters::kLatvian, "pain09_latvian"},
                    Shape{PaymentFileVersion::kPain00100109, Letters::kBasicLatin, "pain09_basic"},
                    Shape{PaymentFileVersion::kPain00100103, Letters::kLatvian, "pain03_latvian"},
                    Shape{PaymentFileVersion::kPain00100103, Letters::kBasicLatin, "pain03_basic"}),
    [](const auto& shape) { return shape.param.name; });

}  // namespace
}  // namespace izmaksa
