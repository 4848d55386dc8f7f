#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sfi {

// Which sheet of a workbook `wanted` means: a name (the case of letters does not count), a number from 1,
// or the first when it is empty. Throws DamagedFile that names the sheets when there is none.
std::size_t choose_sheet(const std::vector<std::string>& names, const std::string& wanted);

}  // namespace sfi
