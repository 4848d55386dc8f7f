#include "text/columns.h"

#include <fmt/format.h>

#include "base/lower.h"

namespace sfi {
namespace {

std::string normalised(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const char low = ascii_lower(c);
    const bool kept =
        (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '#' || static_cast<unsigned char>(c) >= 0x80;
    if (kept) result += low;
    if (!kept && !result.empty() && result.back() != ' ') result += ' ';
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace

Columns::Columns(const std::vector<std::string>& names) : names_(names) {
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    const std::string name = normalised(names_[i]);
    const int times = ++seen_[name];
    if (times == 1) by_name_.emplace(name, i);
    if (!name.empty()) by_name_.emplace(fmt::format("{}#{}", name, times), i);
    by_name_.emplace(fmt::format("#{}", i + 1), i);
  }
}

std::optional<std::uint32_t> Columns::find(std::string_view name) const {
  const auto found = by_name_.find(normalised(name));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

bool Columns::is_repeated(std::string_view name) const {
  const auto found = seen_.find(normalised(name));
  return found != seen_.end() && found->second > 1;
}

std::vector<std::string> column_names(std::string_view line, char delimiter) {
  std::vector<std::string> names(1);
  for (const char c : line) {
    if (c == delimiter) {
      names.emplace_back();
    } else if (c != '"') {
      names.back() += c;
    }
  }
  return names;
}

}  // namespace sfi
