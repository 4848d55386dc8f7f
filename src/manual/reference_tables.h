// Tables of the pages in docs/ that are written by the program's own tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sfi {

// The table of this name in Markdown: "verbs" of a definition, "rejects", "skips" or "repairs" (the reasons of a
// class). Nothing when there is none.
std::optional<std::string> reference_table(std::string_view name);

}  // namespace sfi
