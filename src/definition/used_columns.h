// Which columns of a table the definition uses at all: by them a header is known among other rows.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"

namespace sfi {

// Each column once, as the definition writes it, followed by its aliases.
std::vector<std::vector<std::string>> used_columns(const Definition& definition, const Table& table);

}  // namespace sfi
