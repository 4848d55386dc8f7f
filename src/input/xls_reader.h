// The first sheet of an Excel 97-2003 workbook (BIFF8, .xls); its first row names the columns. Texts and
// numbers are read; a number becomes the shortest text that reads back as the same number. Meant for
// exports of a few thousand rows: the file is held in memory.
//
// Our own, because the library for it (FreeXL 1.0) cannot open what Oregon's site writes.
// [MS-XLS]: Excel Binary File Format; the names of the records are those of that document.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "input/byte_source.h"
#include "input/value_reader.h"

namespace sfi {

class XlsReader : public ValueReader {
 public:
  // Throws Refused when the file is damaged, has a password or an empty first sheet. `label` names it
  // in messages.
  XlsReader(std::unique_ptr<ByteSource> source, FieldFormat format, std::string label);

 protected:
  bool next(std::vector<std::string>& values, std::uint64_t& position) override;

 private:
  std::vector<std::vector<std::string>> cells_;  // by row and column
  std::size_t row_ = 0;
};

}  // namespace sfi
