// A sheet of an Excel workbook (.xlsx: XML in a zip archive), row by row; only the table of shared texts
// is held in memory. Dates become ISO text, other numbers the shortest text that reads back as the same
// number, truth values TRUE and FALSE. A row with a formula's error (#REF!) in a column that is used is a reject.
// ECMA-376 Part 1: SpreadsheetML.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "input/value_reader.h"
#include "input/zip_archive.h"

namespace sfi {

// Whether the archive is such a workbook.
bool is_workbook(const ZipArchive& archive);

class XlsxReader : public ValueReader {
 public:
  // `sheet` is a name, or a number from 1; empty: the first that is not hidden. Throws Refused when there is no such
  // sheet or the workbook is damaged; `label` names it in messages; `meter` is told what is read of the sheet.
  XlsxReader(std::shared_ptr<ZipArchive> archive, const std::string& sheet, FieldFormat format,
             const HeaderRule& header, std::string label, ByteMeter* meter = nullptr);
  ~XlsxReader() override;

  std::vector<std::string> notes() const override;

 protected:
  bool next(Values& values) override;

 private:
  class Sheet;
  std::string label_;
  std::unique_ptr<Sheet> sheet_;
};

}  // namespace sfi
