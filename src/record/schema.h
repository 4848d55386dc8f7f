// The fields of contributions and reports, in document order.
// Names are the predecessor's (poffdeluxe/state-fin-ingest), so that its query API and its users'
// dashboards work unchanged; `jurisdiction`, `kind`, `address`, `first_name`, `last_name`,
// `candidate.district_name`, `candidate.party_code` and `source` are new.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sfi {

enum class RecordType : std::uint8_t { contribs, reports };
inline constexpr std::array<RecordType, 2> kRecordTypes{RecordType::contribs, RecordType::reports};
// "contribs" or "reports": the word used in index, table, file and option names.
std::string_view to_string(RecordType type);
std::optional<RecordType> record_type_from(std::string_view name);

// Kinds of contributions. Only the selected kinds are loaded (default: monetary).
enum class Kind : std::uint8_t { monetary, in_kind, loan, refund, other };
inline constexpr std::size_t kKindCount = 5;
std::string_view to_string(Kind kind);
std::optional<Kind> kind_from(std::string_view name);

enum class FieldKind : std::uint8_t {
  text,      // UTF-8; always present in documents, empty if unknown
  date,      // day, written as midnight without a time zone; absent if unknown
  datetime,  // seconds since 1970-01-01T00:00:00, no time zone; absent if unknown
  money,     // integer cents; absent if unknown
  integer,   // absent if unknown
  extra,     // addtl_data: the state's own names and texts
};

// Types of contributors, and the chambers of a legislature.
inline constexpr std::array<std::string_view, 3> kContributorTypes{"individual", "entity", "unknown"};
inline constexpr std::array<std::string_view, 3> kHouses{"lower", "upper", "unicameral"};

// Every field of both record types. A record type uses the fields that fields_of() lists.
enum class Field : std::uint8_t {
  contribution_id,
  report_id,
  jurisdiction,
  contribution_date,
  amount,
  kind,
  memo,
  type,
  name,
  first_name,
  last_name,
  address,
  city,
  state,
  zip,
  employer,
  occupation,
  job_title,
  received_date,
  period_start_date,
  period_end_date,
  contributions_amount,
  expenditures_amount,
  ending_balance_amount,
  filer_id,
  filer_name,
  filer_type,
  candidate_id,
  candidate_name,
  candidate_party,
  candidate_party_code,
  candidate_house,
  candidate_district,
  candidate_district_name,
  candidate_status,
  addtl_data,
  source_file,
  source_line,
};
inline constexpr std::size_t kFieldCount = 38;

struct FieldInfo {
  Field field;
  std::string_view group;  // "filer", "candidate", "source" or empty
  std::string_view name;   // within the group
  FieldKind kind;
  std::string_view path;  // "candidate.district"
  // For the data dictionary and the comments in the database.
  std::string_view meaning;  // no full stop at the end
  std::string_view example;
  bool always_known = false;  // never missing
};

// The fields of a record type in document order; fields of a group are adjacent.
std::span<const FieldInfo> fields_of(RecordType type);

// The field at a document path such as "candidate.district", or nothing.
const FieldInfo* find_field(RecordType type, std::string_view path);

// "candidate.district": the same in every record type that has the field.
std::string_view path_of(Field field);

// Whether a definition must not set the field: `jurisdiction`, `candidate.party_code`, `source`.
bool is_set_by_program(const FieldInfo& info);

// The only words allowed in a text field; empty if any text is allowed.
std::span<const std::string_view> words_of(RecordType type, Field field);

// The meaning of a group: "The account or committee that reports".
std::string_view group_meaning(std::string_view group);

// The unit of the values, in words: "dollars, exact to the cent", "day".
std::string_view unit_of(FieldKind kind);

// The field that is also the document's id.
Field id_field(RecordType type);

}  // namespace sfi
