// Lower case for ASCII letters; other bytes are unchanged.
#pragma once

#include <string>
#include <string_view>

namespace sfi {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

constexpr char ascii_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

std::string ascii_lower(std::string_view text);

// "a/B.TXT" -> ".txt"; empty if there is none.
std::string lower_extension(std::string_view path);

}  // namespace sfi
