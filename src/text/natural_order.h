#pragma once

#include <string_view>

namespace sfi {

// "contribs_2.csv" before "contribs_10.csv"; runs of digits compare as numbers.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace sfi
