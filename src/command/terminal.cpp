#include "command/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace sfi {
namespace {

std::size_t number_in(const char* variable, std::size_t otherwise) {
  const char* text = std::getenv(variable);
  const unsigned long number = text == nullptr ? 0 : std::strtoul(text, nullptr, 10);
  return number == 0 || number > 10'000 ? otherwise : number;
}

}  // namespace

bool is_smart_terminal(int descriptor) {
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || *term == '\0' || std::string_view(term) == "dumb";
  return !dumb && ::isatty(descriptor) == 1;
}

bool has_color(int descriptor, std::string_view when) {
  if (when != "auto") return when == "always";
  const char* refused = std::getenv("NO_COLOR");
  return is_smart_terminal(descriptor) && (refused == nullptr || *refused == '\0');
}

bool is_in_foreground(int descriptor) {
  const pid_t group = ::tcgetpgrp(descriptor);
  return group < 0 || group == ::getpgrp();
}

TerminalSize terminal_size(int descriptor) {
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0;
  return {known && size.ws_col != 0 ? size.ws_col : number_in("COLUMNS", 80),
          known && size.ws_row != 0 ? size.ws_row : number_in("LINES", 24)};
}

}  // namespace sfi
