#include "serve/query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "serve/problem.h"
#include "text/blanks.h"
#include "text/decode.h"
#include "wording/display_width.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

constexpr std::size_t kMostNames = 50;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

Query::Pair decoded_pair(std::string_view part) {
  const std::size_t equals = part.find('=');
  if (equals == std::string_view::npos) return {percent_decoded(part, true), ""};
  return {percent_decoded(part.substr(0, equals), true), percent_decoded(part.substr(equals + 1), true)};
}

}  // namespace

std::string percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) throw bad_request("A percent sign in the address is not followed by two hex digits.");
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  if (std::ranges::find(out, '\0') != out.end()) throw bad_request("The address contains a NUL.");
  if (!is_valid_utf8(out)) throw bad_request("The address is not UTF-8.");
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    is_plain(c) ? out += c : out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Query::Query(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (part.empty()) continue;
    Pair pair = decoded_pair(part);
    if (std::ranges::any_of(pairs_, [&](const Pair& known) { return known.first == pair.first; })) {
      throw bad_request(fmt::format("The parameter '{}' is given twice.", cut_to_width(pair.first, 60)));
    }
    pairs_.push_back(std::move(pair));
    if (pairs_.size() > kMostNames) throw bad_request("There are too many parameters.");
  }
}

std::optional<std::string> Query::get(std::string_view name) const {
  for (const auto& [known, value] : pairs_) {
    if (known != name) continue;
    const std::string_view text = trim_blanks(value);
    if (!text.empty()) return std::string(text);
  }
  return std::nullopt;
}

Query Query::with(std::string_view name, std::string_view value) const {
  Query changed = *this;
  std::erase_if(changed.pairs_, [&](const Pair& pair) { return pair.first == name; });
  if (!value.empty()) changed.pairs_.emplace_back(name, value);
  return changed;
}

std::string Query::str() const {
  std::string text;
  for (const auto& [name, value] : pairs_) {
    if (value.empty()) continue;
    text += fmt::format("{}{}={}", text.empty() ? '?' : '&', percent_encoded(name), percent_encoded(value));
  }
  return text;
}

void Query::allow_only(std::span<const std::string> names) const {
  for (const auto& [name, value] : pairs_) {
    if (std::ranges::find(names, name) != names.end()) continue;
    const std::string shown = cut_to_width(name, 60);
    throw bad_request(
        fmt::format("Unknown parameter '{}'.{}", shown, did_you_mean(shown, names)),
        names.empty() ? "This address takes no parameters." : fmt::format("Parameters: {}.", fmt::join(names, ", ")));
  }
}

}  // namespace sfi
