// Charts as SVG. Every coordinate is a whole number, computed from whole numbers: the same chart
// has the same bytes on every machine.
#pragma once

#include <cstdint>
#include <string>

#include "batch/report/paper.h"

namespace izmaksa {

// The SVG element, with its legend, and the exact number of every mark as its title. Empty when
// there is nothing to draw.
std::string ChartSvg(const Chart& chart);

// value × length / full, half-up: where a value stands on an axis. `full` is positive; what is
// below nought stands at nought.
int64_t PlaceOf(int64_t value, int64_t full, int64_t length);

// The distance of grid lines: 1, 2 or 5 times a power of ten, so that `max` needs at most five.
int64_t GridStep(int64_t max);

}  // namespace izmaksa
