// The data dictionary: every column of the database and of exports.
#pragma once

#include <string>

namespace sfi {

// A page of Markdown.
std::string dictionary_markdown();

}  // namespace sfi
