// The width of texts on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sfi {

// Columns of a UTF-8 text: two for East Asian characters and emoji, none for combining characters. An invalid byte or
// a control character counts as one.
std::size_t display_width(std::string_view text);

// The text if it fits into `columns`, otherwise its beginning and "..."; stays valid UTF-8. Control characters become
// '?', so that they cannot move the cursor.
std::string cut_to_width(std::string_view text, std::size_t columns);

// For a terminal: control characters other than line ends and tabs, and characters that change the writing direction,
// become '?', since names of files, members and columns are chosen by others.
std::string terminal_text(std::string_view text);

// Drops the middle of words of more than 500 bytes: a name of 60,000 characters would hide its message.
std::string with_short_words(std::string_view text);

// Padded with spaces to `columns`.
std::string padded(std::string_view text, std::size_t columns);

}  // namespace sfi
