// Names of an input's files: the patterns of `path`, and {year} in addresses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// Stands for a year in `url` and `saveAs`.
inline constexpr std::string_view kYear = "{year}";

// `name` is relative to the state's folder. Browsers and users change the case of names, and agencies
// do too: it does not count.
bool matches_any(const std::string& name, const std::vector<std::string>& patterns);

// `text` with every {year} replaced.
std::string name_for_year(std::string text, int year);

}  // namespace sfi
