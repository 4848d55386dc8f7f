// The account of a run as text.
#pragma once

#include <string>
#include <vector>

#include "account/summary.h"

namespace sfi {

// A headline, a table of the figures, notes and the next step.
std::string summary_text(const StateSummary& state, bool color);

// For several states: a line for each, the sums of what was loaded; the last line counts the states by status and names
// those that need attention.
std::string summary_of_all(const std::vector<StateSummary>& states);

}  // namespace sfi
