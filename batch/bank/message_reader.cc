#include "batch/bank/message_reader.h"

#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "batch/bank/account_reading.h"
#include "batch/bank/message_paths.h"
#include "batch/bank/message_values.h"
#include "batch/bank/xml_stream.h"
#include "ledger/status.h"

namespace izmaksa {
class MessageReader::Reading {
 public:
  explicit Reading(MessageListener listener)
      : listener_(std::move(listener)),
        account_(listener_),
        stream_({
            [this](absl::string_view name_space,
                   absl::string_view name) -> absl::StatusOr<const XmlPaths*> {
              ASSIGN_OR_RETURN(const MessageForm form, FormOf(name_space, name));
              header_.kind = form.kind;
              header_.version = form.version;
              return form.paths;
            },
            [this](int field, int64_t line) { return Opened(field, line); },
            [this](int field, absl::string_view text, absl::string_view currency) {
              return Closed(field, text, currency);
            },
        }) {}

  XmlStream* stream() { return &stream_; }

  absl::Status Finish() {
    RETURN_IF_ERROR(stream_.Finish());
    return header_told_ ? absl::OkStatus() : TellHeader();
  }

 private:
  absl::Status TellHeader() {
    header_told_ = true;
    return listener_.header ? listener_.header(header_) : absl::OkStatus();
  }

  absl::Status TellFault(int64_t line, std::string item, std::string message) {
    if (!listener_.fault) return absl::OkStatus();
    return listener_.fault({line, std::move(item), std::move(message)});
  }

  bool IsAccount() const {
    return header_.kind != MessageKind::kInitiation && header_.kind != MessageKind::kStatusReport;
  }

  absl::Status Opened(int field, int64_t line) {
    if (!header_told_ && field != kMessageId && field != kCreated) RETURN_IF_ERROR(TellHeader());
    if (IsAccount()) return account_.Opened(field, line, header_.kind);
    switch (field) {
      case kBlock:
        block_ = SentPayment();
        break;
      case kTransfer:
        sent_ = block_;
        sent_.message_id = header_.message_id;
        line_ = line;
        item_fault_.clear();
        sent_amount_.reset();
        break;
      case kFileStatus:
        file_ = StatusReport();
        file_.line = line;
        report_ = &file_;
        break;
      case kBlockStatus:
        block_report_ = StatusReport();
        block_report_.level = StatusReport::Level::kBlock;
        block_report_.line = line;
        block_report_.original_message_id = file_.original_message_id;
        block_report_.original_message_name = file_.original_message_name;
        block_told_ = false;
        report_ = &block_report_;
        break;
      case kPaymentStatus:
        RETURN_IF_ERROR(TellBlock());
        payment_report_ = StatusReport();
        payment_report_.level = StatusReport::Level::kPayment;
        payment_report_.line = line;
        payment_report_.original_message_id = file_.original_message_id;
        payment_report_.original_message_name = file_.original_message_name;
        payment_report_.payment_information_id = block_report_.payment_information_id;
        item_fault_.clear();
        report_ = &payment_report_;
        break;
      default:
        break;
    }
    return absl::OkStatus();
  }

  absl::Status Closed(int field, absl::string_view text, absl::string_view currency) {
    if (text.size() > XmlStream::kTextMax) {
      return absl::InvalidArgumentError(
          absl::StrCat("a value longer than ", XmlStream::kTextMax, " bytes"));
    }
    if (field == kMessageId) AssignFirst(text, &header_.message_id);
    if (field == kCreated) header_.created = MessageMoment(text);
    if (IsAccount()) return account_.Closed(field, text, currency);
    return header_.kind == MessageKind::kInitiation ? ClosedInInitiation(field, text, currency)
                                                    : ClosedInReport(field, text, currency);
  }

