// Streams and the fields of their records.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "definition/parse_expression.h"
#include "definition/parse_rows.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

constexpr std::string_view kExtraGroup = "addtl_data";

constexpr std::array<std::string_view, 5> kNeededByContribs{"contribution_id", "contribution_date", "amount", "kind",
                                                            "filer.filer_id"};
constexpr std::array<std::string_view, 2> kNeededByReports{"report_id", "filer.filer_id"};

std::span<const std::string_view> needed_fields(RecordType type) {
  if (type == RecordType::contribs) return kNeededByContribs;
  return kNeededByReports;
}

bool is_group(RecordType type, std::string_view name) {
  const auto fields = fields_of(type);
  return std::any_of(fields.begin(), fields.end(), [name](const FieldInfo& info) {
    return info.group == name || (info.kind == FieldKind::extra && info.name == name);
  });
}

// One field as written in the file; its path is joined from the nested tables.
struct FieldEntry {
  std::string path;
  const TomlNode* value;
  Origin origin;
};

class FieldParser {
 public:
  FieldParser(ParseContext& context, const Stream& stream, std::vector<NamedExpression>& fields)
      : context_(context), stream_(stream), fields_(fields), expressions_(context, stream.rules) {}

  void parse(const TomlNode& set) {
    for (const FieldEntry& entry : flatten(set)) add(entry);
  }
  // The same for fields that a section shares with others: its own, and those of a part named before, come first.
  void parse_what_is_not_set(const TomlNode& set) {
    for (const FieldEntry& entry : flatten(set)) {
      if (find_named(fields_, entry.path) == nullptr) add(entry);
    }
  }
  void check_needed(Origin origin);

 private:
  std::vector<FieldEntry> flatten(const TomlNode& set);
  void add(const FieldEntry& entry);
  Expression expression(const FieldInfo& info, const TomlNode& node);
  void unknown(const FieldEntry& entry);
  std::string suggestion(const std::string& path) const;

  ParseContext& context_;
  const Stream& stream_;
  std::vector<NamedExpression>& fields_;
  ExpressionParser expressions_;
};

std::vector<FieldEntry> FieldParser::flatten(const TomlNode& set) {
  std::vector<FieldEntry> entries;
  for (const TomlEntry& entry : set.entries) {
    if (!entry.value.is_table() || !is_group(stream_.record, entry.key)) {
      entries.push_back({entry.key, &entry.value, entry.origin});
      continue;
    }
    for (const TomlEntry& nested : entry.value.entries) {
      entries.push_back({entry.key + "." + nested.key, &nested.value, nested.origin});
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const FieldEntry& a, const FieldEntry& b) {
    return std::pair(a.origin.line, a.origin.column) < std::pair(b.origin.line, b.origin.column);
  });
  return entries;
}

void FieldParser::add(const FieldEntry& entry) {
  if (find_named(fields_, entry.path) != nullptr) {
    context_.mistakes.add(entry.origin, fmt::format("'{}' is set twice.", entry.path));
    return;
  }
  NamedExpression field{entry.path, {}, entry.origin};
  const std::string extra = std::string(kExtraGroup) + ".";
  if (entry.path.size() > extra.size() && entry.path.starts_with(extra) && is_group(stream_.record, kExtraGroup)) {
    field.expression = expressions_.text(*entry.value);
  } else {
    const FieldInfo* info = find_field(stream_.record, entry.path);
    if (info == nullptr || info->kind == FieldKind::extra) {
      unknown(entry);
      return;
    }
    if (is_set_by_program(*info)) {
      context_.mistakes.add(entry.origin, fmt::format("'{}' is set by the program; remove it.", entry.path));
      return;
    }
    field.expression = expression(*info, *entry.value);
  }
  fields_.push_back(std::move(field));
}

Expression FieldParser::expression(const FieldInfo& info, const TomlNode& node) {
  switch (info.kind) {
    case FieldKind::date:
    case FieldKind::datetime:
      return expressions_.date(node, fmt::format("'{}'", info.path));
    case FieldKind::money:
      return expressions_.money(node);
    case FieldKind::text:
    case FieldKind::integer:  // a district: a text, from which the program takes the number
    case FieldKind::extra:
      break;
  }
  return info.field == id_field(stream_.record) ? expressions_.id(node) : expressions_.text(node);
}

void FieldParser::unknown(const FieldEntry& entry) {
  if (is_group(stream_.record, entry.path)) {
    context_.mistakes.add(entry.origin,
                          fmt::format("'{0}' is a group of fields; write {0}.NAME = ... for each.", entry.path));
    return;
  }
  context_.mistakes.add(entry.origin, fmt::format("Records of '{}' have no field '{}'.{}", to_string(stream_.record),
                                                  entry.path, suggestion(entry.path)));
}

