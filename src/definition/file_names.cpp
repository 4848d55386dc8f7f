#include "definition/file_names.h"

#include <fnmatch.h>

#include <algorithm>

namespace sfi {

bool matches_any(const std::string& name, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD | FNM_PATHNAME | FNM_CASEFOLD) == 0;
  });
}

std::string name_for_year(std::string text, int year) {
  const std::string digits = std::to_string(year);
  for (std::size_t at = text.find(kYear); at != std::string::npos; at = text.find(kYear, at)) {
    text.replace(at, kYear.size(), digits);
  }
  return text;
}

}  // namespace sfi
