// Small messages of a bank, written for tests: one account, one file M1 with block M1-1.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace izmaksa {

inline std::string MessageXml(absl::string_view version, absl::string_view body) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"",
                      "urn:iso:std:iso:20022:tech:xsd:", version, "\">\n", body, "</Document>\n");
}

inline std::string SentXml(absl::string_view transfers) {
  return MessageXml(
      "pain.001.001.09",
      absl::StrCat("<CstmrCdtTrfInitn><GrpHdr><MsgId>M1</MsgId></GrpHdr><PmtInf><PmtInfId>M1-1",
                   "</PmtInfId><ReqdExctnDt><Dt>2024-05-04</Dt></ReqdExctnDt><DbtrAcct><Id><IBAN>",
                   "LV42TREL9990000000001</IBAN></Id></DbtrAcct>\n", transfers,
                   "</PmtInf></CstmrCdtTrfInitn>"));
}

// Its InstrId is "I" and the id.
inline std::string TransferXml(absl::string_view id, absl::string_view amount,
                               absl::string_view iban) {
  return absl::StrCat("<CdtTrfTxInf><PmtId><InstrId>I", id, "</InstrId><EndToEndId>", id,
                      "</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"EUR\">", amount,
                      "</InstdAmt></Amt><CdtrAcct><Id><IBAN>", iban,
                      "</IBAN></Id></CdtrAcct></CdtTrfTxInf>\n");
}

inline std::string ReportXml(absl::string_view statuses) {
  return MessageXml(
      "pain.002.001.10",
      absl::StrCat("<CstmrPmtStsRpt><GrpHdr><MsgId>S1</MsgId><CreDtTm>2024-05-04T09:00:00Z",
                   "</CreDtTm></GrpHdr>\n<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId>",
                   "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>",
                   "</OrgnlGrpInfAndSts>\n<OrgnlPmtInfAndSts><OrgnlPmtInfId>M1-1</OrgnlPmtInfId>\n",
                   statuses, "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>"));
}

inline std::string StatusXml(absl::string_view id, absl::string_view status,
                             absl::string_view reason = "") {
  return absl::StrCat("<TxInfAndSts><OrgnlEndToEndId>", id, "</OrgnlEndToEndId><TxSts>", status,
                      "</TxSts><StsRsnInf><Rsn><Cd>", reason,
                      "</Cd></Rsn></StsRsnInf></TxInfAndSts>\n");
}

inline std::string NotificationXml(absl::string_view entries,
                                   absl::string_view account = "LV42TREL9990000000001") {
  return MessageXml(
      "camt.054.001.08",
      absl::StrCat(
          "<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N1</MsgId><CreDtTm>",
          "2024-05-07T18:00:00+03:00</CreDtTm></GrpHdr>\n<Ntfctn><Id>A</Id><Acct><Id><IBAN>",
          account, "</IBAN></Id></Acct>\n", entries, "</Ntfctn></BkToCstmrDbtCdtNtfctn>"));
}

// `direction` is CRDT or DBIT; `inside` stands in NtryDtls.
inline std::string EntryXml(absl::string_view reference, absl::string_view amount,
                            absl::string_view direction, absl::string_view inside = "") {
  return absl::StrCat("<Ntry><Amt Ccy=\"EUR\">", amount, "</Amt><CdtDbtInd>", direction,
                      "</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-05-07</Dt></BookgDt>",
                      "<AcctSvcrRef>", reference, "</AcctSvcrRef><NtryDtls>", inside,
                      "</NtryDtls></Ntry>\n");
}

// `refs` stands in Refs.
inline std::string ReturnXml(absl::string_view refs, absl::string_view reason,
                             absl::string_view iban = "") {
  return absl::StrCat("<TxDtls><Refs>", refs, "</Refs><RltdPties><CdtrAcct><Id><IBAN>", iban,
                      "</IBAN></Id></CdtrAcct></RltdPties><RtrInf><Rsn><Cd>", reason,
                      "</Cd></Rsn></RtrInf></TxDtls>");
}

}  // namespace izmaksa
