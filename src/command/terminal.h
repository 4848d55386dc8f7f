// Properties of the terminal that a stream writes to; each stream has its own.
#pragma once

#include <cstddef>
#include <string_view>

namespace sfi {

// A terminal that understands cursor movements: TERM is set and not "dumb".
bool is_smart_terminal(int descriptor);

// Whether to use colour: `when` is "always", "never" or "auto" (a smart terminal, and NO_COLOR is not set or is
// empty).
bool has_color(int descriptor, std::string_view when);

// Whether this program may draw there now: not in the background, where the shell shows its prompt.
bool is_in_foreground(int descriptor);

struct TerminalSize {
  std::size_t columns;
  std::size_t rows;
};
// The current size; if the terminal does not report it, COLUMNS and LINES, or 80 and 24.
TerminalSize terminal_size(int descriptor);

}  // namespace sfi
