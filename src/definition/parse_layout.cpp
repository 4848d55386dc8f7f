// [layout.NAME] and [layout.NAME.repair]
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "definition/parse_sections.h"
#include "definition/table_reader.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

// The value must be a single byte: the splitter cannot look for more.
char read_byte(TableReader& reader, std::string_view key, char fallback) {
  const std::string text = reader.text(key, std::string(1, fallback));
  if (text.size() == 1 && text[0] != '\n' && text[0] != '\r') return text[0];
  reader.mistake(reader.origin(key),
                 fmt::format("'{}' must be a single character such as \",\", \"|\" or \"\\t\".", key));
  return fallback;
}

std::uint32_t read_skip_lines(TableReader& reader) {
  const TomlNode* node = reader.find("skip_lines");
  if (node == nullptr) return 0;
  if (node->type == TomlNode::Type::integer && node->integer > 0 && node->integer <= 1000) {
    return static_cast<std::uint32_t>(node->integer);
  }
  reader.mistake(node->origin, "'skip_lines' must be a whole number from 1 to 1000.");
  return 0;
}

Encoding read_encoding(TableReader& reader, std::string_view key, Encoding fallback) {
  if (reader.find(key) == nullptr) return fallback;
  const std::string name = reader.needed_text(key);
  if (name.empty()) return fallback;
  if (const auto encoding = encoding_from(name)) return *encoding;
  static const std::vector<std::string> kNames{"utf-8", "latin-1",  "windows-1252", "mac-roman",
                                               "cp437", "utf-16le", "utf-16be"};
  const std::vector<std::string_view> words(kNames.begin(), kNames.end());
  reader.mistake(reader.origin(key),
                 fmt::format("'{}' must be {}, not '{}'.{}", key, either_of(words), name, did_you_mean(name, kNames)));
  return fallback;
}

bool is_single_byte(Encoding encoding) {
  return encoding != Encoding::utf8 && encoding != Encoding::utf16le && encoding != Encoding::utf16be;
}

Header read_header(TableReader& reader) {
  const TomlNode* node = reader.find("header");
  if (node != nullptr && node->is_text() && node->text == "detect") return Header::detect;
  if (node != nullptr && node->is_text() && node->text == "search") return Header::search;
  return reader.boolean("header", true) ? Header::present : Header::absent;
}

void read_dialect(TableReader& reader, TextDialect& dialect) {
  static constexpr std::array<std::string_view, 3> kModes{"rfc", "raw", "lenient"};
  if (const auto mode = reader.choice("mode", kModes)) {
    dialect.mode = static_cast<QuoteMode>(*mode);
  }
  dialect.delimiter = read_byte(reader, "delimiter", dialect.delimiter);
  dialect.quote = read_byte(reader, "quote_char", dialect.quote);
  const bool escapes = reader.find("escape_char") != nullptr;
  if (escapes) dialect.escape = read_byte(reader, "escape_char", '\\');
  dialect.double_quote = reader.boolean("double_quote", !escapes);
  dialect.skip_initial_space = reader.boolean("skip_initial_space", false);
  if (escapes && dialect.double_quote) {
    reader.mistake(reader.origin("double_quote"), "With 'escape_char' quotes are not doubled: remove one of the two.");
  }
  if (escapes && (dialect.escape == dialect.quote || dialect.escape == dialect.delimiter)) {
    reader.mistake(reader.origin("escape_char"), "'escape_char' must differ from 'quote_char' and 'delimiter'.");
  }
  if (dialect.skip_initial_space && (dialect.delimiter == ' ' || dialect.quote == ' ')) {
    reader.mistake(reader.origin("skip_initial_space"),
                   "With 'skip_initial_space' neither 'delimiter' nor 'quote_char' can be a space.");
  }
  if (dialect.mode != QuoteMode::raw && dialect.delimiter == dialect.quote) {
    reader.mistake(reader.origin("delimiter"), "'delimiter' and 'quote_char' must differ.");
  }
}

Format read_format(TableReader& reader) {
  static constexpr std::array<std::string_view, 5> kFormats{"text", "workbook", "html", "json", "access"};
  const auto format = reader.choice("format", kFormats);
  return format ? static_cast<Format>(*format + 1) : Format::any;
}

// A list of whole numbers above 0; a single number counts as a list of one.
template <typename Number>
std::vector<Number> read_numbers(TableReader& reader, std::string_view key) {
  std::vector<Number> numbers;
  const TomlNode* node = reader.find(key);
  if (node == nullptr) return numbers;
  const std::vector<TomlNode> one{*node};
  for (const TomlNode& item : node->is_list() ? node->items : one) {
    if (item.type == TomlNode::Type::integer && item.integer > 0) {
      numbers.push_back(static_cast<Number>(item.integer));
    } else {
      reader.mistake(item.origin, fmt::format("'{}' must hold whole numbers above 0.", key));
    }
  }
  return numbers;
}

std::string read_pattern(TableReader& reader, std::string_view key, int groups, ParseContext& context) {
  std::string pattern = reader.text(key);
  if (!pattern.empty()) check_pattern(pattern, reader.origin(key), groups, context.mistakes);
  return pattern;
}

void read_join_lines(TableReader& reader, RepairRules& rules) {
  const TomlNode* node = reader.find("join_lines");
  if (node != nullptr && node->type == TomlNode::Type::integer && node->integer > 1) {
    rules.join_lines = true;
    rules.join_fields = static_cast<std::uint32_t>(node->integer);
  } else {
    rules.join_lines = reader.boolean("join_lines", false);
  }
}

