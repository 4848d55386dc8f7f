#include "serve/key_token.h"

#include "text/decode.h"

namespace sfi {
namespace {

// Base64 for URLs, without padding.
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char kSeparator = '\x1f';

std::string encoded(std::string_view bytes) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
    for (count += 8; count >= 6; count -= 6) out += kDigits[bits >> (count - 6) & 63];
  }
  if (count > 0) out += kDigits[bits << (6 - count) & 63];
  return out;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<unsigned>(digit)) & 0xFFFF;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  return out;
}

}  // namespace

std::string token_of(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    text += part;
    text += kSeparator;
  }
  return encoded(text);
}

std::optional<std::vector<std::string>> parts_of(std::string_view token, std::size_t count) {
  const auto text = decoded(token);
  if (!text || !is_valid_utf8(*text) || text->find('\0') != std::string::npos) return std::nullopt;
  std::vector<std::string> parts;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = rest.find(kSeparator);
    if (end == std::string_view::npos) return std::nullopt;
    parts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (parts.size() != count) return std::nullopt;
  return parts;
}

}  // namespace sfi
