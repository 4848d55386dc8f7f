// status, rollback and prune: what a sink keeps of past runs.
#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>

#include "base/output_file.h"
#include "command/commands.h"
#include "command/messages.h"
#include "command/open_sink.h"
#include "text/json_member.h"

namespace sfi {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

std::vector<StoredRun> runs_of(const RunOptions& options, RunStore& store) {
  auto runs = store.runs(options.env);
  std::erase_if(runs, [&](const StoredRun& run) {
    const auto& states = options.states;
    return !states.empty() && std::find(states.begin(), states.end(), run.state) == states.end();
  });
  return runs;
}

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
    table += fmt::format("{:<20} {:<9} {:>12} records  {} UTC  {}\n", run.alias, to_string(run.status),
                         run.records, readable(run.started), run.name);
  }
  return table;
}

}  // namespace

ExitCode status(const RunOptions& options) {
  const auto opened = open_sink(options);
  const auto runs = runs_of(options, *opened.store);
  OutputFile out("-");
  out.write(options.json ? as_json(runs) : as_table(runs));
  if (runs.empty() && !options.json) print_message("Nothing is loaded here.\n");
  const bool has_orphans = std::any_of(runs.begin(), runs.end(), [](const StoredRun& run) {
    return run.status == StoredRun::Status::orphan;
  });
  if (has_orphans) print_message("Orphans are what killed runs have left behind: 'prune' removes them.\n");
  return ExitCode::ok;
}

ExitCode rollback(const RunOptions& options) {
  const auto opened = open_sink(options);
  for (const MovedAlias& move : opened.store->rollback(options.states.front(), options.env)) {
    if (!options.quiet) print_message(fmt::format("{} serves {} again, no longer {}.\n", move.alias, move.to, move.from));
  }
  return ExitCode::ok;
}

ExitCode prune(const RunOptions& options) {
  const auto opened = open_sink(options);
  const auto runs = prunable(runs_of(options, *opened.store), options.keep);
  for (const StoredRun& run : runs) {
    if (!options.dry_run) opened.store->remove(run);
    if (options.quiet) continue;
    print_message(fmt::format("{} {} ({}, {} records)\n", options.dry_run ? "would remove" : "removed", run.name,
                              to_string(run.status), run.records));
  }
  if (runs.empty() && !options.quiet) print_message("There is nothing to remove.\n");
  return ExitCode::ok;
}

}  // namespace sfi
