// Text whose columns have fixed widths, in characters. A line may end early: in a column, which then has
// what is there, or before one, which then is missing. What follows the last column is one field
// more, unless it is blank.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "input/delimited_reader.h"
#include "input/value_reader.h"

namespace sfi {

class FixedWidthReader : public ValueReader {
 public:
  // Of `options` everything counts but what tells fields apart.
  FixedWidthReader(std::unique_ptr<ByteSource> source, std::vector<std::uint32_t> widths,
                   const DelimitedOptions& options, const std::string& label);

  std::vector<std::string> notes() const override { return lines_.notes(); }

 protected:
  bool next(Values& values) override;

 private:
  bool find_line();
  void cut(std::string_view line, std::vector<std::string>& texts) const;

  std::vector<std::uint32_t> widths_;
  DelimitedReader lines_;
  RowBlock block_;
  std::size_t row_ = 0;      // of block_, the next one
  std::size_t bad_row_ = 0;  // likewise
};

}  // namespace sfi
