// Contributions as a table of a page.
#pragma once

#include <string>

#include "serve/data_table.h"

namespace sfi {

// `gifts` as of read_contributions().
std::string gifts_table(const std::string& caption, const DataTable& gifts);

}  // namespace sfi
