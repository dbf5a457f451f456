// Every sample message of the fixtures is read, or refused for a stated reason.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_reader.h"

namespace izmaksa {
namespace {

namespace fs = std::filesystem;

fs::path Fixtures() {
  const char* fixtures = std::getenv("IZMAKSA_FIXTURES");
  return fixtures != nullptr ? fixtures : "../shared/fixtures";
}

// "pain.002.001.03: 3 reports, 1 fault", or why it is refused.
std::string Outcome(const std::string& path) {
  std::string version, faults, last;
  int repeats = 0;
  int sent = 0, reports = 0, entries = 0, details = 0, statements = 0;
  MessageListener listener;
  listener.header = [&](const MessageHeader& header) {
    version = header.version;
    return absl::OkStatus();
  };
  listener.sent = [&](const SentPayment&) { return ++sent, absl::OkStatus(); };
  listener.status = [&](const StatusReport&) { return ++reports, absl::OkStatus(); };
  listener.entry = [&](const Entry&) { return ++entries, absl::OkStatus(); };
  listener.detail = [&](const Entry&, const EntryDetail&) { return ++details, absl::OkStatus(); };
  listener.statement = [&](const AccountStatement&) { return ++statements, absl::OkStatus(); };
  listener.fault = [&](const ItemFault& fault) {
    if (fault.message == last) return ++repeats, absl::OkStatus();
    last = fault.message;
    absl::StrAppend(&faults, "; ", fault.message);
    return absl::OkStatus();
  };
  const absl::Status status = ReadMessageFile(path, listener);
  if (!status.ok()) return absl::StrCat("refused: ", status.message());
  std::string out = version;
  const auto counted = [&](int count, absl::string_view what) {
    if (count > 0) absl::StrAppend(&out, ", ", count, " ", what);
  };
  counted(sent, "sent");
  counted(reports, "reports");
  counted(statements, "statements");
  counted(entries, "entries");
  counted(details, "details");
  if (repeats > 0) absl::StrAppend(&faults, ", ", repeats, " times more");
  return out + faults;
}

TEST(BankSamplesTest, EverySampleIsReadOrRefusedForAStatedReason) {
  const fs::path samples = Fixtures() / "samples";
  if (!fs::exists(samples)) GTEST_SKIP() << "no samples of banks: " << samples << " is not there";
  const std::map<std::string, std::string> expected = {
      {"dvbern_postfinance-CH_camt.054.001.08_a.xml", "camt.054.001.08; an amount in CHF, not EUR"},
      {"dvbern_postfinance-CH_camt.054.001.08_b.xml", "camt.054.001.08; an amount in CHF, not EUR"},
      {"genkgo_camt053.v2.all-balance-types.xml",
       "camt.053.001.02, 1 statements; not an amount in cents: 8.850"},
      {"genkgo_camt053.v2.minimal.xml",
       "camt.053.001.02, 1 statements, 1 entries, 1 details; an amount in SEK, not EUR"},
      {"genkgo_camt053.v8.xml",
       "camt.053.001.08, 1 statements, 1 entries; an amount in SEK, not EUR, 1 times more"},
      {"genkgo_camt054.v2.xml", "camt.054.001.02; an amount in SEK, not EUR"},
      {"genkgo_camt054.v8-with-financial-institution.xml",
       "camt.054.001.08; an amount in SEK, not EUR"},
      {"genkgo_camt054.v8.xml", "camt.054.001.08; an amount in SEK, not EUR"},
      {"hbci4java_camt.052.001.08.xml", "camt.052.001.08, 1 statements, 1 entries, 1 details"},
      {"hbci4java_camt_ruecklastschrift.xml",
       "camt.052.001.02, 1 statements, 1 entries, 1 details"},
      {"hbci4java_vop_pain.002.001.10-01.xml",
       "refused: line 3: the namespace of CstmrPmtStsRpt is not one of ISO 20022: none"},
      {"hbci4java_vop_pain.002.001.10-02.xml", "pain.002.001.10, 3 reports"},
      {"iso20022js_goldman_sachs-pain_002_v3_group_accepted.xml", "pain.002.001.03, 1 reports"},
      {"iso20022js_goldman_sachs-pain_002_v3_payment_accepted.xml", "pain.002.001.03, 1 reports"},
      {"iso20022js_nordea-pain_002_v3_group_reject.xml", "pain.002.001.03, 1 reports"},
      {"iso20022js_sepa_pain_001_v3.xml", "pain.001.001.03, 1 sent"},
      {"iso20022js_sepa_pain_001_v3_multiple_pmtinf.xml", "pain.001.001.03, 2 sent"},
      {"moov_finland_camt.053.xml", "camt.053.001.02, 1 statements, 10 entries, 12 details"},
      {"moov_iso-mdr-example_pain.001.001.03.xml",
       "pain.001.001.03, 1 sent; an amount in JPY, not EUR; an amount in USD, not EUR"},
      {"moov_postfinance-CH_camt.053.xml",
       "camt.053.001.04, 1 statements; an amount in CHF, not EUR, 6 times more"},
      {"moov_postfinance-CH_camt.054_batch.xml", "camt.054.001.04; an amount in CHF, not EUR"},
      {"moov_postfinance-CH_camt.054_credit.xml", "camt.054.001.04; an amount in CHF, not EUR"},
      {"moov_postfinance-CH_camt.054_debit.xml", "camt.054.001.04; an amount in CHF, not EUR"},
      {"moov_postfinance-CH_camt.054_returns1.xml", "camt.054.001.04; an amount in CHF, not EUR"},
      {"moov_postfinance-CH_camt.054_returns2.xml", "camt.054.001.04; an amount in CHF, not EUR"},
      {"moov_postfinance-CH_pain.001.xml",
       "refused: line 3: the namespace of CstmrCdtTrfInitn is not one of ISO 20022: "
       "http://www.six-interbank-clearing.com/de/pain.001.001.03.ch.02.xsd"},
      {"moov_postfinance-CH_pain.002_grp1.xml",
       "refused: line 2: the namespace of CstmrPmtStsRpt is not one of ISO 20022: "
       "http://www.six-interbank-clearing.com/de/pain.002.001.03.ch.02.xsd"},
      {"moov_postfinance-CH_pain.002_tx2.xml",
       "refused: line 2: the namespace of CstmrPmtStsRpt is not one of ISO 20022: "
       "http://www.six-interbank-clearing.com/de/pain.002.001.03.ch.02.xsd"},
      {"moov_siauliu-bankas-LT_usd_pain.001.001.03.xml",
       "pain.001.001.03; an amount in USD, not EUR"},
      {"php-sepa-xml_pain.001.001.09.xml", "pain.001.001.09, 1 sent"},
      {"rousseau_pain.001.001.09.xml", "pain.001.001.09, 5 sent"},
  };
  std::map<std::string, std::string> found;
  for (const auto& each : fs::recursive_directory_iterator(samples)) {
    if (each.path().extension() != ".xml") continue;
    found[each.path().filename().string()] = Outcome(each.path().string());
  }
  for (const auto& [name, outcome] : found) {
    const auto wanted = expected.find(name);
    EXPECT_EQ(outcome, wanted == expected.end() ? "" : wanted->second) << name;
  }
  EXPECT_EQ(found.size(), expected.size());
}

}  // namespace
}  // namespace izmaksa
