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

struct Withholding {
  Money taxable;            // of this payment, gross
  Money tax;                // to withhold from it; never more than it
  std::vector<Term> terms;  // gross paid this month, minimum, reliefs, tax withheld before: why the
                            // tax is that much
};

// The tax on paying `taxable` more in `month`, of which `paid_before` (taxable) was paid and
// `tax_before` withheld earlier in the same month. Rate × (paid in the month − pensioner's minimum
// − reliefs), half-up to cents, less what was withheld before; never negative.
Withholding Withhold(const PersonState& person, const Law& law, Month month, Money taxable,
                     Money paid_before, Money tax_before);

}  // namespace izmaksa
