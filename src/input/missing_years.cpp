#include "input/missing_years.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <set>

namespace sfi {

std::vector<int> missing_years(const std::vector<std::string>& names, int first_year) {
  static const RE2 kYear("(?:^|[^0-9])((?:19|20)[0-9]{2})(?:[^0-9]|$)");
  std::set<int> years;
  for (const std::string& name : names) {
    int year = 0;
    if (RE2::PartialMatch(name, kYear, &year) && year >= first_year) years.insert(year);
  }
  std::vector<int> missing;
  if (years.empty()) return missing;
  for (int year = *years.begin(); year < *years.rbegin(); ++year) {
    if (!years.contains(year)) missing.push_back(year);
  }
  return missing;
}

std::string year_ranges(const std::vector<int>& years) {
  std::string text;
  for (std::size_t first = 0; first < years.size();) {
    std::size_t last = first;
    while (last + 1 < years.size() && years[last + 1] == years[last] + 1) ++last;
    if (!text.empty()) text += ", ";
    text += std::to_string(years[first]);
    if (last > first) text += fmt::format("{}{}", last == first + 1 ? ", " : " to ", years[last]);
    first = last + 1;
  }
  return text;
}

}  // namespace sfi
