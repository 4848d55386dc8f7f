#include "report/loaded_run.h"

#include <fmt/format.h>

#include "base/error.h"
#include "database/common_views.h"
#include "sink/duckdb/duckdb_sink.h"
#include "sink/sink.h"
#include "text/json_value.h"

namespace sfi {
namespace {

using Value = rapidjson::Value;

Cents cents(const Value& object) {
  const Value& value = json_member(object, "amount_cents");
  return Cents(value.IsInt64() ? value.GetInt64() : 0);
}

std::vector<LeftOut> reasons(const Value& rows, const Value& money) {
  std::vector<LeftOut> list;
  if (!rows.IsObject()) return list;
  for (const auto& entry : rows.GetObject()) {
    LeftOut left;
    left.reason.assign(entry.name.GetString(), entry.name.GetStringLength());
    left.rows = entry.value.GetUint64();
    const Value& sum = json_member(money, left.reason.c_str());
    if (sum.IsObject()) {
      left.cents = cents(sum);
      left.without_amount = json_count(sum, "without_amount");
    }
    list.push_back(std::move(left));
  }
  return list;
}

UnlinkedFiler unlinked_filer(const Value& value) {
  return {json_text(value, "filer_id"), json_text(value, "name"), json_count(value, "rows"), cents(value),
          json_count(value, "without_amount")};
}

UnlinkedAccount unlinked_account(const Value& value) {
  UnlinkedAccount account;
  account.filers = json_count(value, "filers");
  account.all = unlinked_filer(value);
  account.beyond = unlinked_filer(json_member(value, "beyond_limit"));
  const Value& top = json_member(value, "top");
  if (!top.IsArray()) return account;
  for (const Value& filer : top.GetArray()) account.top.push_back(unlinked_filer(filer));
  return account;
}

void read_types(const Value& types, LoadedRun& run) {
  const Value none;
  for (const RecordType type : kRecordTypes) {
    const std::string name(to_string(type));
    const Value& value = json_member(types, name.c_str());
    if (!value.IsObject()) continue;
    run.accounts.push_back({name, json_count(value, "read"), json_count(value, "accepted"),
                            reasons(json_member(value, "skipped"), json_member(value, "skipped_money")),
                            reasons(json_member(value, "rejected"), none),
                            reasons(json_member(value, "repaired"), none)});
    const Value& unlinked = json_member(value, "unlinked_filers");
    if (unlinked.IsObject()) run.unlinked = unlinked_account(unlinked);
  }
}

void read_summary(const std::string& summary, LoadedRun& run) {
  rapidjson::Document document;
  document.Parse(summary.data(), summary.size());
  const Value& states = document.HasParseError() ? document : json_member(document, "states");
  if (!states.IsArray() || states.Empty()) {
    throw Refused(fmt::format("The account of run {} cannot be read.", run.name), "Load the state again.");
  }
  const Value& state = states[0];
  read_types(json_member(state, "types"), run);
  const Value& links = json_member(state, "links");
  if (links.IsObject()) {
    for (const auto& link : links.GetObject()) {
      run.links.push_back(
          {link.name.GetString(), json_count(link.value, "filers"), json_count(link.value, "rows"), cents(link.value)});
    }
  }
  const Value& inputs = json_member(state, "inputs");
  if (!inputs.IsArray()) return;
  for (const Value& input : inputs.GetArray()) {
    run.files.push_back(
        {json_text(input, "path"), json_count(input, "bytes"), json_text(input, "sha256"), json_count(input, "rows")});
  }
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
  LoadedRun found{value(0), value(1), value(2), value(3), value(4), value(5), {}, {}, {}, {}};
  read_summary(value(6), found);
  return found;
}

}  // namespace sfi
