// Parses the parts of a definition that process rows: rules, lookups and streams.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definition/parse_context.h"
#include "definition/table_reader.h"

namespace sfi {

class ExpressionParser;

// [lookup.NAME]; appended to the definition.
void parse_lookup(const TomlEntry& entry, ParseContext& context);
// [stream.NAME]; appended to the definition.
void parse_stream(const TomlEntry& entry, ParseContext& context);

// The `rules` of a section, added to `rules`. Only rules of contributions may be `unlinked`.
void parse_rules(const TomlNode* node, bool of_contributions, ParseContext& context, std::vector<Rule>& rules);

// [stream.NAME.set]: the fields of the stream's record, and those of the shared parts that it does not set itself.
void parse_fields(const TomlNode& node, const std::vector<const TomlNode*>& parts, ParseContext& context,
                  Stream& stream);

// Of a stream: `key`, `repeated` and what belongs to them, `deletes`. Call it when the rules and slots are known.
void parse_versions(TableReader& reader, ParseContext& context, Stream& stream);
// Of a stream: `expect`.
void parse_expected(TableReader& reader, ParseContext& context, Stream& stream);
// A value or a list of them, not more than a key can have. `what` is the name of the list in messages.
std::vector<Expression> read_key(const TomlNode& node, std::string_view what, ExpressionParser& expressions,
                                 TableReader& reader);

// [shared.NAME]: rules and fields for the lookups and streams that `use` it. Only its keys are checked here.
void parse_shared(const TomlEntry& entry, ParseContext& context);
// The parts that a section names under `use`, in that order.
std::vector<const TomlNode*> shared_parts(TableReader& reader, ParseContext& context);

// Fields with a fixed set of words (kind, type, house): every text that the definition itself can put there,
// from a constant, a code table or a lookup, must be one of them.
void check_words(const Stream& stream, ParseContext& context);

}  // namespace sfi
