#include "download/planned_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "definition/file_names.h"

namespace sfi {

std::vector<PlannedFile> planned_files(const Definition& definition, Years years) {
  std::vector<PlannedFile> files;
  for (const InputFile& input : definition.inputs) {
    if (input.url.empty()) continue;
    if (input.first_year == 0) {
      files.push_back({input.name, input.url, input.save_as, false});
      continue;
    }
    for (int year = years.last; year >= std::max(years.first, input.first_year); --year) {
      files.push_back({input.name, name_for_year(input.url, year), name_for_year(input.save_as, year), true});
    }
  }
  return files;
}

std::string steps_by_hand(const Definition& definition) {
  std::string text;
  for (const InputFile& input : definition.inputs) {
    if (!input.url.empty()) continue;
    text += fmt::format("  {}{}\n", input.path, input.required ? "" : " (optional)");
    if (!input.how.empty()) text += fmt::format("    {}\n", input.how);
  }
  if (text.empty()) return text;
  return fmt::format("{}: get by hand from {}, into the folder of the state:\n{}", definition.code,
                     definition.about.portal, text);
}

}  // namespace sfi
