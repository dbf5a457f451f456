// What an officer approves and a director reads: one run in figures, and why it pays more or less
// than the run before it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "batch/control.h"
#include "batch/difference.h"
#include "batch/ledger.h"
#include "processors/law.h"

namespace izmaksa {

struct BenefitLine {
  std::string benefit, programme;
  std::string name, name_lv;  // the id, and nothing, where this program's law does not know it
  Tally gross;                // people paid, and what, before tax
  Tally arrears;              // of it for months before the month of payment
  Money accrued, reversed;
};

struct HeldGroup {
  static constexpr size_t kExamplesMax = 5;
  Tally people;
  std::vector<PersonId> examples;  // the first few, in order of person
};

struct RunReport {
  RunState run;  // closed
  v1::Totals totals;
  std::vector<BenefitLine> benefits;         // in order of benefit and programme
  std::map<std::string, Tally> programmes;   // people and gross
  std::map<std::string, HeldGroup> held;     // by category of their first reason
  std::map<std::string, Tally> banks;        // payments and net, by bank code
  std::map<Date, Tally> dates;               // payments and net, by execution date
  Tally reissued;                            // payments sent anew
  Money recovered_from_payments;             // of what `totals` calls recovered
  Money third_parties_anew;                  // came back from third parties, and is sent anew
  std::optional<Difference> difference;      // nullopt: the first run
  std::map<std::string, std::string> names;  // of benefits, by id
  // Values of the law that nobody has checked against a source, in force for what the run booked as
  // due or as due no longer, in order of the law; of this program's law, be it the run's or not.
  std::vector<LawValue> unverified;
  bool is_law_of_run = true;

  // Deducted, and in no payment of its own: what the Post takes for home delivery.
  Money fees() const;
  // Gross of all that could be paid: held + income tax + recovered + fees + in files, to the cent.
  Money computed() const;
};

// The report of a closed run; the folds must have reached its cut-off. Reads the journals of the
// run and of the one before it, all shards at once; memory does not grow with people. `law` gives
// the names, and the reasons why nothing is due any more. NOT_FOUND when there is no such run,
// FAILED_PRECONDITION when it is open, DATA_LOSS when its entries are not what its closing record
// says.
absl::StatusOr<RunReport> MakeReport(Ledger& ledger, const ControlState& control, const Law& law,
                                     absl::string_view run);

std::string ReportText(const RunReport& report);
std::string ReportJson(const RunReport& report);

}  // namespace izmaksa
