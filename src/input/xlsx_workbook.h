// The parts of an .xlsx workbook that its sheets refer to.
#pragma once

#include <string>
#include <vector>

#include "input/markup_parser.h"
#include "input/zip_archive.h"

namespace sfi {

struct XlsxWorkbook {
  static constexpr std::size_t kMaxSharedBytes = std::size_t{512} << 20;

  std::string sheet;  // member of the archive
  std::string sheet_name;
  std::string other_sheets;  // sheets_beside()
  bool from_1904 = false;
  bool is_to_be_computed = false;  // by whoever opens it: values of its formulas may be missing or 0
  std::vector<std::string> texts;  // shared ones
  std::vector<bool> shows_date;    // by style

  // Throws DamagedFile. `wanted` is the name of a sheet, its number from 1, or empty for the first
  // that is not hidden.
  XlsxWorkbook(ZipArchive& archive, const std::string& wanted);
};

// All of a member through a parser of XML.
void parse_member(ZipArchive& archive, const std::string& name, MarkupListener& listener);

}  // namespace sfi
