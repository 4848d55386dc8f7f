#include "ingestor/find_row.h"

#include <algorithm>
#include <utility>

#include "input/inputs.h"

namespace sfi {
namespace {

// How many lines a text with line ends in it covers.
std::uint64_t lines_of(std::string_view text) {
  auto ends = std::count(text.begin(), text.end(), '\n');
  if (ends == 0) ends = std::count(text.begin(), text.end(), '\r');
  return static_cast<std::uint64_t>(ends) + 1;
}

// The last line of a row, which includes line ends in quotes and those joined by a repair.
std::uint64_t last_line(const RowBlock& block, const Row& row) {
  std::uint64_t lines = lines_of(block.text(row));
  for (const Repair& repair : block.repairs) {
    if (repair.reason == Reason::joined_lines && repair.line == row.line)
      lines = std::max<std::uint64_t>(lines, repair.count);
  }
  return block.first_line + row.line + lines - 1;
}

// Whether the line is in the block; sets the row that covers it.
bool find_in(FoundRow& found, std::uint64_t line) {
  const RowBlock& block = found.block;
  for (const BadRow& bad : block.bad_rows) {
    const std::uint64_t first = block.first_line + bad.line;
    if (line >= first && line < first + lines_of(block.text(bad))) found.bad = bad;
  }
  if (found.bad) return true;
  const auto begins_after = [&](std::uint64_t wanted, const Row& row) { return wanted < block.first_line + row.line; };
  const auto next = std::upper_bound(block.rows.begin(), block.rows.end(), line, begins_after);
  if (next == block.rows.begin()) return false;
  found.row = *std::prev(next);
  found.number += static_cast<std::uint64_t>(std::prev(next) - block.rows.begin());
  return line <= last_line(block, found.row);
}

bool begins_after(const RowBlock& block, std::uint64_t line) {
  return !block.rows.empty() && block.first_line + block.rows.front().line > line;
}

std::uint64_t last_line(const RowBlock& block) {
  std::uint64_t last = block.rows.empty() ? 0 : last_line(block, block.rows.back());
  if (block.bad_rows.empty()) return last;
  const BadRow& bad = block.bad_rows.back();
  return std::max(last, block.first_line + bad.line + lines_of(block.text(bad)) - 1);
}

}  // namespace

std::optional<FoundRow> find_row(const Part& part, std::uint64_t line, std::uint64_t& end) {
  FoundRow found;
  found.reader = part.open(Inputs::kBlockBytes);
  end = 0;
  std::uint64_t last = 0;
  while (found.reader->read(found.block)) {
    if (begins_after(found.block, line)) return std::nullopt;
    if (find_in(found, line)) return found;
    last = std::max(last, last_line(found.block));
    found.number += found.block.rows.size();
  }
  end = last;
  return std::nullopt;
}

}  // namespace sfi
