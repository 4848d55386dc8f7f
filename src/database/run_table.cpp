#include "database/run_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "database/schema.h"
#include "record/alias.h"

namespace sfi {
namespace {

using Row = std::vector<std::optional<std::string>>;

constexpr std::string_view kTable = "state_fin_runs";
constexpr std::size_t kSecondsBytes = 15;  // of PromotedRun::started: yyyymmddthhmmss

struct RunColumn {
  const char* name;
  const char* type;
  const char* meaning;
};
constexpr RunColumn kRunColumns[] = {
    {"run", "VARCHAR PRIMARY KEY", "State, start and environment of the run"},
    {"state", "VARCHAR", "The state's two small letters"},
    {"env", "VARCHAR", "--env of the run"},
    {"started", "TIMESTAMP", "UTC"},
    {"finished", "TIMESTAMP", "UTC"},
    {"program_version", "VARCHAR", "Version of state-fin-ingest"},
    {"definition_hash", "VARCHAR", "Hash of the definition that made the data"},
    {"contribs_table", "VARCHAR", "Table with the contributions; NULL when not loaded or no longer kept"},
    {"reports_table", "VARCHAR", "Table with the reports; NULL when not loaded or no longer kept"},
    {"contribs", "BIGINT", "How many contributions"},
    {"reports", "BIGINT", "How many reports"},
    {"summary", "JSON", "The account of the run, as --summary writes it"},
};

// {0}: the run table, {1}: the environment. A run is served if the state's view selects from its table.
constexpr std::string_view kCoverageSql = R"(
SELECT state AS jurisdiction, account->>'name' AS state, account->>'$.about.agency' AS agency,
       account->>'$.about.portal' AS portal, (account->>'$.about.since')::INTEGER AS since,
       account->>'$.about.checked_against' AS checked_against, account->>'$.about.coverage' AS coverage,
       from_json(account->'$.about.notes', '["VARCHAR"]') AS notes, finished AS loaded_at, contribs AS contributions,
       reports, (account->>'$.types.contribs.unlinked_filers.rows')::BIGINT AS unlinked_contributions,
       ((account->>'$.types.contribs.unlinked_filers.amount_cents')::DECIMAL(18,0) / 100)::DECIMAL(14,2)
         AS unlinked_total,
       (account->>'$.types.contribs.unlinked_filers.filers')::BIGINT AS unlinked_filers
FROM (
  SELECT runs.*, summary->'$.states[0]' AS account
  FROM {0} AS runs
  JOIN duckdb_views() AS served ON served.view_name =
    format('{{}}_{{}}_{{}}', runs.state, CASE WHEN contribs_table IS NULL THEN 'reports' ELSE 'contribs' END, runs.env)
    AND contains(served.sql, coalesce(contribs_table, reports_table))
  WHERE runs.env = {1}
)
ORDER BY jurisdiction)";

PromotedRun run_of(const Row& row) {
  PromotedRun run;
  run.state = *row[0];
  run.env = *row[1];
  // The column `started` has no microseconds, the name has them: "tx_STARTED_dev".
  const std::size_t begin = run.state.size() + 1;
  run.started = row[2]->substr(begin, row[2]->size() - begin - run.env.size() - 1);
  run.finished = row[3].value_or("");
  run.program_version = row[4].value_or("");
  run.definition_hash = row[5].value_or("");
  std::size_t column = 6;
  for (const RecordType type : kRecordTypes) {
    if (row[column]) run.tables[type] = {*row[column], std::stoull(row[column + 1].value_or("0"))};
    column += 2;
  }
  return run;
}

bool is_served(const RunTable& runs, const PromotedRun& run) {
  return std::ranges::any_of(run.tables, [&](const auto& kept) {
    return runs.served_table(alias_name(run.state, kept.first, run.env)) == kept.second.name;
  });
}

}  // namespace

std::string PromotedRun::name() const {
  return fmt::format("{}_{}_{}", state, started, env);
}

std::string PromotedRun::table(RecordType type) const {
  const auto kept = tables.find(type);
  return kept == tables.end() ? "" : kept->second.name;
}

bool RunTable::exists() const {
  return connection_.value(fmt::format("SELECT 1 FROM duckdb_tables() WHERE table_name = '{}'", kTable)).has_value();
}

void RunTable::create() {
  const std::string table(kTable);
  std::string columns, comments;
  for (const RunColumn& column : kRunColumns) {
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", column.name, column.type);
    comments += column_comment_sql(table, column.name, column.meaning);
  }
  connection_.run(fmt::format("CREATE TABLE {} ({});{}{}", table, columns,
                              comment_sql("TABLE", table, "One row for each run that was promoted."), comments));
}

