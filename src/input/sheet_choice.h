#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sfi {

struct SheetEntry {
  std::string name;
  bool hidden = false;
};

// Which sheet of a workbook `wanted` means: a name (the case of letters does not count), a number from 1,
// or the first that is not hidden when it is empty. Throws DamagedFile that names the sheets when there is none.
std::size_t choose_sheet(const std::vector<SheetEntry>& sheets, const std::string& wanted);
// "'Notes', 'Totals'": the visible ones that are not read though nobody said which one is meant; for messages.
std::string sheets_beside(const std::vector<SheetEntry>& sheets, const std::string& wanted, std::size_t chosen);

// What a user should know of the sheet that was read: those that lie beside it, and formulas whose values nobody
// has computed.
std::vector<std::string> sheet_notes(const std::string& label, const std::string& sheet, const std::string& beside,
                                     std::uint64_t uncomputed);

}  // namespace sfi
