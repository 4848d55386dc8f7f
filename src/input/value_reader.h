// Base of the readers of formats that are not delimited text: they give rows of values, which are laid
// out here as every other row is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "input/header_rule.h"
#include "input/row_reader.h"

namespace sfi {

class ValueReader : public RowReader {
 public:
  const std::vector<std::string>& columns() const override { return columns_; }
  const FieldFormat& format() const override { return format_; }
  bool read(RowBlock& block) final;

 protected:
  struct Values {
    std::vector<std::string> texts;
    std::uint64_t position = 0;    // a line, a row of a sheet, the number of an object
    std::vector<RowFault> faults;  // the row is a reject when one is in a column that is used
  };
  // Replaces `values` by those of the next row; false at the end.
  virtual bool next(Values& values) = 0;

  // Reads up to the row that names the columns. Throws Refused when there is none.
  void take_header(const HeaderRule& rule, const std::string& label);
  // Which of columns_ the definition uses.
  void set_used(const HeaderRule& rule);
  bool is_used(std::size_t column) const { return used_.empty() || (column < used_.size() && used_[column]); }
  // Values are UTF-8 and have no quotes.
  void set_format(FieldFormat format);

  std::vector<std::string> columns_;
  bool pads_ = false;  // values that are missing at the end of a row are blank
  FieldFormat format_;

 private:
  bool next_row();
  void append(RowBlock& block);
  std::optional<RowFault> fault() const;

  Values values_;
  bool has_values_ = false;  // read ahead
  std::vector<bool> used_;   // by column; empty: all
};

}  // namespace sfi
