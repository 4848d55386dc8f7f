// Finds files that a user has twice, which would be counted twice: packed and unpacked, or downloaded again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "input/inputs.h"

namespace sfi {

// A sentence for each file whose bytes another one has too, such as a browser's second download. Files with a header
// alone can be equal, since agencies publish them for months without gifts.
std::vector<std::string> copies_among(const std::vector<std::filesystem::path>& paths);

// Throws Refused when a member of an archive also lies there unpacked: the same name and size.
void refuse_packed_and_unpacked(const std::vector<Part>& parts);

}  // namespace sfi
