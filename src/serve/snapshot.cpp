#include "serve/snapshot.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "database/common_views.h"
#include "database/run_table.h"
#include "record/alias.h"
#include "serve/problem.h"
#include "version.h"
#include "wording/display_width.h"

namespace sfi {
namespace {

std::string served_table(const RunTable& runs, const std::string& state, RecordType type, const std::string& env) {
  return runs.served_table(alias_name(state, type, env)).value_or("");
}

// The name of the run whose contributions are served; empty: the newest of which anything is.
std::string run_of_contributions(const RunTable& table, const std::vector<PromotedRun>& runs, const std::string& state,
                                 const std::string& env) {
  const std::string served = served_table(table, state, RecordType::contribs, env);
  for (const PromotedRun& run : runs) {
    if (run.state == state && !served.empty() && run.table(RecordType::contribs) == served) return run.name();
  }
  return "";
}

std::string hash_of(const std::string& text) {
  return fmt::format("{:016x}", XXH3_64bits(text.data(), text.size()));
}

std::string names_of(const std::vector<std::string>& codes) {
  return codes.empty() ? "Nothing is loaded." : fmt::format("Loaded: {}.", fmt::join(codes, ", "));
}

const ServedState* find_state(const Snapshot& snapshot, const std::string& code) {
  const auto found = std::ranges::find(snapshot.states, code, &ServedState::code);
  return found == snapshot.states.end() ? nullptr : &*found;
}

}  // namespace

const ServedState& Snapshot::state(const std::string& code) const {
  const ServedState* found = find_state(*this, code);
  if (found != nullptr) return *found;
  throw not_found(fmt::format("No state '{}' is loaded.", cut_to_width(code, 60)), names_of(codes()));
}

std::vector<std::string> Snapshot::codes() const {
  std::vector<std::string> codes;
  for (const ServedState& state : states) codes.push_back(state.code);
  return codes;
}

std::string Snapshot::contributions_sql(const std::optional<std::string>& state) const {
  std::vector<std::string> views;
  if (state && find_state(*this, *state) == nullptr) {
    throw bad_request(fmt::format("No state '{}' is loaded.", *state), names_of(codes()));
  }
  for (const ServedState& served : states) {
    if (!served.view.empty() && (!state || *state == served.code)) views.push_back(served.view);
  }
  return fmt::format("({}) AS gifts", all_rows_sql(RecordType::contribs, views));
}

Snapshot read_snapshot(DuckdbConnection& connection, const std::string& file, const std::string& env) {
  const RunTable table(connection);
  if (!table.exists()) {
    throw Refused(fmt::format("{}: nothing was loaded into this database.", file),
                  "Load a state first, or name another file with --database.");
  }
  const auto runs = table.runs(env);
  std::set<std::string> codes;
  for (const PromotedRun& run : runs) codes.insert(run.state);
  Snapshot snapshot;
  std::string served, newest;
  for (const std::string& code : codes) {
    const std::string name = run_of_contributions(table, runs, code, env);
    LoadedRun loaded = find_loaded_run(connection, file, code, env, name);
    const std::string view = name.empty() ? "" : alias_name(code, RecordType::contribs, env);
    for (const RecordType type : kRecordTypes) served += served_table(table, code, type, env) + "\n";
    if (loaded.run.finished >= newest) {
      newest = loaded.run.finished;
      snapshot.newest_run = loaded.run.name();
    }
    snapshot.states.push_back({code, std::move(loaded), view});
  }
  snapshot.tag = hash_of(served + SFI_VERSION);
  return snapshot;
}

}  // namespace sfi
