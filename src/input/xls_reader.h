// A sheet of an Excel 97-2003 workbook (BIFF8, .xls). Dates become ISO text, other numbers the shortest
// text that reads back as the same number; a row with a formula's error (#REF!) in a column that is used is a reject.
// Meant for exports of at most the 65,536 rows of such a sheet: the file is held in memory.
//
// Our own, because the library for it (FreeXL 1.0) cannot open what Oregon's site writes.
// [MS-XLS]: Excel Binary File Format; the names of the records are those of that document.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "input/byte_source.h"
#include "input/value_reader.h"

namespace sfi {

class XlsReader : public ValueReader {
 public:
  // `sheet` is a name, or a number from 1; empty: the first that is not hidden. Throws Refused when the file is damaged
  // or has a password. `label` names it in messages.
  XlsReader(std::unique_ptr<ByteSource> source, const std::string& sheet, FieldFormat format, const HeaderRule& header,
            const std::string& label);

  std::vector<std::string> notes() const override { return notes_; }

 protected:
  bool next(Values& values) override;

 private:
  std::vector<std::vector<std::string>> cells_;       // by row and column
  std::multimap<std::size_t, std::uint32_t> errors_;  // row -> column
  std::vector<std::string> notes_;
  std::size_t row_ = 0;
};

}  // namespace sfi