void RunTable::insert(const PromotedRun& run, const std::string& summary_json) {
  std::string tables, records;
  for (const RecordType type : kRecordTypes) {
    const auto kept = run.tables.find(type);
    const bool is_loaded = kept != run.tables.end();
    tables += fmt::format("{}, ", is_loaded ? sql_text(kept->second.name) : "NULL");
    records += fmt::format("{}, ", is_loaded ? std::to_string(kept->second.records) : "NULL");
  }
  connection_.run(
      fmt::format("INSERT INTO {} VALUES ({}, {}, {}, strptime({}, '%Y%m%dt%H%M%S'), "
                  "current_timestamp AT TIME ZONE 'UTC', {}, {}, {}{}{})",
                  kTable, sql_text(run.name()), sql_text(run.state), sql_text(run.env),
                  sql_text(run.started.substr(0, kSecondsBytes)), sql_text(run.program_version),
                  sql_text(run.definition_hash), tables, records, sql_text(summary_json)));
}

std::vector<PromotedRun> RunTable::runs(const std::string& env) const {
  std::vector<PromotedRun> runs;
  for (const Row& row : connection_.rows(
           fmt::format("SELECT state, env, run, strftime(finished, '%Y-%m-%d %H:%M:%S'), program_version, "
                       "definition_hash, contribs_table, contribs, reports_table, reports FROM {} WHERE env = {} AND "
                       "(contribs_table IS NOT NULL OR reports_table IS NOT NULL) ORDER BY state, run",
                       kTable, sql_text(env)))) {
    runs.push_back(run_of(row));
  }
  return runs;
}

std::optional<PromotedRun> RunTable::served_run(const std::string& state, const std::string& env) const {
  std::optional<PromotedRun> newest;
  for (PromotedRun& run : runs(env)) {
    if (run.state == state && is_served(*this, run)) newest = std::move(run);
  }
  return newest;
}

std::string RunTable::summary(const PromotedRun& run) const {
  return connection_.value(fmt::format("SELECT summary FROM {} WHERE run = {}", kTable, sql_text(run.name())))
      .value_or("");
}

std::vector<std::string> RunTable::envs() const {
  std::vector<std::string> envs;
  for (const Row& row : connection_.rows(fmt::format("SELECT DISTINCT env FROM {} ORDER BY env", kTable))) {
    envs.push_back(*row[0]);
  }
  return envs;
}

std::vector<std::string> RunTable::served_states(const std::string& env, RecordType type) const {
  std::vector<std::string> states;
  for (const Row& row :
       connection_.rows(fmt::format("SELECT DISTINCT state FROM {0}, duckdb_views() WHERE env = {1} AND view_name = "
                                    "state || '_{2}_' || env ORDER BY state",
                                    kTable, sql_text(env), to_string(type)))) {
    states.push_back(*row[0]);
  }
  return states;
}

std::optional<std::string> RunTable::served_table(const std::string& alias) const {
  const auto sql =
      connection_.value(fmt::format("SELECT sql FROM duckdb_views() WHERE view_name = {}", sql_text(alias)));
  if (!sql) return std::nullopt;
  const std::size_t from = sql->rfind(" FROM ");
  if (from == std::string::npos) return std::nullopt;
  std::string table = sql->substr(from + 6);
  std::erase_if(table, [](char c) { return c == '"' || c == ';' || c == ' ' || c == '\n'; });
  return table;
}

std::string RunTable::coverage_sql(const std::string& env) {
  return fmt::format(kCoverageSql, kTable, sql_text(env));
}

std::int64_t RunTable::last_finished(const std::string& env) const {
  const auto seconds = connection_.value(
      fmt::format("SELECT max(epoch_ms(finished)) // 1000 FROM {} WHERE env = {}", kTable, sql_text(env)));
  return std::stoll(seconds.value_or("0"));
}

void RunTable::drop(RecordType type, const std::string& table) {
  connection_.run(fmt::format("DROP TABLE IF EXISTS {}", sql_name(table)));
  connection_.run(
      fmt::format("UPDATE {0} SET {1}_table = NULL WHERE {1}_table = {2}", kTable, to_string(type), sql_text(table)));
}

void RunTable::drop_all_but(std::size_t newest, const std::string& state, const std::string& env, RecordType type) {
  const auto old =
      connection_.rows(fmt::format("SELECT {0}_table FROM {1} WHERE state = {2} AND env = {3} AND {0}_table IS NOT "
                                   "NULL ORDER BY run DESC OFFSET {4}",
                                   to_string(type), kTable, sql_text(state), sql_text(env), newest));
  for (const Row& row : old) drop(type, *row[0]);
}

}  // namespace sfi
