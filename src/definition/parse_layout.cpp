// [layout.NAME]
#include <fmt/format.h>

#include <array>

#include "base/nearest.h"
#include "definition/parse_sections.h"
#include "definition/table_reader.h"

namespace sfi {
namespace {

// A key whose value is a single byte, which is all that the splitter can look for.
char read_byte(TableReader& reader, std::string_view key, char fallback) {
  const std::string text = reader.text(key, std::string(1, fallback));
  if (text.size() == 1 && text[0] != '\n' && text[0] != '\r') return text[0];
  reader.mistake(reader.origin(key),
                 fmt::format("'{}' must be a single character such as \",\", \"|\" or \"\\t\".",
                             key));
  return fallback;
}

Encoding read_encoding(TableReader& reader, std::string_view key, Encoding fallback) {
  if (reader.find(key) == nullptr) return fallback;
  const std::string name = reader.needed_text(key);
  if (name.empty()) return fallback;
  if (const auto encoding = encoding_from(name)) return *encoding;
  static const std::vector<std::string> kNames{"utf-8",    "latin-1",  "windows-1252", "mac-roman",
                                               "cp437",    "utf-16le", "utf-16be"};
  const std::vector<std::string_view> words(kNames.begin(), kNames.end());
  reader.mistake(reader.origin(key), fmt::format("'{}' must be {}, not '{}'.{}", key,
                                                 either_of(words), name,
                                                 did_you_mean(name, kNames)));
  return fallback;
}

bool is_single_byte(Encoding encoding) {
  return encoding != Encoding::utf8 && encoding != Encoding::utf16le &&
         encoding != Encoding::utf16be;
}

Header read_header(TableReader& reader) {
  const TomlNode* node = reader.find("header");
  if (node != nullptr && node->is_text() && node->text == "detect") return Header::detect;
  return reader.boolean("header", true) ? Header::present : Header::absent;
}

void read_dialect(TableReader& reader, TextDialect& dialect) {
  static constexpr std::array<std::string_view, 3> kModes{"rfc", "raw", "lenient"};
  if (const auto mode = reader.choice("mode", kModes)) {
    dialect.mode = static_cast<QuoteMode>(*mode);
  }
  dialect.delimiter = read_byte(reader, "delimiter", dialect.delimiter);
  dialect.quote = read_byte(reader, "quoteChar", dialect.quote);
  dialect.double_quote = reader.boolean("doubleQuote", dialect.double_quote);
  if (dialect.mode != QuoteMode::raw && dialect.delimiter == dialect.quote) {
    reader.mistake(reader.origin("delimiter"), "'delimiter' and 'quoteChar' must differ.");
  }
}

}  // namespace

void parse_layout(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, fmt::format("[layout.{}]", entry.key), context.mistakes);
  Layout layout;
  layout.name = entry.key;
  layout.origin = entry.origin;
  read_dialect(reader, layout.dialect);
  layout.header = read_header(reader);
  layout.trim = reader.boolean("trim", true);
  layout.pad_short_rows = reader.boolean("padShortRows", false);
  layout.drop_blank_extra = reader.boolean("dropBlankExtra", false);
  layout.missing_values = reader.texts("missingValues");
  layout.strip_nul = reader.boolean("stripNul", false);
  layout.encoding = read_encoding(reader, "encoding", layout.encoding);
  layout.fallback_encoding =
      read_encoding(reader, "fallbackEncoding", layout.fallback_encoding);
  if (!is_single_byte(layout.fallback_encoding)) {
    reader.mistake(reader.origin("fallbackEncoding"),
                   "'fallbackEncoding' must be an encoding of one byte for each character, such "
                   "as windows-1252.");
  }
  reader.finish();
  context.definition.layouts.push_back(std::move(layout));
}

}  // namespace sfi
