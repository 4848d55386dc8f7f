// Splits an American address in one line into its parts, from its end: "12 Oak St, Apt 3, Dover, DE 19901-1234".
//
// Nothing is guessed. Without a state that is known the whole text is the street; so it is without a ZIP code unless
// separators stand before the state and the city: "12 Oak Ct" is no address in Connecticut. A separator is a comma or
// at least two blanks. Without one before the city, the city stays in the street.
#pragma once

#include <string_view>

namespace sfi {

struct UsAddress {
  std::string_view street;
  std::string_view city;
  std::string_view state;  // its code
  std::string_view zip;    // 19901, 19901-1234 or 199011234, as it is written
};

UsAddress split_us_address(std::string_view text);

}  // namespace sfi
