#include "report/figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace sfi {
namespace {

using Row = std::vector<std::optional<std::string>>;

std::uint64_t number(const std::optional<std::string>& text) {
  return text ? std::stoull(*text) : 0;
}

Group group_of(const Row& row) {
  return {row[0].value_or(""), number(row[1]),      row[2].value_or("0.00"),
          number(row[3]),      number(row[4]) != 0, row[5].value_or("")};
}

std::vector<Group> groups_of(const std::vector<Row>& rows) {
  std::vector<Group> groups;
  for (const Row& row : rows) groups.push_back(group_of(row));
  return groups;
}

constexpr std::string_view kCandidates = "count(DISTINCT candidate.candidate_id)";
constexpr std::string_view kSum = "coalesce(sum(amount), 0::DECIMAL(14, 2))";

// Whether a contributor's state is this one, by code or name.
std::string is_home(const std::string& code, const std::string& name) {
  return fmt::format("upper(trim(state)) IN (upper({}), upper({}))", sql_text(code), sql_text(name));
}

constexpr std::string_view kHasState = "coalesce(trim(state), '') <> ''";

std::string counts_as_filled(const FieldInfo& field) {
  const std::string value =
      field.group.empty() ? sql_name(field.name) : sql_name(field.group) + "." + sql_name(field.name);
  std::string blank = "''";
  if (field.kind == FieldKind::extra) blank = "'{}'";
  if (field.field == Field::type) blank = "'unknown'";
  return fmt::format("count(*) FILTER (coalesce(CAST({} AS VARCHAR), '') NOT IN ('', {}))", value, blank);
}

}  // namespace

Figures::Figures(DuckdbConnection& connection, const std::string& table)
    : connection_(connection), table_(sql_name(table)) {}

Totals Figures::totals(const std::string& loaded_day) {
  const Row row =
      connection_
          .rows(fmt::format(
              "SELECT count(*), {0}, min(contribution_date)::DATE, max(contribution_date)::DATE, "
              "max(contribution_date) FILTER (contribution_date::DATE <= {1})::DATE, "
              "count(*) FILTER (contribution_date::DATE > {1}), count(*) FILTER (contribution_date IS NULL), {2}, "
              "count(DISTINCT upper(trim(name))) FROM {3}",
              kSum, sql_text(loaded_day) + "::DATE", kCandidates, table_))
          .front();
  return {number(row[0]), row[1].value_or("0.00"), row[2].value_or(""), row[3].value_or(""), row[4].value_or(""),
          number(row[5]), number(row[6]),          number(row[7]),      number(row[8])};
}

std::vector<Group> Figures::grouped(const std::string& label, const std::string& order, const std::string& members,
                                    const std::string& where) {
  return groups_of(connection_.rows(fmt::format(
      "SELECT {0} AS label, count(*), {1} AS total, {2}, 0, '' FROM {3} WHERE {4} GROUP BY ALL ORDER BY {5}", label,
      kSum, members, table_, where, order)));
}

// The groups with the most money, plus one for the rest.
std::vector<Group> Figures::ranked(const std::string& key, const std::string& label, const std::string& members,
                                   std::size_t limit, const std::string& where) {
  return groups_of(connection_.rows(fmt::format(
      "WITH found AS (SELECT {0} AS label, {6} AS key, count(*) AS records, {1} AS total, {2} AS members FROM {3} "
      "WHERE {4} "
      "GROUP BY {6}), placed AS (SELECT *, row_number() OVER (ORDER BY total DESC, records DESC, label) AS place "
      "FROM found) "
      "SELECT any_value(label) FILTER (place <= {5}), sum(records), sum(total), "
      "CASE WHEN least(place, {5} + 1) > {5} THEN count(*) ELSE any_value(members) END, "
      "CASE WHEN least(place, {5} + 1) > {5} THEN 1 ELSE 0 END, any_value(key) FILTER (place <= {5}) FROM placed "
      "GROUP BY least(place, {5} + 1) ORDER BY least(place, {5} + 1)",
      label, kSum, members, table_, where, limit, key)));
}

std::vector<Group> Figures::by_chamber() {
  return grouped("coalesce(candidate.house, '')", "total DESC, label", std::string(kCandidates));
}

