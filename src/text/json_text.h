// JSON text written straight into a buffer, without a tree.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/buffer.h"

namespace sfi {

// Appends `text` (valid UTF-8) as a JSON string with its quotes; escapes only what must be escaped:
// ", \, and control characters (\n \r \t \b \f, else \u00XX).
void append_json_string(Buffer& out, std::string_view text);
void append_json_integer(Buffer& out, std::int64_t value);
// Cents as a decimal number: 1234 -> 12.34, -5 -> -0.05, 100 -> 1.00.
void append_json_cents(Buffer& out, std::int64_t cents);

}  // namespace sfi
