// The rules of the table, one a folder.
#pragma once

#include "processors/benefits.h"

namespace izmaksa {

Due OldAgePension(const Question& question);
Due DisabilityPension(const Question& question);
Due Pre1996Supplement(const Question& question);

}  // namespace izmaksa