  absl::Status ClosedInInitiation(int field, absl::string_view text, absl::string_view currency) {
    switch (field) {
      case kBlockId:
        AssignFirst(text, &block_.payment_information_id);
        break;
      case kDebtorIban:
        AssignFirst(text, &block_.account);
        break;
      case kExecutionDate:
        if (!block_.execution_date) block_.execution_date = MessageDay(text);
        break;
      case kTransferAmount:
        sent_amount_ = MessageAmount(text, currency, /*sign=*/false, &item_fault_);
        break;
      case kTransfer: {
        if (!sent_amount_) AssignFirst("no amount in euro", &item_fault_);
        if (sent_.end_to_end_id.empty()) AssignFirst("no EndToEndId", &item_fault_);
        if (!item_fault_.empty()) {
          return TellFault(line_, absl::StrCat("payment ", ShownId(sent_.end_to_end_id)),
                           item_fault_);
        }
        sent_.amount = *sent_amount_;
        return listener_.sent ? listener_.sent(sent_) : absl::OkStatus();
      }
      case kInstructionId:
        AssignFirst(text, &sent_.instruction_id);
        break;
      case kEndToEndId:
        AssignFirst(text, &sent_.end_to_end_id);
        break;
      case kUetr:
        AssignFirst(text, &sent_.uetr);
        break;
      case kCreditorIban:
        AssignFirst(text, &sent_.iban);
        break;
      default:
        break;
    }
    return absl::OkStatus();
  }

  absl::Status TellReport(const StatusReport& report) {
    return listener_.status ? listener_.status(report) : absl::OkStatus();
  }

  // The block's own status stands before its payments.
  absl::Status TellBlock() {
    if (block_told_) return absl::OkStatus();
    block_told_ = true;
    if (block_report_.status.empty()) return absl::OkStatus();
    return TellReport(block_report_);
  }

  absl::Status ClosedInReport(int field, absl::string_view text, absl::string_view currency) {
    switch (field) {
      case kOriginalMessageId:
        AssignFirst(text, &report_->original_message_id);
        break;
      case kOriginalMessageName:
        AssignFirst(text, &report_->original_message_name);
        break;
      case kOriginalBlockId:
        AssignFirst(text, &report_->payment_information_id);
        break;
      case kStatus:
        AssignFirst(text, &report_->status);
        break;
      case kReason:
        AssignFirst(text, &report_->reason);
        break;
      case kReasonWords:
        AssignFirst(text, &report_->words);
        break;
      case kOriginalAmount:
        report_->amount = MessageAmount(text, currency, /*sign=*/false, &item_fault_);
        break;
      case kFileStatus:
        report_ = nullptr;
        return file_.status.empty() ? absl::OkStatus() : TellReport(file_);
      case kBlockStatus:
        RETURN_IF_ERROR(TellBlock());
        report_ = nullptr;
        break;
      case kPaymentStatus:
        report_ = &block_report_;
        if (!item_fault_.empty()) {
          return TellFault(payment_report_.line,
                           absl::StrCat("report about ", ShownId(payment_report_.end_to_end_id)),
                           item_fault_);
        }
        return TellReport(payment_report_);
      case kInstructionId:
        AssignFirst(text, &payment_report_.instruction_id);
        break;
      case kEndToEndId:
        AssignFirst(text, &payment_report_.end_to_end_id);
        break;
      case kUetr:
        AssignFirst(text, &payment_report_.uetr);
        break;
      case kRefServicer:
        AssignFirst(text, &payment_report_.servicer_reference);
        break;
      default:
        break;
    }
    return absl::OkStatus();
  }

  MessageListener listener_;
  MessageHeader header_;
  bool header_told_ = false;
  int64_t line_ = 0;
  std::string item_fault_;

  SentPayment block_, sent_;
  std::optional<Money> sent_amount_;

  StatusReport file_, block_report_, payment_report_;
  StatusReport* report_ = nullptr;  // the innermost open
  bool block_told_ = false;

  AccountReading account_;
  XmlStream stream_;
};

MessageReader::MessageReader(MessageListener listener)
    : reading_(std::make_unique<Reading>(std::move(listener))) {}
MessageReader::~MessageReader() = default;

absl::Status MessageReader::Push(absl::string_view bytes) {
  return reading_->stream()->Push(bytes);
}
absl::Status MessageReader::Finish() { return reading_->Finish(); }

absl::Status ReadMessageFile(const std::string& path, MessageListener listener) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return absl::NotFoundError(absl::StrCat(path, ": no such file"));
  MessageReader reader(std::move(listener));
  std::string buffer(64 << 10, '\0');
  absl::Status status;
  size_t size;
  while (status.ok() && (size = std::fread(buffer.data(), 1, buffer.size(), file)) > 0) {
    status = reader.Push({buffer.data(), size});
  }
  if (status.ok() && std::ferror(file) != 0) {
    status = absl::UnavailableError(absl::StrCat(path, ": cannot be read"));
  }
  std::fclose(file);
  return status.ok() ? reader.Finish() : status;
}

}  // namespace izmaksa
