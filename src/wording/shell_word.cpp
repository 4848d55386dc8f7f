#include "wording/shell_word.h"

#include <algorithm>

namespace sfi {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + "'";
}

// DuckDB's shell takes ":memory:", "~" and "md:x" for something of its own, and every program "-x".
std::string shell_path(std::string_view path) {
  const bool is_special = path.starts_with('-') || path.starts_with('~') ||
                          (!path.starts_with('/') && path.find(':') != std::string_view::npos);
  return shell_word(is_special ? "./" + std::string(path) : std::string(path));
}

}  // namespace sfi
