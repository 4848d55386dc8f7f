// Tables of the pages in docs/ that are written by the program's own tables.
#pragma once

#include <string>

namespace sfi {

// The verbs of a definition, in Markdown.
std::string verbs_table();

}  // namespace sfi
