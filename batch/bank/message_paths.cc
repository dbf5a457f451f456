#include "batch/bank/message_paths.h"

#include <initializer_list>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kIso = "urn:iso:std:iso:20022:tech:xsd:";

struct Path {
  absl::string_view path;
  MessageField field;
};

void AddBelow(absl::string_view base, std::initializer_list<Path> list, XmlPaths* paths) {
  for (const Path& each : list) paths->Add(absl::StrCat(base, each.path), each.field);
}

void AddReason(absl::string_view base, XmlPaths* paths) {
  AddBelow(base,
           {{"StsRsnInf/Rsn/Cd", kReason},
            {"StsRsnInf/Rsn/Prtry", kReason},
            {"StsRsnInf/AddtlInf", kReasonWords}},
           paths);
}

XmlPaths InitiationPaths() {
  XmlPaths paths;
  AddBelow("",
           {{"GrpHdr/MsgId", kMessageId},
            {"GrpHdr/CreDtTm", kCreated},
            {"PmtInf", kBlock},
            {"PmtInf/PmtInfId", kBlockId},
            {"PmtInf/ReqdExctnDt", kExecutionDate},
            {"PmtInf/ReqdExctnDt/Dt", kExecutionDate},
            {"PmtInf/ReqdExctnDt/DtTm", kExecutionDate},
            {"PmtInf/DbtrAcct/Id/IBAN", kDebtorIban},
            {"PmtInf/CdtTrfTxInf", kTransfer}},
           &paths);
  AddBelow("PmtInf/CdtTrfTxInf/",
           {{"PmtId/InstrId", kInstructionId},
            {"PmtId/EndToEndId", kEndToEndId},
            {"PmtId/UETR", kUetr},
            {"Amt/InstdAmt", kTransferAmount},
            {"CdtrAcct/Id/IBAN", kCreditorIban}},
           &paths);
  return paths;
}

XmlPaths StatusPaths() {
  XmlPaths paths;
  AddBelow("",
           {{"GrpHdr/MsgId", kMessageId},
            {"GrpHdr/CreDtTm", kCreated},
            {"OrgnlGrpInfAndSts", kFileStatus},
            {"OrgnlGrpInfAndSts/OrgnlMsgId", kOriginalMessageId},
            {"OrgnlGrpInfAndSts/OrgnlMsgNmId", kOriginalMessageName},
            {"OrgnlGrpInfAndSts/GrpSts", kStatus},
            {"OrgnlPmtInfAndSts", kBlockStatus},
            {"OrgnlPmtInfAndSts/OrgnlPmtInfId", kOriginalBlockId},
            {"OrgnlPmtInfAndSts/PmtInfSts", kStatus},
            {"OrgnlPmtInfAndSts/TxInfAndSts", kPaymentStatus}},
           &paths);
  AddReason("OrgnlGrpInfAndSts/", &paths);
  AddReason("OrgnlPmtInfAndSts/", &paths);
  const absl::string_view payment = "OrgnlPmtInfAndSts/TxInfAndSts/";
  AddReason(payment, &paths);
  AddBelow(payment,
           {{"OrgnlInstrId", kInstructionId},
            {"OrgnlEndToEndId", kEndToEndId},
            {"OrgnlUETR", kUetr},
            {"TxSts", kStatus},
            {"AcctSvcrRef", kRefServicer},
            {"OrgnlTxRef/Amt/InstdAmt", kOriginalAmount}},
           &paths);
  return paths;
}

void AddDetail(absl::string_view base, XmlPaths* paths) {
  AddBelow(base,
           {{"Refs/MsgId", kRefMessageId},
            {"Refs/AcctSvcrRef", kRefServicer},
            {"Refs/PmtInfId", kRefBlockId},
            {"Refs/InstrId", kInstructionId},
            {"Refs/EndToEndId", kEndToEndId},
            {"Refs/UETR", kUetr},
            {"Refs/TxId", kTransactionId},
            {"Amt", kDetailAmount},
            {"AmtDtls/TxAmt/Amt", kDetailAmount},  // .02
            {"CdtDbtInd", kDetailDirection},
            {"RltdPties/CdtrAcct/Id/IBAN", kCreditorIban},
            {"RltdPties/DbtrAcct/Id/IBAN", kDebtorIban},
            {"RtrInf/OrgnlBkTxCd/Domn/Cd", kReturnDomain},
            {"RtrInf/OrgnlBkTxCd/Domn/Fmly/Cd", kReturnFamily},
            {"RtrInf/OrgnlBkTxCd/Domn/Fmly/SubFmlyCd", kReturnSubFamily},
            {"RtrInf/Rsn/Cd", kReturnReason},
            {"RtrInf/Rsn/Prtry", kReturnReason},
            {"RtrInf/AddtlInf", kReturnWords}},
           paths);
}

