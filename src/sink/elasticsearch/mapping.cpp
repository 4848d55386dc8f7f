#include "sink/elasticsearch/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sfi {
namespace {

// Lucene takes terms of at most 32,766 bytes; 8,191 characters of UTF-8 always fit.
constexpr std::string_view kWord = R"({"type":"keyword","ignore_above":8191})";
constexpr std::string_view kWordAndText = R"({"type":"keyword","ignore_above":8191,"fields":{"text":{"type":"text"}}})";
constexpr std::string_view kTextAndWord =
    R"({"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":8191}}})";

// Codes, ids and closed lists: nobody searches for a word in them.
constexpr std::array kCodes{Field::contribution_id,
                            Field::report_id,
                            Field::jurisdiction,
                            Field::kind,
                            Field::type,
                            Field::state,
                            Field::zip,
                            Field::candidate_district_name,
                            Field::source_file};
// Free text that was a plain keyword in the predecessor's indices.
constexpr std::array kKeywords{Field::city, Field::memo, Field::occupation, Field::job_title};

template <typename List>
bool is_in(const List& list, Field field) {
  return std::find(list.begin(), list.end(), field) != list.end();
}

std::string_view field_mapping(const FieldInfo& field, std::string_view extra_mapping) {
  switch (field.kind) {
    case FieldKind::date:
    case FieldKind::datetime:
      return R"({"type":"date","format":"strict_date_optional_time"})";
    case FieldKind::money:
      return R"({"type":"scaled_float","scaling_factor":100})";
    case FieldKind::integer:
      return R"({"type":"integer"})";
    case FieldKind::extra:
      return extra_mapping;
    case FieldKind::text:
      break;
  }
  if (is_in(kCodes, field.field)) return kWord;
  return is_in(kKeywords, field.field) ? kWordAndText : kTextAndWord;
}

}  // namespace

std::vector<std::string_view> extra_mappings(const Server& server) {
  constexpr std::string_view kUnindexed = R"({"type":"object","enabled":false})";
  if (server.product == Server::Product::opensearch) return {R"({"type":"flat_object"})", kUnindexed};
  return {R"({"type":"flattened","ignore_above":8191})", kUnindexed};
}

std::string mappings_json(RecordType type, std::string_view extra_mapping, std::string_view meta) {
  std::string properties;
  std::string_view group;
  for (const FieldInfo& field : fields_of(type)) {
    if (field.group != group) {
      if (!group.empty()) properties += "}}";
      group = field.group;
      if (!group.empty())
        properties += fmt::format(R"({}"{}":{{"properties":{{)", properties.empty() ? "" : ",", group);
    }
    const bool is_first = properties.empty() || properties.back() == '{';
    properties += fmt::format(R"({}"{}":{})", is_first ? "" : ",", field.name, field_mapping(field, extra_mapping));
  }
  if (!group.empty()) properties += "}}";
  return fmt::format(R"({{"dynamic":"strict","_meta":{},"properties":{{{}}}}})", meta, properties);
}

}  // namespace sfi