std::vector<Group> Figures::by_party() {
  const std::string party = "coalesce(trim(candidate.party), '')";
  return ranked(party, fmt::format("min({})", party), std::string(kCandidates), 15);
}

std::vector<Group> Figures::by_kind() {
  return grouped("coalesce(kind, '')", "total DESC, label", "0");
}

std::vector<Group> Figures::by_year() {
  return grouped("coalesce(CAST(year(contribution_date) AS VARCHAR), '')", "min(contribution_date) NULLS LAST", "0");
}

std::vector<Group> Figures::by_size() {
  return grouped(
      "CASE WHEN amount < 0 THEN '0 below $0 (returned or corrected)' WHEN amount = 0 THEN '1 exactly $0' "
      "WHEN amount <= 50 THEN '2 up to $50' WHEN amount <= 200 THEN '3 more than $50, up to $200' "
      "WHEN amount <= 1000 THEN '4 more than $200, up to $1,000' "
      "WHEN amount <= 5000 THEN '5 more than $1,000, up to $5,000' "
      "WHEN amount <= 25000 THEN '6 more than $5,000, up to $25,000' ELSE '7 more than $25,000' END",
      "label", "0");
}

std::vector<Group> Figures::by_home(const std::string& code, const std::string& name) {
  return grouped(fmt::format("CASE WHEN {} THEN '0 from ' || {} WHEN {} THEN '1 from elsewhere' ELSE '2 not stated' "
                             "END",
                             is_home(code, name), sql_text(name), kHasState),
                 "label", "0");
}

std::vector<Group> Figures::other_states(const std::string& code, const std::string& name, std::size_t limit) {
  return ranked("upper(trim(state))", "min(upper(trim(state)))", "0", limit,
                fmt::format("{} AND NOT {}", kHasState, is_home(code, name)));
}

std::vector<Group> Figures::top_candidates(std::size_t limit) {
  return ranked("coalesce(candidate.candidate_id, candidate.name, '')",
                "concat_ws(', ', max(candidate.name), max(candidate.party), "
                "nullif(concat_ws(' ', max(candidate.house), max(candidate.district_name)), ''))",
                "0", limit);
}

std::vector<Group> Figures::top_contributors(std::size_t limit) {
  return ranked("upper(trim(name))", "min(trim(name))", std::string(kCandidates), limit,
                "coalesce(trim(name), '') <> ''");
}

std::vector<Group> Figures::top_filers(std::size_t limit) {
  return ranked("coalesce(filer.filer_id, filer.name, '')",
                "concat_ws(', ', max(filer.name), max(filer.type), nullif('id ' || max(filer.filer_id), 'id '))", "0",
                limit);
}

Months Figures::months() {
  Months months;
  const std::string index = "year(contribution_date) * 12 + month(contribution_date) - 1";
  for (const Row& row : connection_.rows(fmt::format("SELECT {0} AS place, {1} FROM {2} WHERE contribution_date IS "
                                                     "NOT NULL GROUP BY place ORDER BY place",
                                                     index, kSum, table_))) {
    months.all.push_back({std::stoi(*row[0]), row[1].value_or("0.00")});
  }
  if (months.all.empty()) return months;
  const Row ends =
      connection_
          .rows(fmt::format(
              "SELECT quantile_disc({0}, 0.001), quantile_disc({0}, 0.999) FROM {1} WHERE contribution_date IS "
              "NOT NULL",
              index, table_))
          .front();
  months.first = std::stoi(*ends[0]);
  months.last = std::stoi(*ends[1]);
  return months;
}

std::vector<Filled> Figures::filled(RecordType type) {
  std::string counts;
  for (const FieldInfo& field : fields_of(type)) counts += (counts.empty() ? "" : ", ") + counts_as_filled(field);
  const Row row = connection_.rows(fmt::format("SELECT {} FROM {}", counts, table_)).front();
  std::vector<Filled> filled;
  for (const FieldInfo& field : fields_of(type)) {
    filled.push_back({std::string(field.path), number(row[filled.size()])});
  }
  return filled;
}

}  // namespace sfi
