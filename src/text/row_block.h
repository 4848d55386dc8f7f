// The one shape in which every reader hands over rows: a stretch of bytes, the offsets of the
// separators between fields, and for each row where it begins and on which line it stood.
// Delimited text is indexed in place (nothing is copied); other formats write their values into
// `bytes` with a separator byte after each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/buffer.h"
#include "reason/row_fault.h"

namespace sfi {

struct Row {
  std::uint32_t begin = 0;            // offset of the first byte
  std::uint32_t first_separator = 0;  // index into RowBlock::separators
  std::uint32_t fields = 0;           // fields, and so separators, of this row
  std::uint32_t line = 0;             // physical line of the first byte, relative to first_line
};

// A stretch that could not be split into fields faithfully: it is a rejected row.
struct BadRow {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t line = 0;  // relative to first_line
  RowFault fault;
};

// A row that differs from what the file has.
struct Repair {
  std::uint32_t line = 0;  // relative to first_line
  Reason reason = Reason::joined_lines;
  std::uint32_t count = 0;  // lines that were joined, delimiters that were dropped
};

struct RowBlock {
  Buffer bytes;                           // padded: kBufferPadding bytes may be read past the end
  std::vector<std::uint32_t> separators;  // offsets of delimiters and row ends, ascending
  std::vector<Row> rows;
  std::vector<BadRow> bad_rows;
  std::vector<Repair> repairs;   // of rows in `rows`
  std::uint64_t first_line = 1;  // physical line number of the block's first byte
  std::uint64_t blank_lines = 0;
  bool has_nul = false;           // some byte of the block is NUL
  bool ends_in_bad_line = false;  // the last bad row is a line that continues after the block

  std::string_view field(const Row& row, std::uint32_t i) const {
    const std::uint32_t* separator = separators.data() + row.first_separator;
    const std::uint32_t begin = i == 0 ? row.begin : separator[i - 1] + 1;
    return {bytes.data() + begin, separator[i] - begin};
  }
  std::string_view text(const BadRow& row) const { return {bytes.data() + row.begin, row.end - row.begin}; }
  bool has_nul_in(const Row& row) const { return text(row).find('\0') != std::string_view::npos; }
  // The whole row as the file has it, without its line end.
  std::string_view text(const Row& row) const {
    return {bytes.data() + row.begin, separators[row.first_separator + row.fields - 1] - row.begin};
  }
};

}  // namespace sfi
