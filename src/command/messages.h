// What is said to people, on stderr.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sfi {

// "auto" (colour only on a terminal, and not with NO_COLOR or TERM=dumb), "always" or "never".
void use_color(std::string_view when);

// Whether stderr is a terminal that a line can be written over on.
bool has_live_terminal();

void print_error(const std::string& message, const std::string& advice);
void print_message(std::string_view text);

}  // namespace sfi
