// The text of an HTML element as a browser shows it: runs of blanks are one, none at the begin.
#pragma once

#include <string>
#include <string_view>

namespace sfi {

// Appends a piece of text as libxml2 gives it; bytes that are not valid in the page's encoding become themselves.
void append_folded(std::string& folded, std::string_view text);
// Drops blanks at the end, and line breaks there, which a browser does not show either.
void trim_end(std::string& folded, std::string_view line_break);

}  // namespace sfi
