#include "input/header_rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/columns.h"

namespace sfi {
namespace {

bool has_half_of(const std::vector<std::string>& row, const std::vector<std::vector<std::string>>& names) {
  const Columns columns(row);
  const auto is_there = [&](const std::string& name) { return columns.find(name).has_value(); };
  const auto found = std::count_if(names.begin(), names.end(), [&](const std::vector<std::string>& one) {
    return std::any_of(one.begin(), one.end(), is_there);
  });
  return found > 0 && static_cast<std::size_t>(found) * 2 >= names.size();
}

}  // namespace

bool HeaderRule::is_header(const std::vector<std::string>& row) const {
  switch (kind) {
    case Header::absent:
      return false;
    case Header::present:
      return true;
    case Header::search:
      return has_half_of(row, used);
    case Header::detect:
      break;
  }
  std::vector<std::vector<std::string>> names;
  for (const std::string& name : columns.front()) names.push_back({name});
  return has_half_of(row, names);
}

bool HeaderRule::has_names_for(std::size_t fields) const {
  return std::any_of(columns.begin(), columns.end(), [&](const auto& names) { return names.size() == fields; });
}

std::vector<std::string> HeaderRule::names_for(std::size_t fields) const {
  for (const auto& names : columns) {
    if (names.size() == fields) return names;
  }
  return columns.empty() ? std::vector<std::string>{} : columns.front();
}

std::string HeaderRule::widths() const {
  std::string list;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    list += fmt::format("{}{}", i == 0 ? "" : i + 1 == columns.size() ? " or " : ", ", columns[i].size());
  }
  return list;
}

bool HeaderRule::uses(const std::string& name) const {
  return std::any_of(used.begin(), used.end(),
                     [&](const auto& names) { return Columns(names).find(name).has_value(); });
}

std::string HeaderRule::wanted() const {
  constexpr std::size_t kShown = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(used.size(), kShown); ++i) {
    list += fmt::format("{}'{}'", i == 0 ? "" : ", ", used[i].front());
  }
  return used.size() > kShown ? list + " ..." : list;
}

}  // namespace sfi
