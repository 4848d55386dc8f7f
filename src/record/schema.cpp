#include "record/schema.h"

#include <algorithm>

namespace sfi {
namespace {

using enum FieldKind;

constexpr std::array<std::string_view, kKindCount> kKindNames{"monetary", "in_kind", "loan", "refund", "other"};

constexpr FieldInfo kFilerFields[] = {
    {Field::filer_id, "filer", "filer_id", text, "filer.filer_id", "The agency's id of the filer", "00070001"},
    {Field::filer_name, "filer", "name", text, "filer.name", "Name of the filer", "Doe, Jane (Ms.)"},
    {Field::filer_type, "filer", "type", text, "filer.type", "The agency's word or code for what kind of filer it is",
     "COH"},
};
constexpr FieldInfo kCandidateFields[] = {
    {Field::candidate_id, "candidate", "candidate_id", text, "candidate.candidate_id",
     "The agency's id of the candidate, or of the filer if the agency has no other", "00070001"},
    {Field::candidate_name, "candidate", "name", text, "candidate.name", "Name of the candidate", "Doe, Jane (Ms.)"},
    {Field::candidate_party, "candidate", "party", text, "candidate.party",
     "Party, in lower case, as the agency writes it: this differs from state to state", "democratic"},
    {Field::candidate_party_code, "candidate", "party_code", text, "candidate.party_code",
     "Party in the same words for all states: dem, rep, lib, gre, ind (independent), np (no party or nonpartisan), "
     "oth (any other)",
     "dem"},
    {Field::candidate_house, "candidate", "house", text, "candidate.house",
     "Chamber of the legislature: lower, upper or unicameral", "lower"},
    {Field::candidate_district, "candidate", "district", integer, "candidate.district",
     "Number of the district, if the district is just a number", "12"},
    {Field::candidate_district_name, "candidate", "district_name", text, "candidate.district_name",
     "The district as the agency writes it", "17th Suffolk"},
    {Field::candidate_status, "candidate", "status", text, "candidate.status",
     "The agency's word for the candidate's status", "current_officeholder"},
};
constexpr FieldInfo kSourceFields[] = {
    {Field::source_file, "source", "file", text, "source.file",
     "File that the row came from, after the name of its archive", "TEC_CF_CSV.zip/contribs_01.csv", true},
    {Field::source_line, "source", "line", integer, "source.line",
     "Line of that file on which the row begins, from 1 (row of a workbook or table)", "2", true},
};

enum class Known : bool { sometimes, always };

constexpr FieldInfo top(Field field, std::string_view name, FieldKind kind, std::string_view meaning,
                        std::string_view example, Known known = Known::sometimes) {
  return {field, "", name, kind, name, meaning, example, known == Known::always};
}

constexpr std::string_view kJurisdiction = "State whose legislature it is about, as a two-letter code in lower case";

constexpr std::array kContribution = {
    top(Field::contribution_id, "contribution_id", text,
        "The agency's id of the row, or a hash of the row where it has none; unique within the state, the "
        "same whenever the same files are loaded",
        "123456701", Known::always),
    top(Field::jurisdiction, "jurisdiction", text, kJurisdiction, "tx", Known::always),
    top(Field::contribution_date, "contribution_date", date, "Day of the contribution, as filed", "2019-11-30"),
    top(Field::amount, "amount", money, "Amount; negative if that is how the agency writes returns and corrections",
        "250.00", Known::always),
    top(Field::kind, "kind", text,
        "What it is, in all states: monetary (a gift of money), in_kind (goods or services given), loan (money lent), "
        "refund (a gift that was given back; negative), other (no gift, or unclear: interest, money back from a "
        "vendor, a loan that was forgiven, a transfer between own accounts)",
        "monetary", Known::always),
    top(Field::memo, "memo", text, "Description or remark of the filer", "Food for \"meet and greet\""),
    top(Field::type, "type", text, "Who gave: individual, entity or unknown", "individual", Known::always),
    top(Field::name, "name", text, "Name of the contributor", "Richard A. Roe"),
    top(Field::first_name, "first_name", text,
        "First names of a person, if the agency has them in a separate column or writes 'Last, First'", "Richard A."),
    top(Field::last_name, "last_name", text, "Last name of a person, likewise", "Roe"),
    top(Field::address, "address", text, "Street and number of the contributor", "12 Elm St"),
    top(Field::city, "city", text, "City of the contributor", "DALLAS"),
    top(Field::state, "state", text, "State of the contributor (not of the legislature: that is jurisdiction)", "TX"),
    top(Field::zip, "zip", text, "ZIP code of the contributor as filed, with 5 or 9 digits; a text", "78701-1234"),
    top(Field::employer, "employer", text, "Employer of the contributor", "Roe Law, PLLC"),
    top(Field::occupation, "occupation", text, "Occupation of the contributor", "Attorney"),
    top(Field::job_title, "job_title", text, "Job title of the contributor", "Partner"),
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
    kCandidateFields[7],
    top(Field::addtl_data, "addtl_data", extra,
        "Further columns of this state, texts by name; the state's README lists them", "{\"form\":\"COH\"}",
        Known::always),
    kSourceFields[0],
    kSourceFields[1],
};

constexpr std::array kReport = {
    top(Field::report_id, "report_id", text,
        "The agency's id of the filing, or a hash of the row where it has none; unique within the state, the "
        "same whenever the same files are loaded",
        "812345", Known::always),
    top(Field::jurisdiction, "jurisdiction", text, kJurisdiction, "tx", Known::always),
    top(Field::type, "type", text, "The agency's word or code for the kind of filing, in lower case", "semijan"),
    top(Field::received_date, "received_date", datetime, "When the agency received it", "2020-01-15 00:00:00"),
    top(Field::period_start_date, "period_start_date", date, "First day that the filing covers", "2019-07-01"),
    top(Field::period_end_date, "period_end_date", date, "Last day that the filing covers", "2019-12-31"),
    top(Field::contributions_amount, "contributions_amount", money, "Total contributions of the period, as filed",
        "12500.00"),
    top(Field::expenditures_amount, "expenditures_amount", money, "Total expenditures of the period, as filed",
        "3150.25"),
    top(Field::ending_balance_amount, "ending_balance_amount", money, "Cash on hand at the end of the period, as filed",
        "9349.75"),
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
    kCandidateFields[7],
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

std::string_view to_string(Kind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

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
  const auto found =
      std::find_if(fields.begin(), fields.end(), [path](const FieldInfo& info) { return info.path == path; });
  return found == fields.end() ? nullptr : &*found;
}

std::string_view path_of(Field field) {
  for (const RecordType type : kRecordTypes) {
    for (const FieldInfo& info : fields_of(type)) {
      if (info.field == field) return info.path;
    }
  }
  return {};
}

bool is_set_by_program(const FieldInfo& info) {
  return info.field == Field::jurisdiction || info.field == Field::candidate_party_code || info.group == "source";
}

std::span<const std::string_view> words_of(RecordType type, Field field) {
  if (field == Field::candidate_house) return kHouses;
  if (type == RecordType::contribs && field == Field::kind) return kKindNames;
  if (type == RecordType::contribs && field == Field::type) return kContributorTypes;
  return {};
}

std::string_view group_meaning(std::string_view group) {
  if (group == "filer") return "The account or committee that reports";
  if (group == "candidate") return "The candidate it is linked to";
  return "Where the row came from";
}

std::string_view unit_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "text";
    case FieldKind::date:
      return "day";
    case FieldKind::datetime:
      return "date and time, local time of the agency";
    case FieldKind::money:
      return "dollars, exact to the cent";
    case FieldKind::integer:
      return "whole number";
    case FieldKind::extra:
      break;
  }
  return "texts by name";
}

Field id_field(RecordType type) {
  return type == RecordType::contribs ? Field::contribution_id : Field::report_id;
}

}  // namespace sfi
