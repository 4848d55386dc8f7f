// Sites that export a list stop at a certain number of rows and do not say so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sfi {

// A sentence when `rows` is exactly one of the `declared` limits, or one at which many programs stop:
// round numbers and the last row of an Excel sheet (65,536 and 1,048,576, with or without the header).
std::optional<std::string> row_cap_note(const std::string& label, std::uint64_t rows,
                                        const std::vector<std::uint64_t>& declared);

}  // namespace sfi
