#include "report/loaded_run.h"

#include <fmt/format.h>

#include <utility>

#include "account/summary_json.h"
#include "base/error.h"
#include "database/common_views.h"
#include "sink/duckdb/duckdb_sink.h"
#include "sink/sink.h"

namespace sfi {
namespace {

StateSummary account_of(const std::string& run, const std::string& summary) {
  auto states = read_summary_json(summary);
  if (!states || states->empty()) {
    throw Refused(fmt::format("The account of run {} cannot be read.", run), "Load the state again.");
  }
  return std::move(states->front());
}

// What is loaded, for a message.
std::string runs_list(DuckdbConnection& connection, const std::string& column, const std::string& where) {
  std::string list;
  for (const auto& row : connection.rows(
           fmt::format("SELECT DISTINCT {0} FROM state_fin_runs WHERE ({1}) AND (contribs_table IS NOT NULL OR "
                       "reports_table IS NOT NULL) ORDER BY {0}",
                       column, where))) {
    list += (list.empty() ? "" : ", ") + row[0].value_or("");
  }
  return list;
}

// The condition that chooses the run's row.
std::string served_condition(DuckdbConnection& connection, const std::string& state, const std::string& env) {
  std::string condition;
  for (const RecordType type : kRecordTypes) {
    const auto table = served_table(connection, alias_name(state, type, env));
    if (!table) continue;
    condition += fmt::format("{}{}_table = {}", condition.empty() ? "" : " OR ", to_string(type), sql_text(*table));
  }
  return condition.empty() ? "false" : condition;
}

[[noreturn]] void throw_no_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                               const std::string& env, const std::string& run) {
  const std::string of_env = fmt::format("env = {}", sql_text(env));
  if (!run.empty()) {
    const std::string kept = runs_list(connection, "run", of_env + fmt::format(" AND state = {}", sql_text(state)));
    throw Refused(fmt::format("{}: keeps no run '{}' of {}.", file, run, state),
                  kept.empty() ? "" : fmt::format("It keeps: {}.", kept));
  }
  const std::string loaded = runs_list(connection, "state", of_env);
  throw Refused(fmt::format("{}: {} is not loaded in the environment '{}'.", file, state, env),
                loaded.empty() ? fmt::format("Load it first: state-fin-ingest ingest {}", state)
                               : fmt::format("Loaded there: {}.", loaded));
}

}  // namespace

LoadedRun find_loaded_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                          const std::string& env, const std::string& run) {
  if (!has_runs(connection)) {
    throw Refused(fmt::format("{}: holds no run of this program.", file),
                  "Name the right file with --database, or load a state first.");
  }
  const std::string chosen = run.empty() ? served_condition(connection, state, env)
                                         : fmt::format(
                                               "run = {} AND (contribs_table IS NOT NULL OR reports_table "
                                               "IS NOT NULL)",
                                               sql_text(run));
  const auto rows = connection.rows(
      fmt::format("SELECT run, strftime(finished, '%Y-%m-%d %H:%M:%S'), program_version, definition_hash, "
                  "contribs_table, reports_table, summary FROM state_fin_runs WHERE state = {} AND env = {} AND "
                  "({}) ORDER BY run DESC LIMIT 1",
                  sql_text(state), sql_text(env), chosen));
  if (rows.empty()) throw_no_run(connection, file, state, env, run);
  const auto value = [&](std::size_t column) { return rows[0][column].value_or(""); };
  return {value(0), value(1), value(2), value(3), value(4), value(5), account_of(value(0), value(6))};
}

}  // namespace sfi
