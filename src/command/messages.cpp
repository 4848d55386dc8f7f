#include "command/messages.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "command/terminal.h"
#include "wording/display_width.h"

namespace sfi {
namespace {

bool color = false;

}  // namespace

void use_color(std::string_view when) {
  color = has_color(STDERR_FILENO, when);
}

bool uses_color() {
  return color;
}

std::string error_text(const std::string& message, const std::string& advice) {
  const std::string_view label = color ? "\x1b[1;31merror:\x1b[0m" : "error:";
  const std::string second = advice.empty() ? "" : fmt::format("  {}\n", terminal_text(advice));
  return fmt::format("{} {}\n{}", label, terminal_text(with_short_words(message)), second);
}

void print_error(const std::string& message, const std::string& advice) {
  print_message(error_text(message, advice));
}

// If messages cannot be written, for example on a full disk, the work still goes on.
void print_message(std::string_view text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

}  // namespace sfi
