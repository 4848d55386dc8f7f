// Names of input files: the patterns in `path`, and {year} in addresses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// Placeholder for a year in `url` and `save_as`.
inline constexpr std::string_view kYear = "{year}";

// `name` is relative to the state's folder. Case is ignored, since browsers, users and agencies change it.
bool matches_any(const std::string& name, const std::vector<std::string>& patterns);

// `text` with every {year} replaced.
std::string name_for_year(std::string text, int year);

}  // namespace sfi
