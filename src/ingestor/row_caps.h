// Some sites cut an export off at a certain number of rows without saying so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sfi {

// A sentence if `rows` is exactly one of the `declared` limits or a common one: a round number, or the last row of
// an Excel sheet (65,536 and 1,048,576, with or without the header).
std::optional<std::string> row_cap_note(const std::string& label, std::uint64_t rows,
                                        const std::vector<std::uint64_t>& declared);

}  // namespace sfi
