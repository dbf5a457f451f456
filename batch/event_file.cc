#include "batch/event_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int64_t kStep = 64 << 10;

// Reads a varint of at most five bytes from the front. How many bytes it has; 0 when there is none.
int ReadLength(absl::string_view bytes, int64_t* length) {
  *length = 0;
  for (int i = 0; i < 5 && i < static_cast<int>(bytes.size()); ++i) {
    const auto byte = static_cast<uint8_t>(bytes[static_cast<size_t>(i)]);
    *length |= static_cast<int64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) return i + 1;
  }
  return 0;
}

}  // namespace

absl::StatusOr<EventFile> EventFile::Open(const std::string& name) {
  const int fd =
      open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe must not make us wait
  if (fd < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot open ", name));
  struct stat info;
  const bool regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  EventFile file(name, fd, regular ? info.st_size : 0);
  if (!regular)
    return absl::InvalidArgumentError(
        absl::StrCat(name, " is not a file; events are read twice, from files only"));
  if (file.form_ == Form::kProtobuf) {
    RETURN_IF_ERROR(file.CutMessages());
  } else {
    for (int64_t begin = 0; begin < file.size_; begin += kBlockSize) {
      file.blocks_.push_back({begin, std::min(begin + kBlockSize, file.size_), 0});
    }
  }
  return file;
}

EventFile::EventFile(std::string name, int fd, int64_t size)
    : name_(std::move(name)),
      fd_(fd),
      size_(size),
      form_(absl::EndsWith(name_, ".pb") ? Form::kProtobuf : Form::kJson) {}

EventFile::EventFile(EventFile&& other) noexcept
    : name_(std::move(other.name_)),
      fd_(std::exchange(other.fd_, -1)),
      size_(other.size_),
      form_(other.form_),
      blocks_(std::move(other.blocks_)),
      broken_(std::move(other.broken_)) {}

EventFile::~EventFile() {
  if (fd_ >= 0) close(fd_);
}

absl::Status EventFile::Load(int64_t begin, int64_t end, std::string* buffer) const {
  const size_t had = buffer->size();
  buffer->resize(had + static_cast<size_t>(end - begin));
  for (int64_t at = begin; at < end;) {
    const ssize_t got =
        pread(fd_, buffer->data() + had + (at - begin), static_cast<size_t>(end - at), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", name_));
    if (got == 0)
      return absl::AbortedError(absl::StrCat(name_, " became shorter while it was read"));
    at += got;
  }
  return absl::OkStatus();
}

absl::Status EventFile::CutMessages() {
  std::string window;  // bytes of the file from `window_at` on
  int64_t window_at = 0, number = 1;
  Block block{0, 0, 1};
  for (int64_t at = 0; at < size_; ++number) {
    const int64_t header_end = std::min(at + 5, size_);
    if (header_end > window_at + static_cast<int64_t>(window.size())) {
      window.clear();
      window_at = at;
      RETURN_IF_ERROR(Load(at, std::min(at + kRecordSizeMax, size_), &window));
    }
    int64_t length = 0;
    const int header =
        ReadLength(absl::string_view(window).substr(static_cast<size_t>(at - window_at)), &length);
    std::string why;
    if (header == 0) {
      why = "the length of a record is cut off or damaged";
    } else if (length > kRecordSizeMax) {
      why = absl::StrCat("the record would have ", length, " bytes; at most ", kRecordSizeMax,
                         " are taken");
    } else if (at + header + length > size_) {
      why = absl::StrCat("the record is cut off: it should have ", length, " bytes");
    }
    if (!why.empty()) {
      broken_ = Fault{name_, number, "",
                      absl::StrCat(why, " (byte ", at, "); the rest of the file was not read")};
      break;
    }
    at += header + length;
    block.end = at;
    if (block.end - block.begin >= kBlockSize) {
      blocks_.push_back(block);
      block = Block{at, at, number + 1};
    }
  }
  if (block.end > block.begin) blocks_.push_back(block);
  return absl::OkStatus();
}

absl::StatusOr<int64_t> EventFile::Read(const Block& block, std::string* buffer,
                                        const std::function<void(const Item&)>& take) const {
  return form_ == Form::kJson ? ReadLines(block, buffer, take) : ReadMessages(block, buffer, take);
}

absl::StatusOr<int64_t> EventFile::ReadLines(const Block& block, std::string* buffer,
                                             const std::function<void(const Item&)>& take) const {
  // The byte before tells whether the block begins with the rest of a line that another block has.
  const int64_t base = std::max<int64_t>(block.begin - 1, 0);
  buffer->clear();
  RETURN_IF_ERROR(Load(base, block.end, buffer));
  size_t at = 0;
  if (block.begin > 0) {
    const size_t found = buffer->find('\n');
    if (found == std::string::npos) return 0;
    at = found + 1;
  }
  const size_t end = static_cast<size_t>(block.end - base);
  int64_t count = 0;
  while (at < end) {
    size_t stop = buffer->find('\n', at);
    bool too_long = false;
    while (stop == std::string::npos) {
      const int64_t loaded = base + static_cast<int64_t>(buffer->size());
      too_long = buffer->size() - at > static_cast<size_t>(kRecordSizeMax);
      if (too_long || loaded == size_) {
        stop = buffer->size();
        break;
      }
      const size_t had = buffer->size();
      RETURN_IF_ERROR(Load(loaded, std::min(loaded + kStep, size_), buffer));
      stop = buffer->find('\n', had);
    }
    too_long |= stop - at > static_cast<size_t>(kRecordSizeMax);
    take({count++, base + static_cast<int64_t>(at),
          too_long ? absl::string_view() : absl::string_view(*buffer).substr(at, stop - at),
          too_long});
    at = stop + 1;
  }
  return count;
}

absl::StatusOr<int64_t> EventFile::ReadMessages(
    const Block& block, std::string* buffer, const std::function<void(const Item&)>& take) const {
  buffer->clear();
  RETURN_IF_ERROR(Load(block.begin, block.end, buffer));
  int64_t count = 0;
  for (size_t at = 0; at < buffer->size();) {
    const absl::string_view rest = absl::string_view(*buffer).substr(at);
    int64_t length = 0;
    const int header = ReadLength(rest, &length);
    if (header == 0 || header + length > static_cast<int64_t>(rest.size())) {
      return absl::AbortedError(absl::StrCat(name_, " changed while it was read"));
    }
    take({count++, block.begin + static_cast<int64_t>(at),
          rest.substr(static_cast<size_t>(header), static_cast<size_t>(length)), false});
    at += static_cast<size_t>(header + length);
  }
  return count;
}

}  // namespace izmaksa
