// Income tax (iedzīvotāju ienākuma nodoklis) on a payment, on a cash basis: what is paid in a month
// is taxed with that month, whatever month it was due for. Arrears are not spread over earlier
// months, and what those months left unused of their allowance is not used.
#pragma once

#include <vector>

#include "ledger/date.h"
#include "ledger/journal.h"
#include "ledger/money.h"
#include "processors/benefits.h"
#include "processors/law.h"
#include "processors/person.h"

namespace izmaksa {

// What is taxed of payments in a month, gross.
struct Taxed {
  Money above_minimum;  // pensions: above the pensioner's minimum and reliefs
  Money in_full;        // sickness: without them

  friend Taxed operator+(const Taxed& a, const Taxed& b) {
    return {a.above_minimum + b.above_minimum, a.in_full + b.in_full};
  }
};

struct Withholding {
  Taxed taxed;              // of this payment
  Money tax;                // to withhold from it; never more than it
  std::vector<Term> terms;  // gross paid this month, minimum, reliefs, tax withheld before: why the
                            // tax is that much
};

// The tax on paying `taxed` more in `month`, when `paid_before` was paid and `tax_before` withheld
// earlier in the same month. Rate × (pensions paid in the month − pensioner's minimum − reliefs),
// and rate × what is taxed in full, each half-up to cents, less what was withheld before; never
// negative.
Withholding Withhold(const PersonState& person, const Law& law, Month month, const Taxed& taxed,
                     const Taxed& paid_before, Money tax_before);

// The same for a payment, after what `balances` say was paid in the month.
Withholding WithholdFrom(const Payment& payment, Month month, const PersonState& person,
                         const Law& law, const Balances& balances);

}  // namespace izmaksa
