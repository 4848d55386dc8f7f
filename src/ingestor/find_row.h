// The row of a file that covers a physical line, for `check --explain`.
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
  std::optional<BadRow> bad;  // it could not be split into fields: there is no `row`
};

// Nothing when no row covers the line: the header's, a blank one, one behind the end.
std::optional<FoundRow> find_row(const Part& part, std::uint64_t line);

}  // namespace sfi
