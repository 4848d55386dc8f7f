// Parses the parts of a definition that describe the state, its files and their layout.
#pragma once

#include "definition/parse_context.h"

namespace sfi {

// [state], stored in the definition itself. `root` is the whole file.
void parse_state(const TomlNode& root, ParseContext& context);
// [chambers]
void parse_chambers(const TomlNode& node, ParseContext& context);

// [input.NAME], [layout.NAME], [table.NAME], [codes.NAME]; appended to the definition.
void parse_input(const TomlEntry& entry, ParseContext& context);
void parse_layout(const TomlEntry& entry, ParseContext& context);
void parse_table(const TomlEntry& entry, ParseContext& context);
void parse_codes(const TomlEntry& entry, ParseContext& context);

}  // namespace sfi
