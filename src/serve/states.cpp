#include "serve/states.h"

#include <fmt/format.h>

#include <map>

namespace sfi {
namespace {

using Kind = DataColumn::Kind;

const std::vector<DataColumn>& columns() {
  static const std::vector<DataColumn> kColumns{{"jurisdiction"},
                                                {"name"},
                                                {"contributions", Kind::integer},
                                                {"sum", Kind::money},
                                                {"data_as_of"},
                                                {"first_date"},
                                                {"last_date"},
                                                {"loaded_at"},
                                                {"rows_read", Kind::integer},
                                                {"rows_left_out", Kind::integer},
                                                {"notes", Kind::integer},
                                                {"agency"},
                                                {"run"}};
  return kColumns;
}

// Dates after the day of loading are typing errors, as in the report.
std::string totals_sql(const ServedState& state, std::vector<std::string>& bound) {
  bound.push_back(state.code);
  bound.push_back(state.loaded.run.finished.substr(0, 10));
  return fmt::format(
      "SELECT ${0} AS code, count(*), coalesce(sum(amount), 0::DECIMAL(14, 2)), max(contribution_date) FILTER "
      "(contribution_date <= ${1}::DATE), min(contribution_date), max(contribution_date) FROM {2}",
      bound.size() - 1, bound.size(), sql_name(state.view));
}

std::map<std::string, DataRow> totals_by_state(Reading& reading) {
  std::string sql;
  std::vector<std::string> bound;
  for (const ServedState& state : reading.snapshot().states) {
    if (state.view.empty()) continue;
    sql += fmt::format("{}{}", sql.empty() ? "" : " UNION ALL ", totals_sql(state, bound));
  }
  std::map<std::string, DataRow> totals;
  if (sql.empty()) return totals;
  for (DataRow& row : reading.connection().rows(sql, bound)) totals[row[0].value_or("")] = std::move(row);
  return totals;
}

DataRow row_of(const ServedState& state, const DataRow& totals) {
  const StateSummary& account = state.loaded.account;
  std::uint64_t read = 0, left_out = 0;
  const auto contribs = account.types.find(RecordType::contribs);
  if (contribs != account.types.end()) {
    read = contribs->second.account.read;
    left_out = contribs->second.account.skipped_rows() + contribs->second.account.rejected_rows();
  }
  return {state.code,
          account.name,
          totals[1],
          totals[2],
          totals[3],
          totals[4],
          totals[5],
          state.loaded.run.finished,
          std::to_string(read),
          std::to_string(left_out),
          std::to_string(account.notes.size()),
          account.about.agency,
          state.loaded.run.name()};
}

}  // namespace

DataTable states_table(Reading& reading) {
  const auto totals = totals_by_state(reading);
  const DataRow none{"", "0", "0.00", std::nullopt, std::nullopt, std::nullopt};
  DataTable table{columns(), {}};
  for (const ServedState& state : reading.snapshot().states) {
    const auto found = totals.find(state.code);
    table.rows.push_back(row_of(state, found == totals.end() ? none : found->second));
  }
  return table;
}

}  // namespace sfi
