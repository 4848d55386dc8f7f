#include "input/sheet_choice.h"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>

#include "input/compound_file.h"

namespace sfi {
namespace {

void add_name(std::string& list, const SheetEntry& sheet) {
  list += fmt::format("{}'{}'", list.empty() ? "" : ", ", sheet.name);
}

}  // namespace

std::size_t choose_sheet(const std::vector<SheetEntry>& sheets, const std::string& wanted) {
  if (sheets.empty()) throw DamagedFile("it has no sheet");
  if (wanted.empty()) {
    const auto visible =
        std::find_if(sheets.begin(), sheets.end(), [](const SheetEntry& sheet) { return !sheet.hidden; });
    return visible == sheets.end() ? 0 : static_cast<std::size_t>(visible - sheets.begin());
  }
  std::string list;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (::strcasecmp(sheets[i].name.c_str(), wanted.c_str()) == 0 || std::to_string(i + 1) == wanted) return i;
    add_name(list, sheets[i]);
  }
  throw DamagedFile(fmt::format("it has no sheet '{}', but {}", wanted, list));
}

std::string sheets_beside(const std::vector<SheetEntry>& sheets, const std::string& wanted, std::size_t chosen) {
  std::string list;
  for (std::size_t i = 0; wanted.empty() && i < sheets.size(); ++i) {
    if (i != chosen && !sheets[i].hidden) add_name(list, sheets[i]);
  }
  return list;
}

std::vector<std::string> sheet_notes(const std::string& label, const std::string& sheet, const std::string& beside,
                                     std::uint64_t uncomputed) {
  std::vector<std::string> notes;
  if (!beside.empty()) {
    notes.push_back(fmt::format("{}: the sheet '{}' is read; not read: {}. A table's 'sheet' says which one.", label,
                                sheet, beside));
  }
  if (uncomputed != 0) {
    notes.push_back(
        fmt::format("{}: {} cell{} of the sheet '{}' hold formulas that no program has computed; they are read as "
                    "empty or 0. Open the file in Excel, save it, and load it again.",
                    label, uncomputed, uncomputed == 1 ? "" : "s", sheet));
  }
  return notes;
}

}  // namespace sfi
