// Amounts of money as the agencies write them, read exactly into integer cents.
#pragma once

#include <optional>
#include <string_view>

#include "base/units.h"

namespace sfi {

// Accepts blanks around, one currency sign, commas between thousands, a decimal point, a leading or trailing
// minus, parentheses for negatives and an exponent:
//   1000  1,000.00  $1,000.00  ($1,000.00)  -5  5-  .5  1.2E3  -$12.30  +4
// A comma anywhere else gives nothing: 10,00 is ten dollars in other countries, not a thousand.
// More than two decimals are accepted only when the rest are zeros (12.340 is 1234 cents, 12.345
// is nothing): never rounded, never through binary floating point. At most 14 digits before the
// point. Anything else, an empty text included, gives nothing.
std::optional<Cents> parse_cents(std::string_view text);

}  // namespace sfi
