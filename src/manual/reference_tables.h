// Tables in docs/ that are generated from the program's own tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sfi {

// A table in Markdown: "verbs" of a definition, or the reasons for "rejects", "skips" or "repairs". Nothing if the
// name is unknown.
std::optional<std::string> reference_table(std::string_view name);

}  // namespace sfi
