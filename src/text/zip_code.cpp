#include "text/zip_code.h"

#include <algorithm>
#include <array>

#include "text/us_states.h"

namespace sfi {

bool has_zips_with_zero(std::string_view state) {
  constexpr std::array<std::string_view, 10> kStates{"AE", "CT", "MA", "ME", "NH", "NJ", "PR", "RI", "VI", "VT"};
  const std::string_view code = us_state_code(state);
  return std::find(kStates.begin(), kStates.end(), code) != kStates.end();
}

bool is_short_zip(std::string_view zip) {
  const std::string_view first = zip.substr(0, zip.find('-'));
  const bool is_number = std::all_of(first.begin(), first.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number && (first.size() == 3 || first.size() == 4);
}

}  // namespace sfi
