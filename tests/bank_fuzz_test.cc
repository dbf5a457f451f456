// Bytes from outside that are almost a message of a bank: they are refused, or taken for exactly
// what they say, whatever the pieces in which they come.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "batch/bank/message_reader.h"
#include "tests/bank_messages.h"

namespace izmaksa {
namespace {

// Everything told, as text.
struct Told {
  std::string items;
  int count = 0;
  absl::Status status;
};

Told Read(absl::string_view xml, size_t piece) {
  Told told;
  const auto tell = [&](absl::string_view what) {
    absl::StrAppend(&told.items, what, "\n");
    ++told.count;
    return absl::OkStatus();
  };
  MessageListener listener;
  listener.sent = [&](const SentPayment& sent) {
    return tell(absl::StrCat("sent ", sent.end_to_end_id, " ", sent.amount.ToString()));
  };
  listener.status = [&](const StatusReport& report) {
    return tell(absl::StrCat("status ", report.end_to_end_id, " ", report.status, report.reason));
  };
  listener.detail = [&](const Entry& entry, const EntryDetail& detail) {
    EXPECT_GE(entry.amount, Money());
    return tell(absl::StrCat("detail ", entry.amount.ToString(), " ", detail.end_to_end_id, " ",
                             detail.amount.value_or(Money()).ToString()));
  };
  listener.entry = [&](const Entry& entry) {
    return tell(absl::StrCat("entry ", entry.amount.ToString(), " ", entry.servicer_reference));
  };
  listener.statement = [&](const AccountStatement& statement) {
    return tell(absl::StrCat("statement ", statement.id, " ", statement.entries));
  };
  listener.fault = [&](const ItemFault& fault) {
    return tell(absl::StrCat("fault ", fault.item, ": ", fault.message));
  };
  MessageReader reader(listener);
  for (; !xml.empty() && told.status.ok(); xml.remove_prefix(std::min(piece, xml.size()))) {
    told.status = reader.Push(xml.substr(0, piece));
  }
  if (told.status.ok()) told.status = reader.Finish();
  return told;
}

std::string Mutated(std::string text, std::mt19937& random) {
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  const int changes = 1 + static_cast<int>(below(3));
  for (int i = 0; i < changes && !text.empty(); ++i) {
    const size_t at = below(text.size());
    const size_t size = 1 + below(std::min<size_t>(text.size() - at, 40));
    constexpr absl::string_view kInserted = "<>/&;!\"'=0-.\xc4\x80\xed\xa0 []A\n";
    switch (below(12)) {
      case 0:
        text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 1:
        text.resize(at);
        break;
      case 2:
        text.insert(at, 1, kInserted[below(kInserted.size())]);
        break;
      case 3:
        text.insert(at, text.substr(at, size));
        break;
      case 4:
        text.erase(at, size);
        break;
      case 5:
        text.insert(at, "<Ntry><Amt Ccy=\"EUR\">99999999999999999999</Amt></Ntry>");
        break;
      default: {  // another value, the XML left as it is
        const size_t begin = text.find('>', at);
        const size_t end = begin == std::string::npos ? begin : text.find('<', begin);
        if (end == std::string::npos) break;
        std::string value;
        constexpr absl::string_view kValues = "0123456789.-+ EURP";
        for (size_t n = below(20); n > 0; --n) value += kValues[below(kValues.size())];
        text.replace(begin + 1, end - begin - 1, value);
        break;
      }
    }
  }
  return text;
}

TEST(BankFuzzTest, ChangedMessagesAreRefusedOrTakenForWhatTheySay) {
  const std::string one =
      EntryXml("T1", "100.00", "CRDT", ReturnXml("<EndToEndId>P1</EndToEndId>", "AC04"));
  const std::vector<std::string> examples = {
      SentXml(TransferXml("P1", "100.00", "LV68HABA9990000000101")),
      ReportXml(StatusXml("P1", "RJCT", "AC01")),
      NotificationXml(one + one),
      MessageXml("camt.053.001.04",
                 absl::StrCat("<BkToCstmrStmt><GrpHdr><MsgId>S</MsgId></GrpHdr><Stmt><Id>X</Id>",
                              "<ElctrncSeqNb>3</ElctrncSeqNb>", one, "</Stmt></BkToCstmrStmt>")),
  };
  std::mt19937 random(20240403);
  int whole = 0, refused = 0, told_before = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string xml = Mutated(examples[random() % examples.size()], random);
    const Told at_once = Read(xml, xml.size());
    const Told in_pieces = Read(xml, 1 + random() % 50);
    ASSERT_EQ(at_once.status.ok(), in_pieces.status.ok()) << xml;
    if (at_once.status.ok()) {
      ASSERT_EQ(at_once.items, in_pieces.items) << xml;
      ++whole;
    } else {
      ASSERT_EQ(at_once.status.code(), absl::StatusCode::kInvalidArgument) << xml;
      ASSERT_FALSE(at_once.status.message().empty());
      ++refused;
      told_before += at_once.count > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(whole, 1000);
  EXPECT_GT(refused, 1000);
  EXPECT_GT(told_before, 100);
}

}  // namespace
}  // namespace izmaksa