XmlPaths AccountPaths(absl::string_view statement) {
  XmlPaths paths;
  AddBelow("",
           {{"GrpHdr/MsgId", kMessageId}, {"GrpHdr/CreDtTm", kCreated}, {statement, kStatement}},
           &paths);
  const std::string base = absl::StrCat(statement, "/");
  AddBelow(base,
           {{"Id", kStatementId},
            {"ElctrncSeqNb", kElectronicNumber},
            {"LglSeqNb", kLegalNumber},
            {"StmtPgntn/PgNb", kPage},
            {"StmtPgntn/LastPgInd", kLastPage},
            {"RptPgntn/PgNb", kPage},
            {"RptPgntn/LastPgInd", kLastPage},
            {"FrToDt/FrDtTm", kFrom},
            {"FrToDt/ToDtTm", kTo},
            {"Acct/Id/IBAN", kAccount},
            {"Acct/Id/Othr/Id", kAccount},
            {"Bal", kBalance},
            {"Bal/Tp/CdOrPrtry/Cd", kBalanceType},
            {"Bal/Amt", kBalanceAmount},
            {"Bal/CdtDbtInd", kBalanceDirection},
            {"Bal/Dt/Dt", kBalanceDate},
            {"Bal/Dt/DtTm", kBalanceDate},
            {"Ntry", kEntry}},
           &paths);
  const std::string entry = absl::StrCat(base, "Ntry/");
  AddBelow(entry,
           {{"NtryRef", kEntryReference},
            {"Amt", kEntryAmount},
            {"CdtDbtInd", kEntryDirection},
            {"Sts", kEntryStatus},  // .02, .04
            {"Sts/Cd", kEntryStatus},
            {"Sts/Prtry", kEntryStatus},
            {"BookgDt/Dt", kBookingDate},
            {"BookgDt/DtTm", kBookingDate},
            {"ValDt/Dt", kValueDate},
            {"ValDt/DtTm", kValueDate},
            {"AcctSvcrRef", kEntryServicer},
            {"BkTxCd/Domn/Cd", kEntryDomain},
            {"BkTxCd/Domn/Fmly/Cd", kEntryFamily},
            {"BkTxCd/Domn/Fmly/SubFmlyCd", kEntrySubFamily},
            {"NtryDtls/Btch/MsgId", kBatchMessageId},
            {"NtryDtls/Btch/PmtInfId", kBatchBlockId},
            {"NtryDtls/TxDtls", kDetail}},
           &paths);
  AddDetail(absl::StrCat(entry, "NtryDtls/TxDtls/"), &paths);
  return paths;
}

struct Family {
  absl::string_view message, element;
  MessageKind kind;
  absl::string_view versions;  // the last two digits of each, after a dot
  XmlPaths paths;
};

const Family* Families() {
  static const Family* const kFamilies = new Family[5]{
      {"pain.001.001", "CstmrCdtTrfInitn", MessageKind::kInitiation, ".03.09", InitiationPaths()},
      {"pain.002.001", "CstmrPmtStsRpt", MessageKind::kStatusReport, ".03.10", StatusPaths()},
      {"camt.052.001", "BkToCstmrAcctRpt", MessageKind::kReport, ".02.04.08", AccountPaths("Rpt")},
      {"camt.053.001", "BkToCstmrStmt", MessageKind::kStatement, ".02.04.08", AccountPaths("Stmt")},
      {"camt.054.001", "BkToCstmrDbtCdtNtfctn", MessageKind::kNotification, ".02.04.08",
       AccountPaths("Ntfctn")},
  };
  return kFamilies;
}

}  // namespace

absl::StatusOr<MessageForm> FormOf(absl::string_view name_space, absl::string_view name) {
  const Family* families = Families();
  const auto shown = [](absl::string_view text) {
    return text.empty() ? std::string("none") : absl::CHexEscape(text.substr(0, 100));
  };
  for (const Family* family = families; family != families + 5; ++family) {
    if (name != family->element) continue;
    absl::string_view version = name_space;
    if (!absl::ConsumePrefix(&version, kIso)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the namespace of ", name, " is not one of ISO 20022: ", shown(name_space)));
    }
    absl::string_view number = version;
    if (!absl::ConsumePrefix(&number, family->message)) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, " in the namespace of another message: ", shown(version)));
    }
    if (number.size() != 3 || number[0] != '.' || !absl::StrContains(family->versions, number)) {
      return absl::InvalidArgumentError(
          absl::StrCat("not a version that is read here: ", shown(version), " (", family->message,
                       " with ", family->versions, ")"));
    }
    return MessageForm{family->kind, &family->paths, std::string(version)};
  }
  return absl::InvalidArgumentError(absl::StrCat("not a message that is read here: ", shown(name),
                                                 " in namespace ", shown(name_space)));
}

}  // namespace izmaksa
