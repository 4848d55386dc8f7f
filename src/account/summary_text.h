// The account of a run for people.
#pragma once

#include <string>
#include <vector>

#include "account/summary.h"

namespace sfi {

// A headline, one table with the numbers below each other, notes, what can be done next.
std::string summary_text(const StateSummary& state, bool color);

// Over all states: the sums of what was loaded, and in the last line how many came to which end and who
// needs a look.
std::string summary_of_all(const std::vector<StateSummary>& states);

}  // namespace sfi
