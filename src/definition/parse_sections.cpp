#include "definition/parse_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>

#include "definition/table_reader.h"

namespace sfi {
namespace {

constexpr const char* kDefaultLayout = "default";

// The folder of the definition; empty if its path has none.
std::string folder_of(const std::string& file) {
  return std::filesystem::path(file).parent_path().filename().string();
}

void check_code(const std::string& code, Origin origin, ParseContext& context) {
  if (code.empty()) return;
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (code.size() != 2 || !std::all_of(code.begin(), code.end(), small)) {
    context.mistakes.add(origin, fmt::format("'code' must be the state's two letters in lower case, "
                                             "not '{}'.",
                                             code));
    return;
  }
  const std::string folder = folder_of(context.definition.file);
  if (folder.empty() || folder == code) return;
  context.mistakes.add(origin, fmt::format("'code' is '{}', but the definition is in the folder "
                                           "'{}'; they must be the same.",
                                           code, folder));
}

void check_columns(const Table& table, const TableReader& reader, ParseContext& context) {
  const Layout* layout = find_named(context.definition.layouts, table.layout);
  if (layout == nullptr) return;  // reported where it is named
  const bool has_header = layout->header == Header::present || layout->header == Header::search;
  if (!has_header && table.columns.empty()) {
    context.mistakes.add(reader.origin(), fmt::format("The layout '{}' can lack a header row, so {} needs 'columns' "
                                                      "with the names of all columns.",
                                                      table.layout, reader.place()));
  } else if (has_header && !table.columns.empty()) {
    context.mistakes.add(reader.origin("columns"),
                         fmt::format("The layout '{}' has a header row, which names the columns: "
                                     "remove 'columns', or set header = false or \"detect\" in the layout.",
                                     table.layout));
  }
}

void check_widths(const Table& table, const TableReader& reader, ParseContext& context) {
  const Layout* layout = find_named(context.definition.layouts, table.layout);
  if (layout == nullptr || layout->widths.empty()) return;
  for (const auto& names : table.columns) {
    if (names.size() == layout->widths.size()) continue;
    context.mistakes.add(reader.origin("columns"),
                         fmt::format("{} names {} columns, but the layout '{}' has {} widths.", reader.place(),
                                     names.size(), table.layout, layout->widths.size()));
  }
}

// One list of names, or a list of such lists.
void read_columns(TableReader& reader, Table& table) {
  const TomlNode* node = reader.find("columns");
  if (node == nullptr) return;
  const bool nested = node->is_list() && !node->items.empty() && node->items.front().is_list();
  if (!nested) {
    auto names = reader.texts("columns");
    if (!names.empty()) table.columns.push_back(std::move(names));
    return;
  }
  for (const TomlNode& list : node->items) {
    std::vector<std::string> names;
    for (const TomlNode& name : list.items) {
      if (name.is_text())
        names.push_back(name.text);
      else
        reader.mistake(name.origin, "'columns' must hold names in quotes.");
    }
    table.columns.push_back(std::move(names));
  }
}

// A name, or a number from 1.
std::string read_sheet(TableReader& reader) {
  const TomlNode* node = reader.find("sheet");
  if (node != nullptr && node->type == TomlNode::Type::integer) return std::to_string(node->integer);
  return reader.text("sheet");
}

void read_aliases(TableReader& reader, ParseContext& context, Table& table) {
  const TomlNode* node = reader.table("aliases");
  if (node == nullptr) return;
  TableReader aliases(*node, "'aliases'", context.mistakes);
  for (const TomlEntry& entry : node->entries) table.aliases[entry.key] = aliases.texts(entry.key);
}

// What the values of a column must look like in every row.
void read_must_match(TableReader& reader, ParseContext& context, Table& table) {
  const TomlNode* node = reader.table("must_match");
  if (node == nullptr) return;
  table.must_match_origin = node->origin;
  TableReader columns(*node, "'must_match'", context.mistakes);
  for (const TomlEntry& entry : node->entries) {
    const std::string pattern = columns.needed_text(entry.key);
    check_pattern(pattern, columns.origin(entry.key), -1, context.mistakes);
    table.must_match[entry.key] = pattern;
  }
}

// What the table is read from: an input that other tables may read too, or a file of its own.
void read_source(TableReader& reader, ParseContext& context, Table& table) {
  auto& inputs = context.definition.inputs;
  if (reader.find("input") != nullptr) {
    table.input = reader.needed_text("input");
    check_name(table.input, reader.origin("input"), "input", names_of(inputs), context.mistakes);
    table.required = reader.boolean("required", true);
    return;
  }
  if (reader.find("path") == nullptr) {
    reader.mistake(reader.origin(), fmt::format("{} needs 'path', the file that it is read from, or 'input', the name "
                                                "of a section [input.NAME].",
                                                reader.place()));
    return;
  }
  table.input = table.name;
  if (find_named(inputs, table.name) != nullptr) {
    reader.mistake(reader.origin("path"), fmt::format("There is a section [input.{0}] already: write input = \"{0}\" "
                                                      "or give the table another name.",
                                                      table.name));
    return;
  }
  inputs.push_back(read_input(reader, table.name, context));
}

// The name of a layout, a layout that only this table has, or nothing: [layout.default] or, without it, RFC 4180.
void read_table_layout(TableReader& reader, ParseContext& context, Table& table) {
  auto& layouts = context.definition.layouts;
  const TomlNode* node = reader.find("layout");
  if (node != nullptr && node->is_table()) {
    TableReader own(*node, fmt::format("'layout' of {}", reader.place()), context.mistakes);
    table.layout = "table." + table.name;
    layouts.push_back(read_layout(own, table.layout, context));
    return;
  }
  table.layout = node == nullptr ? kDefaultLayout : reader.needed_text("layout");
  if (node == nullptr && find_named(layouts, table.layout) == nullptr) {
    Layout layout;
    layout.name = kDefaultLayout;
    layouts.push_back(std::move(layout));
  }
  check_name(table.layout, reader.origin("layout"), "layout", names_of(layouts), context.mistakes);
}

}  // namespace

bool check_language(const TomlNode& root, ParseContext& context) {
  constexpr std::int64_t kLanguage = 1;
  const TomlNode* state = root.find("state");
  if (state == nullptr || !state->is_table()) return true;  // reported where the section is read
  const TomlNode* language = state->find("language");
  if (language == nullptr) {
    context.mistakes.add(state->origin,
                         "[state] needs 'language = 1'. A definition without it was written before version 1 of the "
                         "language: docs/definition-reference.md lists what to change.");
    return false;
  }
  if (language->type == TomlNode::Type::integer && language->integer == kLanguage) return true;
  context.mistakes.add(language->origin,
                       fmt::format("This program reads language {}: for a newer one, install a newer version of the "
                                   "program.",
                                   kLanguage));
  return false;
}

constexpr std::array<std::string_view, 3> kEvidence{"files", "excerpts", "descriptions"};

AboutState parse_about(TableReader& reader) {
  AboutState about;
  about.agency = reader.needed_text("agency");
  about.portal = reader.text("portal");
  if (reader.find("since") != nullptr) about.since = static_cast<int>(reader.needed_integer("since"));
  if (const auto kind = reader.choice("checked_against", kEvidence)) about.checked_against = kEvidence[*kind];
  about.coverage = reader.text("coverage");
  about.notes = reader.texts("notes");
  return about;
}

void parse_state(const TomlNode& root, ParseContext& context) {
  const TomlNode* node = root.find("state");
  if (node == nullptr) {
    context.mistakes.add({}, "The section [state] is missing.");
    return;
  }
  if (!node->is_table()) {
    context.mistakes.add(node->origin, "'state' must be a section: write [state].");
    return;
  }
  TableReader reader(*node, "[state]", context.mistakes);
  Definition& definition = context.definition;
  reader.find("language");  // checked before
  definition.ignore_case = reader.boolean("ignore_case", false);
  definition.code = reader.needed_text("code");
  check_code(definition.code, reader.origin("code"), context);
  definition.state_name = reader.needed_text("name");
  definition.about = parse_about(reader);
  reader.finish();
}

void parse_chambers(const TomlNode& node, ParseContext& context) {
  TableReader reader(node, "[chambers]", context.mistakes);
  for (const char* code : {"lower", "upper", "unicameral"}) reader.table(code);
  for (const TomlEntry& entry : node.entries) {
    const bool known = entry.key == "lower" || entry.key == "upper" || entry.key == "unicameral";
    if (!known || !entry.value.is_table()) continue;
    TableReader chamber(entry.value, fmt::format("the chamber '{}'", entry.key), context.mistakes);
    const std::string name = chamber.needed_text("name");
    const std::int64_t seats = chamber.needed_integer("seats");
    const bool fits = seats > 0 && seats <= std::numeric_limits<int>::max();
    const TomlNode* given = entry.value.find("seats");
    if (!fits && given != nullptr && given->type == TomlNode::Type::integer) {
      chamber.mistake(given->origin, "'seats' must be more than 0.");
    }
    context.definition.chambers.push_back({entry.key, name, fits ? static_cast<int>(seats) : 0});
    chamber.finish();
  }
  reader.finish();
}

void parse_table(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, fmt::format("[table.{}]", entry.key), context.mistakes);
  Table table;
  table.name = entry.key;
  table.origin = entry.origin;
  read_source(reader, context, table);
  table.members = reader.text("members");
  check_pattern(table.members, reader.origin("members"), -1, context.mistakes);
  read_table_layout(reader, context, table);
  table.sheet = read_sheet(reader);
  read_columns(reader, table);
  table.optional = reader.texts("optional");
  if (reader.find("ignored") != nullptr) table.ignored = reader.texts("ignored");
  read_aliases(reader, context, table);
  read_must_match(reader, context, table);
  table.phantom_column = reader.text("phantom_column");
  table.allow_empty = reader.boolean("allow_empty", false);
  check_columns(table, reader, context);
  check_widths(table, reader, context);
  reader.finish();
  context.definition.tables.push_back(std::move(table));
}

void parse_codes(const TomlEntry& entry, ParseContext& context) {
  CodeTable table;
  table.name = entry.key;
  table.origin = entry.origin;
  auto& origins = context.code_origins[entry.key];
  for (const TomlEntry& code : entry.value.entries) {
    if (code.value.is_text()) {
      table.codes[code.key] = code.value.text;
      origins[code.key] = code.value.origin;
    } else if (code.value.is_table()) {
      context.mistakes.add(code.origin, "A code that contains a dot needs quotes: \"A.1\" = \"...\".");
    } else {
      context.mistakes.add(code.value.origin, fmt::format("The meaning of code '{}' must be a text in quotes, not "
                                                          "{}.",
                                                          code.key, code.value.described()));
    }
  }
  context.definition.code_tables.push_back(std::move(table));
}

}  // namespace sfi
