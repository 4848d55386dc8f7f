// What the splitter writes to: collects separators and rows of one block. Internal to text/.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "text/row_block.h"
#include "text/splitter.h"

namespace sfi {

class RowIndexer {
 public:
  RowIndexer(RowBlock& block, const TextDialect& dialect, std::size_t max_row_bytes, bool at_end);

  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  const TextDialect& dialect() const { return dialect_; }
  // Where the row that is being read begins: all before is used up.
  std::size_t row_begin() const { return row_begin_; }
  // Line ends before row_begin().
  std::uint64_t lines() const { return row_line_; }
  // Whether a row that is still open must be ended now instead of waiting for more data.
  bool must_settle() const { return at_end_ || is_too_long(size_); }
  // Whether a row that reaches from row_begin() to `end` is longer than allowed.
  bool is_too_long(std::size_t end) const { return end - row_begin_ > max_row_bytes_; }

  void note_nul(bool seen) { block_.has_nul |= seen; }

  // Takes over 64 bytes at `offset`: `separators` outside quotes, `row_ends` among them, and all
  // `line_ends`, those inside quotes included. False at a row that is too long: it has to be read byte by byte, so
  // that the verdict on it is the same wherever a block ends.
  [[gnu::always_inline]] bool add(std::size_t offset, std::uint64_t separators, std::uint64_t row_ends,
                                  std::uint64_t line_ends) {
    const std::size_t first = count_;
    std::uint32_t* out = separators_ + count_;
    count_ += static_cast<std::size_t>(std::popcount(separators));
    // Written in groups so that the number of bits seldom decides a branch; what is written past the
    // last one is overwritten by the next call.
    for (std::uint64_t left = separators; left != 0;) {
      for (int i = 0; i < 8; ++i) {
        *out++ = static_cast<std::uint32_t>(offset) + static_cast<std::uint32_t>(std::countr_zero(left));
        left &= left - 1;
      }
    }
    // Only a row that began before these bytes can be too long.
    if (row_ends != 0 && is_too_long(offset + static_cast<std::size_t>(std::countr_zero(row_ends)))) return false;
    for (std::uint64_t ends = row_ends; ends != 0; ends &= ends - 1) {
      const std::uint64_t below = (ends & (~ends + 1)) - 1;
      const std::uint64_t next_line = lines_ + static_cast<std::uint64_t>(std::popcount(line_ends & below)) + 1;
      end_row(first + static_cast<std::size_t>(std::popcount(separators & below)), next_line);
    }
    lines_ += static_cast<std::uint64_t>(std::popcount(line_ends));
    return true;
  }

  // Reads the row at row_begin() exactly, byte by byte: ends it, or hands out its first line as bad.
  // False when the data ends inside the row and more is needed to tell.
  bool read_row_bytewise();

  // Settles what follows the last row end, once every chunk was added.
  void finish();

 private:
  struct RowScan;
  void end_row(std::size_t separator, std::uint64_t next_line);
  void end_last_row();
  bool bad_line(RowFault fault);
  std::uint32_t byte_of_row(std::size_t at) const;
  void skip_initial_space(RowScan& scan) const;
  bool is_escaped(std::size_t at) const;
  bool scan_quoted_field(RowScan& scan) const;
  void drop_row_separators();

  RowBlock& block_;
  TextDialect dialect_;
  std::size_t max_row_bytes_;
  bool at_end_;
  const char* data_;
  std::size_t size_;
  std::uint32_t* separators_;
  std::size_t count_ = 0;  // separators written
  std::size_t row_begin_ = 0;
  std::size_t row_first_separator_ = 0;
  std::uint64_t row_line_ = 0;  // lines before the row, relative to the block
  std::uint64_t lines_ = 0;     // lines before the next chunk
};

}  // namespace sfi
