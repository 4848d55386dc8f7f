// Messages for the user, on stderr.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sfi {

// "auto" (colour only on a terminal, and not with NO_COLOR or TERM=dumb), "always" or "never".
void use_color(std::string_view when);
bool uses_color();

// "error: " and the message, then the advice if there is any; each line ends with a newline.
std::string error_text(const std::string& message, const std::string& advice);

void print_error(const std::string& message, const std::string& advice);
void print_message(std::string_view text);

}  // namespace sfi