// Within a group only its own fields are meant: the group's name, which they share, would make unlike names look alike.
std::string FieldParser::suggestion(const std::string& path) const {
  const std::size_t dot = std::min(path.find('.'), path.size());
  const std::string group = path.substr(0, dot);
  std::vector<std::string> paths;
  std::vector<std::string> names;
  for (const FieldInfo& info : fields_of(stream_.record)) {
    if (is_set_by_program(info)) continue;
    paths.emplace_back(info.path);
    if (info.group == group) names.emplace_back(info.name);
  }
  if (names.empty()) return did_you_mean(path, paths);
  const std::string near = nearest(path.substr(dot + 1), names);
  if (!near.empty()) return fmt::format(" Did you mean '{}.{}'?", group, near);
  return fmt::format(" '{}' has {}.", group, fmt::join(names, ", "));
}

void FieldParser::check_needed(Origin origin) {
  for (const std::string_view path : needed_fields(stream_.record)) {
    const std::string name(path);
    const bool in_slots = !stream_.slots.empty() &&
                          std::all_of(stream_.slots.begin(), stream_.slots.end(),
                                      [&](const RecordSlot& slot) { return find_named(slot.fields, name) != nullptr; });
    if (in_slots || find_named(stream_.fields, name) != nullptr) continue;
    context_.mistakes.add(origin, fmt::format("[stream.{}.set] must set '{}'.", stream_.name, path));
  }
}

}  // namespace

namespace {

void parse_slots(const TomlNode* node, ParseContext& context, Stream& stream) {
  if (node == nullptr) return;
  if (!node->is_list()) {
    context.mistakes.add(node->origin, fmt::format("Slots are a list: write [[stream.{}.slot]] with "
                                                   "two brackets on each side.",
                                                   stream.name));
    return;
  }
  ExpressionParser expressions(context, stream.rules);
  for (const TomlNode& item : node->items) {
    TableReader reader(item, "this slot", context.mistakes);
    RecordSlot slot;
    slot.origin = item.origin;
    if (const TomlNode* unused = reader.find("unused")) slot.unused = expressions.condition(*unused);
    if (reader.need("set") != nullptr) {
      if (const TomlNode* set = reader.table("set")) {
        FieldParser(context, stream, slot.fields).parse(*set);
      }
    }
    reader.finish();
    stream.slots.push_back(std::move(slot));
  }
}

}  // namespace

// `own` is the stream's own `set`; null if all of its fields are shared ones.
void parse_fields(const TomlNode* own, const std::vector<const TomlNode*>& parts, ParseContext& context,
                  Stream& stream) {
  FieldParser parser(context, stream, stream.fields);
  if (own != nullptr) parser.parse(*own);
  for (const TomlNode* part : parts) {
    if (const TomlNode* set = part->find("set")) parser.parse_what_is_not_set(*set);
  }
  parser.check_needed(own != nullptr ? own->origin : stream.origin);
}

void parse_stream(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, fmt::format("[stream.{}]", entry.key), context.mistakes);
  Stream stream;
  stream.name = entry.key;
  stream.origin = entry.origin;
  static constexpr std::array<std::string_view, 2> kWords{"contribs", "reports"};
  const auto record = reader.needed_choice("record", kWords);
  if (record) stream.record = kRecordTypes[*record];
  stream.table = reader.needed_text("table");
  static constexpr std::array<std::string_view, 2> kDuplicates{"error", "skip"};
  stream.skip_repeats = reader.choice("duplicates", kDuplicates).value_or(0) == 1;
  check_name(stream.table, reader.origin("table"), "table", names_of(context.definition.tables), context.mistakes);
  const std::vector<const TomlNode*> parts = shared_parts(reader, context);
  const bool of_contributions = stream.record == RecordType::contribs;
  for (const TomlNode* part : parts) parse_rules(part->find("rules"), of_contributions, context, stream.rules);
  parse_rules(reader.find("rules"), of_contributions, context, stream.rules);
  const auto sets = [](const TomlNode* part) { return part->find("set") != nullptr; };
  const bool all_shared = reader.find("set") == nullptr && std::any_of(parts.begin(), parts.end(), sets);
  const TomlNode* set = all_shared || reader.need("set") == nullptr ? nullptr : reader.table("set");
  // The record type decides which fields exist: without it every field would be reported as unknown.
  if ((set != nullptr || all_shared) && record) {
    parse_slots(reader.find("slot"), context, stream);
    parse_fields(set, parts, context, stream);
    check_words(stream, context);
    parse_expected(reader, context, stream);
  }
  parse_versions(reader, context, stream);
  reader.finish();
  context.definition.streams.push_back(std::move(stream));
}

}  // namespace sfi
