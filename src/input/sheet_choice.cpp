#include "input/sheet_choice.h"

#include <fmt/format.h>
#include <strings.h>

#include "input/compound_file.h"

namespace sfi {

std::size_t choose_sheet(const std::vector<std::string>& names, const std::string& wanted) {
  if (names.empty()) throw DamagedFile("it has no sheet");
  if (wanted.empty()) return 0;
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (::strcasecmp(names[i].c_str(), wanted.c_str()) == 0 || std::to_string(i + 1) == wanted) return i;
    list += fmt::format("{}'{}'", i == 0 ? "" : ", ", names[i]);
  }
  throw DamagedFile(fmt::format("it has no sheet '{}', but {}", wanted, list));
}

}  // namespace sfi
