// The columns of a table that the definition uses. They tell a header from other rows.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"

namespace sfi {

// Each column once, as written in the definition, followed by its aliases.
std::vector<std::vector<std::string>> used_columns(const Definition& definition, const Table& table);

}  // namespace sfi
