// Parses the parts of a definition that process rows: rules, lookups and streams.
#pragma once

#include <string>

#include "definition/parse_context.h"

namespace sfi {

// [lookup.NAME]; appended to the definition.
void parse_lookup(const TomlEntry& entry, ParseContext& context);
// [stream.NAME]; appended to the definition.
void parse_stream(const TomlEntry& entry, ParseContext& context);

// The `rule` list of a section, which messages call `section`: "lookup.candidates". Only rules of contributions
// may be `unlinked`.
void parse_rules(const TomlNode* node, const std::string& section, bool of_contributions, ParseContext& context,
                 std::vector<Rule>& rules);

// [stream.NAME.set]: the fields of the stream's record.
void parse_fields(const TomlNode& node, ParseContext& context, Stream& stream);

// Fields with a fixed set of words (kind, type, house): every text that the definition itself can put there,
// from a constant, a code table or a lookup, must be one of them.
void check_words(const Stream& stream, ParseContext& context);

}  // namespace sfi
