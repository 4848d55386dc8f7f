// Finds the row that covers a line of a file, for `check --explain`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "input/part_finder.h"
#include "input/row_reader.h"
#include "text/row_block.h"

namespace sfi {

struct FoundRow {
  std::unique_ptr<RowReader> reader;
  RowBlock block;
  Row row;
  std::uint64_t number = 0;   // of `row` in the part, as in RowFates
  std::optional<BadRow> bad;  // it could not be split into fields: there is no `row`
};

// Nothing if no row covers the line: the header, a blank line, a line after the end. If the whole part was read for it,
// `end` is the last line of the last row, else 0.
std::optional<FoundRow> find_row(const Part& part, std::uint64_t line, std::uint64_t& end);

}  // namespace sfi
