#include "report/loaded_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <utility>

#include "account/summary_json.h"
#include "base/error.h"

namespace sfi {
namespace {

StateSummary account_of(const std::string& run, const std::string& summary) {
  auto states = read_summary_json(summary);
  if (!states || states->empty()) {
    throw Refused(fmt::format("Cannot read the account of run {}.", run), "Load the state again.");
  }
  return std::move(states->front());
}

// The run named `name`; without a name the served one.
std::optional<PromotedRun> find_run(const RunTable& table, const std::string& state, const std::string& env,
                                    const std::string& name) {
  if (name.empty()) return table.served_run(state, env);
  for (PromotedRun& run : table.runs(env)) {
    if (run.state == state && run.name() == name) return std::move(run);
  }
  return std::nullopt;
}

[[noreturn]] void throw_no_run(const RunTable& table, const std::string& file, const std::string& state,
                               const std::string& env, const std::string& name) {
  std::set<std::string> states, names;
  for (const PromotedRun& run : table.runs(env)) {
    states.insert(run.state);
    if (run.state == state) names.insert(run.name());
  }
  if (!name.empty()) {
    throw Refused(fmt::format("{}: run '{}' of {} is not kept.", file, name, state),
                  names.empty() ? "" : fmt::format("Runs kept: {}.", fmt::join(names, ", ")));
  }
  throw Refused(fmt::format("{}: {} is not loaded in the environment '{}'.", file, state, env),
                states.empty() ? fmt::format("Load it first: state-fin-ingest ingest {}", state)
                               : fmt::format("Loaded: {}.", fmt::join(states, ", ")));
}

}  // namespace

LoadedRun find_loaded_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                          const std::string& env, const std::string& run) {
  const RunTable table(connection);
  if (!table.exists()) {
    throw Refused(fmt::format("{}: nothing was loaded into this database.", file),
                  "Load a state first, or name another file with --database.");
  }
  auto found = find_run(table, state, env, run);
  if (!found) throw_no_run(table, file, state, env, run);
  StateSummary account = account_of(found->name(), table.summary(*found));
  return {std::move(*found), std::move(account)};
}

}  // namespace sfi
