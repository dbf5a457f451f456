// How far each log of a store has been acknowledged, kept outside the database, so that a database
// that comes back from damage shorter than it was is found out.
//
// A write-ahead log cannot tell a last write torn by a killed process from a last write hidden by a
// flipped bit (in its length, for example): both look unfinished, and both are dropped without a
// word. So after every synced commit, and before its appends are acknowledged, the new ends are
// written here. Not synced: after a killed process the kernel still has them, exactly; after power
// loss they may be some seconds old, which only makes them a weaker lower bound. Never are they
// ahead of what is durable.
//
//   header  "izmaksa logs 1\n", names each ending in '\n', CRC-32C; zeros up to a multiple of 512
//   slots   one a log, in order of name: end (8 bytes), CRC-32C of name and end, 4 zeros. A slot
//   never crosses a sector.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace izmaksa {

class Acknowledged {
 public:
  static constexpr char kFileName[] = "ACKNOWLEDGED";

  // Writes the file, with every end 0, durably. `names` are sorted.
  static absl::Status Create(const std::string& directory, const std::vector<std::string>& names);

  // NOT_FOUND when the directory has no such file; DATA_LOSS when it is damaged;
  // FAILED_PRECONDITION when it names other logs. Writable: also the lock that keeps a second
  // writer out, UNAVAILABLE when it is held.
  static absl::StatusOr<std::unique_ptr<Acknowledged>> Open(const std::string& directory,
                                                            const std::vector<std::string>& names,
                                                            bool writable);
  ~Acknowledged();
  Acknowledged(const Acknowledged&) = delete;
  Acknowledged& operator=(const Acknowledged&) = delete;

  // As read when opened, in order of name.
  const std::vector<int64_t>& ends() const { return ends_; }

  // One thread at a time.
  absl::Status Set(size_t log, int64_t end);
  absl::Status Sync();

 private:
  Acknowledged(std::string path, std::vector<std::string> names, int file)
      : path_(std::move(path)), names_(std::move(names)), file_(file) {}
  absl::Status Read();

  const std::string path_;
  const std::vector<std::string> names_;
  const int file_;
  std::vector<int64_t> ends_;
};

}  // namespace izmaksa
