// Rows with named columns and a position: what every format looks like to the rest of the program.
#pragma once

#include <string>
#include <vector>

#include "text/field_text.h"
#include "text/row_block.h"

namespace sfi {

class RowReader {
 public:
  virtual ~RowReader() = default;
  // Names as the file writes them, in the order of the fields.
  virtual const std::vector<std::string>& columns() const = 0;
  virtual const FieldFormat& format() const = 0;
  // Replaces `block` by the next rows; false at the end. One thread at a time.
  virtual bool read(RowBlock& block) = 0;
  // What the user should know of the file, once it was read to its end.
  virtual std::vector<std::string> notes() const { return {}; }
};

}  // namespace sfi
