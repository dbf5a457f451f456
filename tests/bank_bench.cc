// How fast the bank's answer to 100 000 payments is read and matched, and in how much memory: a
// camt.054 of one entry a payment. Run with the number of entries (default 100 000).
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/bank/reconciliation.h"
#include "ledger/status.h"
#include "ledger/temp_directory.h"

namespace izmaksa {
namespace {

class Out {
 public:
  explicit Out(const std::string& path) : file_(std::fopen(path.c_str(), "wb")) {
    CHECK(file_ != nullptr);
  }
  ~Out() { CHECK(std::fclose(file_) == 0); }
  void Write(absl::string_view text) {
    CHECK(std::fwrite(text.data(), 1, text.size(), file_) == text.size());
  }

 private:
  std::FILE* file_;
};

constexpr char kAccount[] = "LV42TREL9990000000001";

std::string Id(int i) { return absl::StrCat("20240403-", 1'000'000'000 + i, "-1"); }
std::string Iban(int i) { return absl::StrFormat("LV68HABA%013d", i); }
std::string Euro(int i) { return absl::StrFormat("%d.%02d", 100 + i % 900, i % 100); }

void WriteSent(const std::string& path, int payments) {
  Out out(path);
  out.Write(absl::StrCat(
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn>",
      "<GrpHdr><MsgId>M1</MsgId></GrpHdr><PmtInf><PmtInfId>M1-1</PmtInfId><ReqdExctnDt><Dt>",
      "2024-04-12</Dt></ReqdExctnDt><DbtrAcct><Id><IBAN>", kAccount, "</IBAN></Id></DbtrAcct>\n"));
  for (int i = 0; i < payments; ++i) {
    out.Write(absl::StrCat("<CdtTrfTxInf><PmtId><InstrId>", Id(i), "</InstrId><EndToEndId>", Id(i),
                           "</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">", Euro(i),
                           "</InstdAmt></Amt><CdtrAcct><Id><IBAN>", Iban(i),
                           "</IBAN></Id></CdtrAcct></CdtTrfTxInf>\n"));
  }
  out.Write("</PmtInf></CstmrCdtTrfInitn></Document>\n");
}

void WriteReturns(const std::string& path, int entries) {
  Out out(path);
  out.Write(absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document "
      "xmlns=\"urn:iso:std:iso:20022:tech:xsd",
      ":camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N</MsgId><CreDtTm>",
      "2024-04-16T18:05:00+03:00</CreDtTm></GrpHdr><Ntfctn><Id>N-1</Id><Acct><Id><IBAN>", kAccount,
      "</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"));
  for (int i = 0; i < entries; ++i) {
    const std::string amount = Euro(i);
    out.Write(absl::StrCat(
        "<Ntry><NtryRef>", i, "</NtryRef><Amt Ccy=\"EUR\">", amount,
        "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-04-16</Dt>",
        "</BookgDt><ValDt><Dt>2024-04-16</Dt></ValDt><AcctSvcrRef>TREL", i,
        "</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd>",
        "</Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><MsgId>M1</MsgId><AcctSvcrRef>RTR", i,
        "</AcctSvcrRef><PmtInfId>M1-1</PmtInfId><InstrId>", Id(i), "</InstrId><EndToEndId>", Id(i),
        "</EndToEndId></Refs><Amt Ccy=\"EUR\">", amount, "</Amt><CdtDbtInd>CRDT</CdtDbtInd>",
        "<RltdPties><Cdtr><Pty><Nm>Jānis Bērziņš</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>", Iban(i),
        "</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>Pensija "
        "04/2024</Ustrd></RmtInf><RtrInf>",
        "<Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account closed</AddtlInf></RtrInf></TxDtls></NtryDtls>",
        "</Ntry>\n"));
  }
  out.Write("</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n");
}

double Wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Of the processor: what remains comparable on a machine that others use.
double Seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double PeakMegabytes() {
  struct rusage usage;
  CHECK(getrusage(RUSAGE_SELF, &usage) == 0);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

int Main(int entries) {
  TempDirectory directory;
  const std::string sent = absl::StrCat(directory.path(), "/sent.xml");
  const std::string returns = absl::StrCat(directory.path(), "/returns.xml");
  WriteSent(sent, entries);
  WriteReturns(returns, entries);
  std::ifstream size(returns, std::ios::ate | std::ios::binary);
  absl::PrintF("%d entries, %.1f MB\n", entries, static_cast<double>(size.tellg()) / 1e6);

  for (int i = 0; i < 3; ++i) {
    const double start = Seconds(), wall = Wall();
    CHECK(ReadMessageFile(returns, {}).ok());
    absl::PrintF("read           %6.3f s of cpu, %6.3f s   peak %5.1f MB\n", Seconds() - start,
                 Wall() - wall, PeakMegabytes());
  }
  for (int i = 0; i < 3; ++i) {
    Reconciliation reconciliation;
    const double start = Seconds();
    CHECK(reconciliation.AddSent(sent).ok());
    const double loaded = Seconds(), wall = Wall();
    reconciliation.AddMessage(returns);
    reconciliation.Finish();
    absl::PrintF("read and match %6.3f s of cpu, %6.3f s   peak %5.1f MB (what was sent: %.3f s)\n",
                 Seconds() - loaded, Wall() - wall, PeakMegabytes(), loaded - start);
    CHECK(reconciliation.messages_failed() == 0 && reconciliation.open().empty());
    for (const ReconciledPayment& payment : reconciliation.payments()) {
      CHECK(payment.state.stage() == PaymentStage::kReturned);
    }
  }
  return 0;
}

}  // namespace
}  // namespace izmaksa

int main(int argc, char** argv) { return izmaksa::Main(argc > 1 ? std::atoi(argv[1]) : 100'000); }
