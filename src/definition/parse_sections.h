// Parses the parts of a definition that describe the state, its files and their layout.
#pragma once

#include "definition/parse_context.h"
#include "definition/table_reader.h"

namespace sfi {

// Whether the definition is written in the version of the language that this program reads; otherwise a mistake is
// added, and the rest cannot be understood.
bool check_language(const TomlNode& root, ParseContext& context);
// [state], stored in the definition itself. `root` is the whole file.
void parse_state(const TomlNode& root, ParseContext& context);
// [chambers]
void parse_chambers(const TomlNode& node, ParseContext& context);

// [input.NAME], [layout.NAME], [table.NAME], [codes.NAME]; appended to the definition.
void parse_input(const TomlEntry& entry, ParseContext& context);
void parse_layout(const TomlEntry& entry, ParseContext& context);
void parse_table(const TomlEntry& entry, ParseContext& context);
void parse_codes(const TomlEntry& entry, ParseContext& context);

// The keys of a file (path, url, ...), in a section of its own or in the only table that reads it.
InputFile read_input(TableReader& reader, const std::string& name, ParseContext& context);
// The keys of a layout, in a section of its own or in the table.
Layout read_layout(TableReader& reader, const std::string& name, ParseContext& context);

// A section that nothing refers to was probably meant for something: the definition lists them.
void note_unused_sections(ParseContext& context);

}  // namespace sfi
