#include "record/schema.h"

#include <algorithm>

namespace sfi {
namespace {

using enum FieldKind;

constexpr std::array kKindNames{"monetary", "in_kind", "loan", "refund", "other"};

constexpr FieldInfo kFilerFields[] = {
    {Field::filer_id, "filer", "filer_id", text, "filer.filer_id"},
    {Field::filer_name, "filer", "name", text, "filer.name"},
    {Field::filer_type, "filer", "type", text, "filer.type"},
};
constexpr FieldInfo kCandidateFields[] = {
    {Field::candidate_id, "candidate", "candidate_id", text, "candidate.candidate_id"},
    {Field::candidate_name, "candidate", "name", text, "candidate.name"},
    {Field::candidate_party, "candidate", "party", text, "candidate.party"},
    {Field::candidate_house, "candidate", "house", text, "candidate.house"},
    {Field::candidate_district, "candidate", "district", integer, "candidate.district"},
    {Field::candidate_district_name, "candidate", "district_name", text,
     "candidate.district_name"},
    {Field::candidate_status, "candidate", "status", text, "candidate.status"},
};
constexpr FieldInfo kSourceFields[] = {
    {Field::source_file, "source", "file", text, "source.file"},
    {Field::source_line, "source", "line", integer, "source.line"},
};

constexpr FieldInfo top(Field field, std::string_view name, FieldKind kind) {
  return {field, "", name, kind, name};
}

constexpr std::array kContribution = {
    top(Field::contribution_id, "contribution_id", text),
    top(Field::jurisdiction, "jurisdiction", text),
    top(Field::contribution_date, "contribution_date", date),
    top(Field::amount, "amount", money),
    top(Field::kind, "kind", text),
    top(Field::memo, "memo", text),
    top(Field::type, "type", text),
    top(Field::name, "name", text),
    top(Field::first_name, "first_name", text),
    top(Field::last_name, "last_name", text),
    top(Field::address, "address", text),
    top(Field::city, "city", text),
    top(Field::state, "state", text),
    top(Field::zip, "zip", text),
    top(Field::employer, "employer", text),
    top(Field::occupation, "occupation", text),
    top(Field::job_title, "job_title", text),
    kFilerFields[0],
    kFilerFields[1],
    kFilerFields[2],
    kCandidateFields[0],
    kCandidateFields[1],
    kCandidateFields[2],
    kCandidateFields[3],
    kCandidateFields[4],
    kCandidateFields[5],
    kCandidateFields[6],
    top(Field::addtl_data, "addtl_data", extra),
    kSourceFields[0],
    kSourceFields[1],
};

constexpr std::array kReport = {
    top(Field::report_id, "report_id", text),
    top(Field::jurisdiction, "jurisdiction", text),
    top(Field::type, "type", text),
    top(Field::received_date, "received_date", datetime),
    top(Field::period_start_date, "period_start_date", date),
    top(Field::period_end_date, "period_end_date", date),
    top(Field::contributions_amount, "contributions_amount", money),
    top(Field::expenditures_amount, "expenditures_amount", money),
    top(Field::ending_balance_amount, "ending_balance_amount", money),
    kFilerFields[0],
    kFilerFields[1],
    kFilerFields[2],
    kCandidateFields[0],
    kCandidateFields[1],
    kCandidateFields[2],
    kCandidateFields[3],
    kCandidateFields[4],
    kCandidateFields[5],
    kCandidateFields[6],
    kSourceFields[0],
    kSourceFields[1],
};

}  // namespace

std::string_view to_string(RecordType type) {
  return type == RecordType::contribs ? "contribs" : "reports";
}

std::optional<RecordType> record_type_from(std::string_view name) {
  for (const RecordType type : kRecordTypes) {
    if (to_string(type) == name) return type;
  }
  return std::nullopt;
}

std::string_view to_string(Kind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_from(std::string_view name) {
  const auto* found = std::find(kKindNames.begin(), kKindNames.end(), name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<Kind>(found - kKindNames.begin());
}

std::span<const FieldInfo> fields_of(RecordType type) {
  if (type == RecordType::contribs) return kContribution;
  return kReport;
}

const FieldInfo* find_field(RecordType type, std::string_view path) {
  const auto fields = fields_of(type);
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [path](const FieldInfo& info) { return info.path == path; });
  return found == fields.end() ? nullptr : &*found;
}

Field id_field(RecordType type) {
  return type == RecordType::contribs ? Field::contribution_id : Field::report_id;
}

}  // namespace sfi
