// Which rows of a stream count where several compete.
#include <fmt/format.h>

#include <array>

#include "definition/parse_expression.h"
#include "definition/parse_rows.h"

namespace sfi {
namespace {

using Repeated = Versions::Repeated;

constexpr std::array<std::string_view, 7> kRepeated{"error",   "first",     "last",         "newest",
                                                    "highest", "last_file", "most_per_file"};

// The value by which `newest` and `highest` compare.
void read_rank(TableReader& reader, ExpressionParser& expressions, Versions& versions) {
  const TomlNode* newest_by = reader.find("newest_by");
  const TomlNode* highest_by = reader.find("highest_by");
  const auto go_together = [&](Repeated word, const char* by, const TomlNode* node, std::string_view what) {
    if ((versions.repeated == word) == (node != nullptr)) return;
    reader.mistake(reader.origin(node == nullptr ? "repeated" : by),
                   fmt::format("repeated = \"{}\" and '{}', the {} that decides, go together.",
                               kRepeated[static_cast<std::size_t>(word)], by, what));
  };
  go_together(Repeated::newest, "newest_by", newest_by, "date");
  go_together(Repeated::highest, "highest_by", highest_by, "number");
  if (newest_by != nullptr) versions.rank = expressions.date(*newest_by, "'newest_by'");
  if (highest_by != nullptr) versions.rank = expressions.money(*highest_by);
}

void read_versions(TableReader& reader, ExpressionParser& expressions, Stream& stream) {
  const TomlNode* key = reader.find("key");
  const TomlNode* repeated = reader.find("repeated");
  if (repeated == nullptr) {
    for (const char* alone : {"key", "newest_by", "highest_by"}) {
      if (reader.find(alone) == nullptr) continue;
      reader.mistake(reader.origin(alone), fmt::format("'{}' needs 'repeated': {}.", alone, either_of(kRepeated)));
      return;
    }
    return;
  }
  Versions versions;
  versions.origin = repeated->origin;
  const auto word = reader.choice("repeated", kRepeated);
  if (!word) return;
  versions.repeated = static_cast<Repeated>(*word);
  if (key != nullptr) {
    versions.key = read_key(*key, "key", expressions, reader);
  } else if (versions.repeated != Repeated::most_per_file) {
    reader.mistake(repeated->origin,
                   "'repeated' needs 'key': what rows have in common of which only one counts. (Only "
                   "\"most_per_file\" can go without: it then compares everything that is loaded.)");
  }
  read_rank(reader, expressions, versions);
  stream.versions = std::move(versions);
}

void read_deletions(TableReader& reader, ExpressionParser& expressions, ParseContext& context, Stream& stream) {
  const TomlNode* node = reader.table("deletes");
  if (node == nullptr) return;
  TableReader deletes(*node, "'deletes'", context.mistakes);
  Deletions deletions;
  deletions.origin = node->origin;
  if (const TomlNode* when = deletes.need("when")) deletions.when = expressions.condition(*when);
  const TomlNode* key = deletes.need("key");
  if (key != nullptr) deletions.key = read_key(*key, "key", expressions, deletes);
  const TomlNode* row_key = deletes.find("row_key");
  if (row_key == nullptr) row_key = key;
  if (row_key != nullptr) deletions.row_key = read_key(*row_key, "row_key", expressions, deletes);
  if (key != nullptr && deletions.key.size() != deletions.row_key.size()) {
    deletes.mistake(row_key->origin, fmt::format("'key' has {} value{}, but 'row_key' has {}.", deletions.key.size(),
                                                 deletions.key.size() == 1 ? "" : "s", deletions.row_key.size()));
  }
  deletes.finish();
  stream.deletions = std::move(deletions);
}

}  // namespace

void parse_versions(TableReader& reader, ParseContext& context, Stream& stream) {
  ExpressionParser expressions(context, stream.rules);
  read_versions(reader, expressions, stream);
  read_deletions(reader, expressions, context, stream);
  if (stream.versions && stream.deletions) {
    reader.mistake(stream.deletions->origin, "A stream has either 'repeated' or 'deletes', not both.");
  }
  if (!stream.slots.empty() && (stream.versions || stream.deletions)) {
    reader.mistake(stream.versions ? stream.versions->origin : stream.deletions->origin,
                   "A stream whose rows have several records (slots) can have neither 'repeated' nor 'deletes'.");
  }
}

}  // namespace sfi
