#include "wording/display_width.h"

#include <algorithm>
#include <cstdint>

namespace sfi {
namespace {

struct Character {
  std::string_view bytes;
  char32_t code = 0;
};

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode's East Asian Width W and F, by block, including emoji.
constexpr Range kWide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},  {0xAC00, 0xD7A3},
                           {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6},
                           {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
// Combining accents, joiners and variation selectors.
constexpr Range kNone[] = {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200F},
                           {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};

template <std::size_t N>
bool is_in(char32_t code, const Range (&ranges)[N]) {
  return std::any_of(ranges, ranges + N,
                     [code](const Range& range) { return code >= range.first && code <= range.last; });
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// The next character of a non-empty text; an invalid UTF-8 byte counts as a character.
Character next(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  const bool whole =
      size <= text.size() &&
      std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(std::min(size, text.size())),
                  is_continuation);
  if (size == 1 || !whole) return {text.substr(0, 1), lead};
  char32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {text.substr(0, size), code};
}

// At `at` or shortly before it.
std::size_t start_of_character(std::string_view text, std::size_t at) {
  while (at > 0 && is_continuation(text[at])) --at;
  return at;
}

std::size_t width_of(char32_t code) {
  return is_in(code, kNone) ? 0 : is_in(code, kWide) ? 2 : 1;
}

// Characters that move the cursor or change the writing direction.
bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

// As many characters as fit.
std::string head_of(std::string_view text, std::size_t columns) {
  std::string head;
  while (!text.empty()) {
    const Character character = next(text);
    const std::size_t width = width_of(character.code);
    if (width > columns) break;
    columns -= width;
    // An invalid UTF-8 byte has its own value as code: 0x80 to 0x9F would be control characters.
    head += is_control(character.code) ? "?" : character.bytes;
    text.remove_prefix(character.bytes.size());
  }
  return head;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character character = next(text);
    width += width_of(character.code);
    text.remove_prefix(character.bytes.size());
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  constexpr std::string_view kDots = "...";
  if (display_width(text) <= columns) return head_of(text, columns);
  if (columns <= kDots.size()) return head_of(text, columns);
  return head_of(text, columns - kDots.size()).append(kDots);
}

std::string terminal_text(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character character = next(text);
    const bool is_layout = character.code == '\n' || character.code == '\t';
    result += is_control(character.code) && !is_layout ? "?" : character.bytes;
    text.remove_prefix(character.bytes.size());
  }
  return result;
}

std::string with_short_words(std::string_view text) {
  constexpr std::size_t kLongest = 500;
  constexpr std::size_t kHead = 300;
  constexpr std::size_t kTail = 150;
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const std::string_view blank = text.substr(end, 1);
    if (word.size() <= kLongest) {
      result.append(word);
    } else {
      const std::size_t tail = start_of_character(word, word.size() - kTail);
      result.append(word.substr(0, start_of_character(word, kHead))).append("...").append(word.substr(tail));
    }
    result.append(blank);
    text.remove_prefix(end + blank.size());
  }
  return result;
}

std::string padded(std::string_view text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return std::string(text) + std::string(columns - std::min(columns, width), ' ');
}

}  // namespace sfi
