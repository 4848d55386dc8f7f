// JSON text written straight into a buffer, without a tree.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/buffer.h"
#include "base/units.h"

namespace sfi {

// Each writes at `out` and returns the end of what was written; the room must be there.

// `text` (valid UTF-8) as a JSON string with its quotes, of at most max_json_string(text) bytes; escapes
// only what must be escaped: ", \, and control characters (\n \r \t \b \f, else \u00XX).
char* write_json_string(char* out, std::string_view text);
constexpr std::size_t max_json_string(std::string_view text) {
  return text.size() * 6 + 2;
}

inline constexpr std::size_t kMaxJsonNumber = 24;  // bytes of an integer, or of cents
char* write_json_integer(char* out, std::int64_t value);
// Cents as a decimal number: 1234 -> 12.34, -5 -> -0.05, 100 -> 1.00.
char* write_json_cents(char* out, Cents cents);

void append_json_string(Buffer& out, std::string_view text);

}  // namespace sfi
