#include "text/blanks.h"

namespace sfi {
namespace {

bool is_ascii_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_wide_blank(std::string_view three) {
  if (three.starts_with("\xE2\x80")) {
    const auto last = static_cast<unsigned char>(three[2]);
    return (last >= 0x80 && last <= 0x8B) || last == 0xAF;
  }
  return three == "\xE3\x80\x80" || three == "\xEF\xBB\xBF";
}

std::size_t trailing_blank(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii_blank(text.back())) return 1;
  if (text.ends_with("\xC2\xA0")) return 2;
  return text.size() >= 3 && is_wide_blank(text.substr(text.size() - 3)) ? 3 : 0;
}

// False for some texts that are: all that are not ASCII.
bool is_single_spaced(std::string_view text) {
  bool after_space = true;
  for (const char c : text) {
    const bool space = c == ' ';
    const bool may_be_other = static_cast<unsigned char>(c) >= 0x80 || (c != ' ' && is_ascii_blank(c));
    if ((space && after_space) || may_be_other) return false;
    after_space = space;
  }
  return text.empty() || text.back() != ' ';
}

}  // namespace

std::size_t leading_blank(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii_blank(text.front())) return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  return text.size() >= 3 && is_wide_blank(text.substr(0, 3)) ? 3 : 0;
}

std::string_view trim_blanks(std::string_view text) {
  while (const std::size_t size = leading_blank(text)) text.remove_prefix(size);
  while (const std::size_t size = trailing_blank(text)) text.remove_suffix(size);
  return text;
}

std::string_view single_spaced(std::string_view text, Arena& arena) {
  if (is_single_spaced(text)) return text;
  text = trim_blanks(text);
  char* out = arena.allocate(text.size());
  std::size_t size = 0;
  while (!text.empty()) {
    if (const std::size_t blank = leading_blank(text)) {
      text.remove_prefix(blank);
      if (out[size - 1] != ' ') out[size++] = ' ';
    } else {
      out[size++] = text.front();
      text.remove_prefix(1);
    }
  }
  return {out, size};
}

}  // namespace sfi
