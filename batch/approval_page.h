// The page an approver reads before signing: what the run pays, what is to be accepted, and the
// very text that is signed. `izmaksa report` shows the rest.
#pragma once

#include <string>

#include "batch/control.h"
#include "batch/json.h"

namespace izmaksa {

std::string ApprovalPage(const RunState& run, const HashTotal& total);
std::string ApprovalPageJson(const RunState& run, const HashTotal& total);

// Of a closed run: who made, approved and released it, and what is to be accepted; for the report.
std::string ControlsText(const RunState& run);
void WriteControls(const RunState& run, JsonWriter& json);

}  // namespace izmaksa
