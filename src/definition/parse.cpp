#include "definition/parse.h"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "definition/parse_rows.h"
#include "definition/parse_sections.h"
#include "definition/table_reader.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

std::string joined(const std::vector<std::string>& mistakes) {
  std::string result = mistakes.size() == 1 ? "The definition has a mistake:"
                                            : fmt::format("The definition has {} mistakes:", mistakes.size());
  for (const std::string& mistake : mistakes) result += "\n" + mistake;
  return result;
}

std::string hash_of(const std::string& text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

using SectionParser = void (*)(const TomlEntry&, ParseContext&);

// All sections of one kind, such as [input.NAME].
void parse_named(const TomlNode* sections, const char* kind, SectionParser parse, ParseContext& context) {
  if (sections == nullptr) return;
  if (!sections->is_table()) {
    context.mistakes.add(sections->origin, fmt::format("'{0}' must be a section: write [{0}.NAME].", kind));
    return;
  }
  for (const TomlEntry& entry : sections->entries) {
    if (entry.value.is_table()) {
      parse(entry, context);
    } else {
      context.mistakes.add(entry.origin, fmt::format("'{1}' must be in a named section: "
                                                     "write [{0}.NAME] above it.",
                                                     kind, entry.key));
    }
  }
}

// Files are named by sections of their own and by tables; lists of them follow the file.
void sort_by_place(std::vector<InputFile>& inputs) {
  std::stable_sort(inputs.begin(), inputs.end(),
                   [](const InputFile& a, const InputFile& b) { return a.origin.line < b.origin.line; });
}

// In this order every part is parsed after those it refers to, whatever the order in the file.
void parse_all(const TomlNode& root, ParseContext& context) {
  if (!check_language(root, context)) return;
  TableReader reader(root, "the definition", context.mistakes);
  reader.find("state");
  parse_state(root, context);
  if (const TomlNode* chambers = reader.table("chambers")) parse_chambers(*chambers, context);
  parse_named(reader.find("input"), "input", parse_input, context);
  parse_named(reader.find("layout"), "layout", parse_layout, context);
  parse_named(reader.find("table"), "table", parse_table, context);
  sort_by_place(context.definition.inputs);
  parse_named(reader.find("codes"), "codes", parse_codes, context);
  parse_named(reader.find("shared"), "shared", parse_shared, context);
  const TomlNode* lookups = reader.find("lookup");
  if (lookups != nullptr) {
    for (const TomlEntry& entry : lookups->entries) context.lookup_names.push_back(entry.key);
  }
  parse_named(lookups, "lookup", parse_lookup, context);
  const TomlNode* streams = reader.find("stream");
  if (streams == nullptr) {
    context.mistakes.add({}, "No [stream.NAME] is defined, so nothing would be loaded.");
  }
  parse_named(streams, "stream", parse_stream, context);
  reader.finish();
  if (context.mistakes.empty()) note_unused_sections(context);
}

}  // namespace

DefinitionError::DefinitionError(std::vector<std::string> found)
    : Refused(joined(found),
              "Correct the file and try `state-fin-ingest check`; docs/definition-reference.md "
              "describes the language."),
      mistakes(std::move(found)) {}

Definition parse_definition(std::string text, const std::string& file) {
  Definition definition;
  definition.file = file;
  definition.hash = hash_of(text);
  definition.text = std::move(text);
  Mistakes mistakes;
  try {
    const TomlNode root = parse_toml(definition.text);
    ParseContext context{definition, mistakes, {}, {}, {}};
    parse_all(root, context);
  } catch (const TomlSyntaxError& error) {
    mistakes.add(error.origin, fmt::format("This is not TOML: {}.", error.what()));
  }
  if (!mistakes.empty()) throw DefinitionError(mistakes.listed(definition));
  return definition;
}

}  // namespace sfi
