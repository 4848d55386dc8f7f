#include "command/messages.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace sfi {
namespace {

bool color = false;

}  // namespace

bool has_live_terminal() {
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  return ::isatty(STDERR_FILENO) == 1 && !dumb;
}

void use_color(std::string_view when) {
  color = when == "always" || (when != "never" && has_live_terminal() && std::getenv("NO_COLOR") == nullptr);
}

void print_error(const std::string& message, const std::string& advice) {
  const std::string_view label = color ? "\x1b[1;31merror:\x1b[0m" : "error:";
  print_message(fmt::format("{} {}\n", label, message));
  if (!advice.empty()) print_message(fmt::format("  {}\n", advice));
}

// Where messages can no longer be written, as on a full disk, the work still goes on.
void print_message(std::string_view text) { static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr)); }

}  // namespace sfi
