// Base of the readers of formats that are not delimited text: they give rows of values, which are laid
// out here as every other row is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "input/row_reader.h"

namespace sfi {

class ValueReader : public RowReader {
 public:
  const std::vector<std::string>& columns() const override { return columns_; }
  const FieldFormat& format() const override { return format_; }
  bool read(RowBlock& block) final;

 protected:
  // Replaces `values` by those of the next row, and tells its position in the file (a line, a row of a
  // sheet, the number of an object); false at the end.
  virtual bool next(std::vector<std::string>& values, std::uint64_t& position) = 0;

  std::vector<std::string> columns_;
  FieldFormat format_;  // UTF-8 without quotes, unless the reader says otherwise

 private:
  std::vector<std::string> values_;
};

}  // namespace sfi
