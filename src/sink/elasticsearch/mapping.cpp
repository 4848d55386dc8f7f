#include "sink/elasticsearch/mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/buffer.h"
#include "text/json_text.h"

namespace sfi {
namespace {

// Lucene accepts terms of up to 32,766 bytes; 8,191 characters of UTF-8 always fit.
constexpr std::string_view kWord = R"({"type":"keyword","ignore_above":8191})";
constexpr std::string_view kWordAndText = R"({"type":"keyword","ignore_above":8191,"fields":{"text":{"type":"text"}}})";
constexpr std::string_view kTextAndWord =
    R"({"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":8191}}})";

// Codes, ids and fixed lists, which need no search for single words.
constexpr std::array kCodes{Field::contribution_id,
                            Field::report_id,
                            Field::jurisdiction,
                            Field::kind,
                            Field::type,
                            Field::state,
                            Field::zip,
                            Field::candidate_district_name,
                            Field::source_file};
// Free text that was a keyword in the predecessor's indices.
constexpr std::array kKeywords{Field::city, Field::memo, Field::occupation, Field::job_title};

template <typename List>
bool is_in(const List& list, Field field) {
  return std::find(list.begin(), list.end(), field) != list.end();
}

// Unlisted members, such as those added by reindexing, stay in the document but are not indexed.
std::string extra_mapping(const std::vector<std::string>& members) {
  if (!can_index(members)) return R"({"type":"object","enabled":false})";
  std::string properties;
  for (const std::string& member : members) {
    Buffer name;
    append_json_string(name, member);
    properties += fmt::format("{}{}:{}", properties.empty() ? "" : ",", name.view(), kWord);
  }
  return fmt::format(R"({{"dynamic":false,"properties":{{{}}}}})", properties);
}

std::string field_mapping(const FieldInfo& field, const std::vector<std::string>& addtl_members) {
  switch (field.kind) {
    case FieldKind::date:
    case FieldKind::datetime:
      // The servers' default; eland cannot read a shorter format.
      return R"({"type":"date","format":"strict_date_optional_time||epoch_millis"})";
    case FieldKind::money:
      // Not scaled_float, which OpenSearch 2.9 to 3.8 sorts wrong (its issue 17833). Every amount has one nearest
      // double, so term and range queries are exact to the cent.
      return R"({"type":"double"})";
    case FieldKind::integer:
      return R"({"type":"integer"})";
    case FieldKind::extra:
      return extra_mapping(addtl_members);
    case FieldKind::text:
      break;
  }
  if (is_in(kCodes, field.field)) return std::string(kWord);
  return std::string(is_in(kKeywords, field.field) ? kWordAndText : kTextAndWord);
}

}  // namespace

bool can_index(const std::vector<std::string>& addtl_members) {
  return std::none_of(addtl_members.begin(), addtl_members.end(),
                      [](const std::string& name) { return name.find('.') != std::string::npos; });
}

std::string mappings_json(RecordType type, const std::vector<std::string>& addtl_members, std::string_view meta) {
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
    properties += fmt::format(R"({}"{}":{})", is_first ? "" : ",", field.name, field_mapping(field, addtl_members));
  }
  if (!group.empty()) properties += "}}";
  return fmt::format(R"({{"dynamic":"strict","_meta":{},"properties":{{{}}}}})", meta, properties);
}

bool is_earlier_mapping(simdjson::dom::element mappings) {
  for (const char* amount : {"/properties/amount/type", "/properties/contributions_amount/type"}) {
    std::string_view type;
    if (mappings.at_pointer(amount).get(type) == simdjson::SUCCESS && type == "scaled_float") return true;
  }
  return false;
}

}  // namespace sfi