// edit_lines = [{ match = '^\d', replace = ',\0' }]
std::vector<LineEdit> read_line_edits(TableReader& reader, ParseContext& context) {
  std::vector<LineEdit> edits;
  const TomlNode* list = reader.find("edit_lines");
  if (list == nullptr) return edits;
  const auto is_table = [](const TomlNode& item) { return item.is_table(); };
  if (!list->is_list() || !std::all_of(list->items.begin(), list->items.end(), is_table)) {
    reader.mistake(list->origin, "'edit_lines' must be a list of tables with 'match' and 'replace'.");
    return edits;
  }
  for (const TomlNode& node : list->items) {
    TableReader edit(node, "'edit_lines'", context.mistakes);
    edit.need("match");
    edit.need("replace");
    LineEdit line{read_pattern(edit, "match", -1, context), edit.text("replace")};
    const RE2 pattern(line.pattern, RE2::Quiet);
    std::string error;
    if (pattern.ok() && !pattern.CheckRewriteString(line.replacement, &error)) {
      edit.mistake(edit.origin("replace"),
                   fmt::format("'replace' is not a valid text for the groups of 'match': {}.", error));
    }
    edit.finish();
    edits.push_back(std::move(line));
  }
  return edits;
}

// [layout.NAME.repair]
RepairRules read_repair(TableReader& layout, ParseContext& context) {
  RepairRules rules;
  const TomlNode* node = layout.table("repair");
  if (node == nullptr) return rules;
  TableReader reader(*node, "'repair'", context.mistakes);
  rules.origin = reader.origin();
  read_join_lines(reader, rules);
  rules.edit_lines = read_line_edits(reader, context);
  rules.record_start = read_pattern(reader, "record_start", -1, context);
  rules.record_end = read_pattern(reader, "record_end", -1, context);
  rules.crlf_only = reader.boolean("crlf_only", false);
  rules.free_text = reader.texts("free_text");
  if (const TomlNode* patterns = reader.table("must_match")) {
    TableReader columns(*patterns, "'must_match'", context.mistakes);
    for (const TomlEntry& entry : patterns->entries) {
      rules.must_match[entry.key] = read_pattern(columns, entry.key, -1, context);
    }
  }
  if (rules.free_text.size() > 1 && rules.must_match.empty()) {
    reader.mistake(reader.origin("free_text"),
                   "Several 'free_text' columns need 'must_match', which shows which of them a surplus "
                   "delimiter belongs to.");
  }
  reader.finish();
  return rules;
}

// Names with dots between.
std::vector<std::string> read_row_paths(TableReader& reader) {
  std::vector<std::string> paths = reader.texts("row_path");
  for (const std::string& path : paths) {
    const std::string bounded = "." + path + ".";
    if (bounded.find("..") == std::string::npos) continue;
    reader.mistake(
        reader.origin("row_path"),
        fmt::format("'row_path' must be names with dots between, such as \"data.items\", not \"{}\".", path));
  }
  return paths;
}

// What counts for one format only.
void read_format_keys(TableReader& reader, Layout& layout) {
  layout.row_paths = read_row_paths(reader);
  layout.label_pairs = reader.boolean("label_pairs", false);
  layout.line_break = reader.text("line_break", layout.line_break);
  if (layout.line_break.empty()) reader.mistake(reader.origin("line_break"), "'line_break' must not be empty.");
  const auto check = [&](std::string_view key, Format format, std::string_view word) {
    if (reader.find(key) == nullptr || layout.format == Format::any || layout.format == format) return;
    reader.mistake(reader.origin(key), fmt::format("'{}' counts for format = \"{}\" only.", key, word));
  };
  check("row_path", Format::json, "json");
  check("label_pairs", Format::html, "html");
  check("line_break", Format::html, "html");
}

}  // namespace

Layout read_layout(TableReader& reader, const std::string& name, ParseContext& context) {
  Layout layout;
  layout.name = name;
  layout.origin = reader.origin();
  read_dialect(reader, layout.dialect);
  layout.skip_lines = read_skip_lines(reader);
  layout.header = read_header(reader);
  layout.trim = reader.boolean("trim", true);
  layout.pad_short_rows = reader.boolean("pad_short_rows", false);
  layout.drop_blank_extra = reader.boolean("drop_blank_extra", false);
  layout.missing_values = reader.texts("missing_values");
  layout.excel_text = reader.boolean("excel_text", false);
  layout.strip_nul = reader.boolean("strip_nul", false);
  layout.encoding = read_encoding(reader, "encoding", layout.encoding);
  layout.fallback_encoding = read_encoding(reader, "fallback_encoding", layout.fallback_encoding);
  if (!is_single_byte(layout.fallback_encoding)) {
    reader.mistake(reader.origin("fallback_encoding"),
                   "'fallback_encoding' must be a single-byte encoding such as windows-1252.");
  }
  layout.format = read_format(reader);
  read_format_keys(reader, layout);
  layout.widths = read_numbers<std::uint32_t>(reader, "widths");
  layout.trailer = read_pattern(reader, "trailer", 1, context);
  layout.row_caps = read_numbers<std::uint64_t>(reader, "row_caps");
  layout.repair = read_repair(reader, context);
  reader.finish();
  return layout;
}

void parse_layout(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, fmt::format("[layout.{}]", entry.key), context.mistakes);
  context.definition.layouts.push_back(read_layout(reader, entry.key, context));
}

}  // namespace sfi
