// What is known of the terminal behind a stream; each stream is asked for itself.
#pragma once

#include <cstddef>
#include <string_view>

namespace sfi {

// A terminal that understands cursor movements: TERM is set and not "dumb".
bool is_smart_terminal(int descriptor);

// Whether to colour: `when` is "always", "never" or "auto" (a smart terminal, and NO_COLOR is not set or
// empty).
bool has_color(int descriptor, std::string_view when);

// Whether this program may draw there now: not in the background, where the shell's prompt stands.
bool is_in_foreground(int descriptor);

struct TerminalSize {
  std::size_t columns;
  std::size_t rows;
};
// As it is now; COLUMNS and LINES, or 80 and 24, where the terminal does not say.
TerminalSize terminal_size(int descriptor);

}  // namespace sfi
