// Finds files that a user has both packed and unpacked, which would be counted twice.
#pragma once

#include <vector>

#include "input/inputs.h"

namespace sfi {

// Throws Refused when a member of an archive also lies there unpacked: the same name and size.
void refuse_packed_and_unpacked(const std::vector<Part>& parts);

}  // namespace sfi
