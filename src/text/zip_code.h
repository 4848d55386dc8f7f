// American ZIP codes that lost their leading zero: those of New England, New Jersey, Puerto Rico and of the forces in
// Europe begin with 0 (USPS Publication 65), which spreadsheet programs remove: 08902 becomes 8902.
#pragma once

#include <string_view>

namespace sfi {

// Whether the codes of this state, written as its code or name, begin with 0.
bool has_zips_with_zero(std::string_view state);

// Three or four digits, or these before the hyphen of a nine-digit code. Says nothing of the state.
bool is_short_zip(std::string_view zip);

}  // namespace sfi
