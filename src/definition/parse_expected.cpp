// [stream.NAME.expect]
#include <fmt/format.h>

#include "definition/parse_rows.h"

namespace sfi {
namespace {

void add(const std::string& path, const TomlNode& share, Origin origin, ParseContext& context, Stream& stream) {
  const FieldInfo* field = find_field(stream.record, path);
  if (field == nullptr || field->kind == FieldKind::extra) {
    context.mistakes.add(origin, fmt::format("Records of '{}' have no field '{}'.", to_string(stream.record), path));
    return;
  }
  if (share.type != TomlNode::Type::integer || share.integer < 1 || share.integer > 100) {
    context.mistakes.add(share.origin, fmt::format("'{}' must be a whole number of per cent, from 1 to 100.", path));
    return;
  }
  stream.expected.push_back({field->field, static_cast<unsigned>(share.integer), origin});
}

}  // namespace

void parse_expected(TableReader& reader, ParseContext& context, Stream& stream) {
  const TomlNode* expected = reader.table("expect");
  if (expected == nullptr) return;
  for (const TomlEntry& entry : expected->entries) {
    if (!entry.value.is_table()) add(entry.key, entry.value, entry.origin, context, stream);
    for (const TomlEntry& nested : entry.value.entries) {
      add(fmt::format("{}.{}", entry.key, nested.key), nested.value, nested.origin, context, stream);
    }
  }
}

}  // namespace sfi
