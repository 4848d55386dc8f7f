// The parts of a definition that work on rows: rules, lookups and streams.
#pragma once

#include <string>

#include "definition/parse_context.h"

namespace sfi {

// [lookup.NAME]; appended to the definition.
void parse_lookup(const TomlEntry& entry, ParseContext& context);
// [stream.NAME]; appended to the definition.
void parse_stream(const TomlEntry& entry, ParseContext& context);

// The `rule` list of a section. `section` is what messages call it: "lookup.candidates". Only rules of contributions
// may be `unlinked`.
void parse_rules(const TomlNode* node, const std::string& section, bool of_contributions, ParseContext& context,
                 std::vector<Rule>& rules);

// [stream.NAME.set]: the fields of the stream's record.
void parse_fields(const TomlNode& node, ParseContext& context, Stream& stream);

// Fields with a fixed set of words (kind, type, house): every text that the definition itself can put
// there, as a constant or by a code table, also through lookups, must be one of them.
void check_words(const Stream& stream, ParseContext& context);

}  // namespace sfi
