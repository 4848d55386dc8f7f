// Rows in the layout of Texas, made in memory: the same on every run.
#pragma once

#include <string>
#include <vector>

#include "input/delimited_reader.h"
#include "text/row_block.h"

namespace sfi::micro {

inline constexpr std::size_t kAccounts = 20'000;
// "00010017"
std::string account_number(std::size_t i);

// The widest table: 132 columns, about 430 bytes a row as in the agency's own file, a third of them
// separators.
std::string filers(std::size_t rows);
// 37 columns, about 230 bytes a row.
std::string contributions(std::size_t rows);
const std::vector<std::string>& contribution_columns();

// The text in blocks as the pipeline has them: `text` has no header.
std::vector<RowBlock> blocks_of(const std::string& text, std::size_t block_bytes = std::size_t{512} << 10);

}  // namespace sfi::micro
