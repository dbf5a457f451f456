// Records of a journal, for tests.
#pragma once

#include <string>

#include "ledger/told_journal.h"

namespace izmaksa {

std::string OpenedRecord(const std::string& run, const std::string& previous, int64_t cutoff = 0);
std::string ClosedRecord(const std::string& run);
// An entry that accrues an amount to a person.
std::string EntryRecord(const std::string& run, uint64_t person, int64_t cents);

}  // namespace izmaksa
