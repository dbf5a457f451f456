// How errors travel. Operating errors are absl::Status, handed up to main; broken invariants are
// CHECKs, on in production too: a run is resumable, so a crash is cheap, and a wrong cent is not.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define RETURN_IF_ERROR(expression)      \
  do {                                   \
    absl::Status status_ = (expression); \
    if (!status_.ok()) return status_;   \
  } while (false)

#define IZMAKSA_CONCAT_INNER(a, b) a##b
#define IZMAKSA_CONCAT(a, b) IZMAKSA_CONCAT_INNER(a, b)
#define ASSIGN_OR_RETURN(target, expression) \
  ASSIGN_OR_RETURN_IMPL(IZMAKSA_CONCAT(status_or_, __LINE__), target, expression)
#define ASSIGN_OR_RETURN_IMPL(holder, target, expression) \
  auto holder = (expression);                             \
  if (!holder.ok()) return holder.status();               \
  target = *std::move(holder)

// Dies, saying where, when the condition does not hold.
#define CHECK(condition)                                                                     \
  do {                                                                                       \
    if (!(condition)) {                                                                      \
      std::fprintf(stderr, "%s:%d: broken invariant: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                          \
    }                                                                                        \
  } while (false)
