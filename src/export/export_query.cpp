#include "export/export_query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"
#include "database/common_views.h"
#include "database/schema.h"
#include "text/date.h"

namespace sfi {
namespace {

std::string_view date_of(RecordType type) {
  return type == RecordType::contribs ? "contribution_date" : "received_date";
}

std::string any_of(const std::vector<std::string>& conditions) {
  return fmt::format("({})", fmt::join(conditions, " OR "));
}

// "12" also matches district "012".
std::string district_sql(const std::string& district) {
  std::string sql = fmt::format("lower(candidate.district_name) = lower({})", sql_text(district));
  const bool is_number = district.size() <= 9 &&
                         std::all_of(district.begin(), district.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (is_number) sql += fmt::format(" OR candidate.district = {}", district);
  return sql;
}

std::string candidate_sql(const std::string& candidate) {
  return fmt::format(
      "candidate.candidate_id = {0} OR contains(lower(strip_accents(candidate.name)), lower(strip_accents({0})))",
      sql_text(candidate));
}

template <typename ToSql>
void add_any(std::vector<std::string>& all, const std::vector<std::string>& texts, ToSql to_sql) {
  if (texts.empty()) return;
  std::vector<std::string> conditions;
  for (const std::string& text : texts) conditions.push_back(to_sql(text));
  all.push_back(any_of(conditions));
}

std::string conditions_sql(RecordType type, const ExportFilter& filter) {
  std::vector<std::string> all{"true"};
  add_any(all, filter.chambers,
          [](const std::string& chamber) { return fmt::format("candidate.house = {}", sql_text(chamber)); });
  add_any(all, filter.districts, district_sql);
  add_any(all, filter.candidates, candidate_sql);
  if (filter.since) all.push_back(fmt::format("{}::DATE >= DATE '{}'", date_of(type), iso_date(*filter.since)));
  if (filter.until) all.push_back(fmt::format("{}::DATE <= DATE '{}'", date_of(type), iso_date(*filter.until)));
  // The line end closes a comment in the user's condition.
  if (!filter.where.empty()) all.push_back(fmt::format("({}\n)", filter.where));
  return fmt::format("{}", fmt::join(all, " AND "));
}

std::string column_list(RecordType type) {
  std::string list;
  for (const FieldInfo& field : fields_of(type)) list += fmt::format("{}{}", list.empty() ? "" : ", ", field.path);
  return list;
}

// The first sentence of DuckDB's message: the rest shows a statement that the user did not write.
std::string first_part(const std::string& message) {
  return message.substr(0, message.find("\n\nLINE"));
}

}  // namespace

ExportQuery::ExportQuery(RecordType type, const std::vector<std::string>& views, const ExportFilter& filter)
    : type_(type),
      from_(fmt::format("({}) AS {}", all_rows_sql(type, views), to_string(type))),
      where_(conditions_sql(type, filter)),
      user_where_(filter.where) {}

// A condition is valid in round and in square brackets: a text that closes the brackets to go on with something else
// is not valid in both. bool_and accepts only booleans, but would also accept a literal text; the inner query turns
// that into an ordinary column of texts.
void ExportQuery::check(DuckdbConnection& connection) const {
  if (user_where_.empty()) return;
  auto mistake = connection.mistake_in(
      fmt::format("SELECT bool_and(condition) FROM (SELECT ({}\n) AS condition FROM {})", user_where_, from_));
  if (!mistake) mistake = connection.mistake_in(fmt::format("SELECT [{}\n] FROM {}", user_where_, from_));
  if (!mistake) mistake = connection.mistake_in(fmt::format("SELECT 1 FROM {} WHERE ({}\n)", from_, user_where_));
  if (!mistake) return;
  throw UsageError(fmt::format("--where is not a valid condition: {}", first_part(*mistake)),
                   fmt::format("Write it as after WHERE in SQL: \"amount >= 1000 AND candidate.house = 'upper'\". "
                               "Columns: {}.",
                               column_list(type_)));
}

std::string ExportQuery::rows_sql() const {
  std::string columns;
  for (const DuckdbColumn& column : duckdb_columns(type_)) {
    columns += fmt::format("{}{}::{} AS {}", columns.empty() ? "" : ", ", sql_name(column.name),
                           column_type_sql(column), sql_name(column.name));
  }
  // The id is the first column.
  return fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {} NULLS LAST, 1, jurisdiction", columns, from_, where_,
                     date_of(type_));
}

std::string ExportQuery::totals_sql() const {
  return fmt::format("SELECT count(*), {}, min({}::DATE), max({}::DATE) FROM {} WHERE {}",
                     type_ == RecordType::contribs ? "sum(amount)" : "NULL", date_of(type_), date_of(type_), from_,
                     where_);
}

std::string ExportQuery::candidates_sql(std::size_t limit) const {
  return fmt::format(
      "SELECT DISTINCT jurisdiction, candidate.name, candidate.candidate_id FROM {} WHERE {} ORDER BY ALL LIMIT {}",
      from_, where_, limit);
}

}  // namespace sfi
