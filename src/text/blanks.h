// Blanks: ASCII white space, and the spaces of Unicode that agencies' files have (U+00A0, U+2000 to U+200B, U+202F,
// U+3000, U+FEFF).
#pragma once

#include <cstddef>
#include <string_view>

#include "base/arena.h"

namespace sfi {

// The number of bytes of the blank that the UTF-8 text begins with; 0 if it begins with something else.
std::size_t leading_blank(std::string_view text);

std::string_view trim_blanks(std::string_view text);

// The text with one space for each run of blanks and none at its ends; in `arena` if that changes anything.
std::string_view single_spaced(std::string_view text, Arena& arena);

}  // namespace sfi
