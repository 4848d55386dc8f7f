// status, rollback and prune: the runs that a sink keeps.
#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "base/output_file.h"
#include "command/arguments/sink_arguments.h"
#include "command/commands.h"
#include "command/messages.h"
#include "text/json_member.h"

namespace sfi {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write_json(Writer& writer, const StoredRun& run) {
  writer.StartObject();
  write_json_text(writer, "state", run.state);
  write_json_text(writer, "type", to_string(run.type));
  write_json_text(writer, "name", run.name);
  write_json_text(writer, "alias", run.alias);
  write_json_text(writer, "status", to_string(run.status));
  write_json_text(writer, "started", run.started);
  writer.Key("records");
  writer.Uint64(run.records);
  writer.Key("bytes");
  writer.Uint64(run.bytes);
  write_json_text(writer, "program_version", run.program_version);
  writer.Key("earlier_mapping");
  writer.Bool(run.earlier_mapping);
  writer.EndObject();
}

std::string as_json(const std::vector<StoredRun>& runs) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.SetIndent(' ', 2);
  writer.StartArray();
  for (const StoredRun& run : runs) write_json(writer, run);
  writer.EndArray();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

// "20261124t071213000042" -> "2026-11-24 07:12:13"
std::string readable(const std::string& stamp) {
  return fmt::format("{}-{}-{} {}:{}:{}", stamp.substr(0, 4), stamp.substr(4, 2), stamp.substr(6, 2),
                     stamp.substr(9, 2), stamp.substr(11, 2), stamp.substr(13, 2));
}

std::string as_table(const std::vector<StoredRun>& runs) {
  std::string table;
  for (const StoredRun& run : runs) {
    table += fmt::format("{:<20} {:<9} {:>12} records  {} UTC  {}{}\n", run.alias, to_string(run.status), run.records,
                         readable(run.started), run.name, run.earlier_mapping ? "  earlier mapping" : "");
  }
  return table;
}

// Results from such an index can look right and be wrong. A run that is kept but not served needs no reload.
std::string note_on_mappings(const std::vector<StoredRun>& runs) {
  std::set<std::string> states;
  for (const StoredRun& run : runs) {
    if (run.earlier_mapping && run.status == StoredRun::Status::served) states.insert(run.state);
  }
  if (states.empty()) return "";
  return fmt::format(
      "Served from indices with the mapping of an earlier version: {}. OpenSearch 2.9 to 3.8 sorts their amounts "
      "wrong: the largest can be missing, without an error. Load again: state-fin-ingest ingest {}\n",
      fmt::join(states, ", "), fmt::join(states, " "));
}

// What the three share: a sink and its states.
class StoreCommand : public Command {
 protected:
  CLI::Option* declare_store(CLI::App& app, const char* states_help) {
    CLI::Option* states = app.add_option("STATE", states_, states_help);
    sink_.declare(app, "duckdb or elasticsearch");
    return states;
  }

  OpenedSink open(const Settings& settings) const { return open_sink(sink_.finish_store(settings)); }
  std::string env(const Settings& settings) const { return sink_.env(settings); }
  const std::vector<std::string>& states() const { return states_; }

  // Of all states if none is named.
  std::vector<StoredRun> runs_of(RunStore& store, const Settings& settings) const {
    auto runs = store.runs(env(settings));
    std::erase_if(runs, [&](const StoredRun& run) {
      return !states_.empty() && std::find(states_.begin(), states_.end(), run.state) == states_.end();
    });
    return runs;
  }

 private:
  std::vector<std::string> states_;
  SinkArguments sink_;
};

class Status final : public StoreCommand {
 public:
  void declare(CLI::App& app) override {
    declare_store(app, "Only these states");
    app.add_flag("--json", json_, "Print as JSON");
    app.footer(
        "Examples:\n"
        "  state-fin-ingest status\n"
        "  state-fin-ingest status tx --json\n\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused.");
  }

  ExitCode run(const Settings& settings) override {
    const auto opened = open(settings);
    const auto runs = runs_of(*opened.store, settings);
    OutputFile out("-");
    out.write(json_ ? as_json(runs) : as_table(runs));
    if (runs.empty() && !json_) print_message("Nothing is loaded.\n");
    if (const std::string note = note_on_mappings(runs); !note.empty()) print_message(note);
    const bool has_orphans = std::any_of(runs.begin(), runs.end(),
                                         [](const StoredRun& run) { return run.status == StoredRun::Status::orphan; });
    if (has_orphans) print_message("Orphans are leftovers of killed runs; 'prune' removes them.\n");
    return ExitCode::ok;
  }

 private:
  bool json_ = false;
};

class Rollback final : public StoreCommand {
 public:
  void declare(CLI::App& app) override {
    declare_store(app, "State by its two-letter code, such as tx")->required()->expected(1);
    app.add_flag("--quiet", quiet_, "Print only errors");
    app.footer(
        "Examples:\n"
        "  state-fin-ingest rollback tx\n\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused (no earlier run is kept).");
  }

  ExitCode run(const Settings& settings) override {
    const auto opened = open(settings);
    for (const MovedAlias& move : opened.store->rollback(states().front(), env(settings))) {
      if (quiet_) continue;
      print_message(fmt::format("{} serves {} again instead of {}.\n", move.alias, move.to, move.from));
    }
    return ExitCode::ok;
  }

 private:
  bool quiet_ = false;
};

class Prune final : public StoreCommand {
 public:
  void declare(CLI::App& app) override {
    declare_store(app, "Only these states");
    app.add_option("--keep", keep_, "Replaced runs to keep for rollback")
        ->type_name("N")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    app.add_flag("--dry-run", dry_run_, "Only list what would be removed");
    app.add_flag("--quiet", quiet_, "Print only errors");
    app.footer(
        "Examples:\n"
        "  state-fin-ingest prune --dry-run\n"
        "  state-fin-ingest prune tx mi --keep 0\n\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused.");
  }

  ExitCode run(const Settings& settings) override {
    const auto opened = open(settings);
    const auto runs = prunable(runs_of(*opened.store, settings), keep_);
    for (const StoredRun& run : runs) {
      if (!dry_run_) opened.store->remove(run);
      if (quiet_) continue;
      print_message(fmt::format("{} {} ({}, {} records)\n", dry_run_ ? "would remove" : "removed", run.name,
                                to_string(run.status), run.records));
    }
    if (runs.empty() && !quiet_) print_message("Nothing to remove.\n");
    return ExitCode::ok;
  }

 private:
  std::size_t keep_ = 1;
  bool dry_run_ = false;
  bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> make_status() {
  return std::make_unique<Status>();
}
std::unique_ptr<Command> make_rollback() {
  return std::make_unique<Rollback>();
}
std::unique_ptr<Command> make_prune() {
  return std::make_unique<Prune>();
}

}  // namespace sfi
