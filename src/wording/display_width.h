// How much room a text takes on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sfi {

// Columns of a UTF-8 text: two for East Asian characters and pictures, none for what is put over the
// character before. A byte that is no UTF-8 and a control character count as one.
std::size_t display_width(std::string_view text);

// The text if it fits into `columns`, else its beginning and "..."; always valid UTF-8 if it was.
// Control characters become '?', so that none moves the cursor.
std::string cut_to_width(std::string_view text, std::size_t columns);

// For a terminal: control characters but line ends and tabs, and those that turn the direction of what follows, become
// '?'. Names of files, members and columns are chosen by others.
std::string terminal_text(std::string_view text);

// Words of more than 500 bytes without their middle: a name of 60,000 characters would hide the message that it is in.
std::string with_short_words(std::string_view text);

// Filled up with blanks to `columns`.
std::string padded(std::string_view text, std::size_t columns);

}  // namespace sfi
