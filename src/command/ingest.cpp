#include <fmt/format.h>

#include <optional>

#include "base/output_file.h"
#include "command/commands.h"
#include "command/messages.h"
#include "definition/load.h"
#include "command/open_sink.h"
#include "run/run_states.h"

namespace sfi {
namespace {

void write_file(const std::string& path, const std::string& text) {
  OutputFile file(path);
  file.write(text);
  file.commit();
}

void report(const RunOptions& options, const StateResult& result) {
  const bool ok = result.code == ExitCode::ok;
  if (!options.quiet || !ok) print_message(summary_text(result.summary));
  if (!ok) print_error(result.summary.error, result.summary.advice);
}

// Every definition is read before the first state is begun: a mistake in the last one should not
// show up after an hour.
std::vector<Definition> load_definitions(const RunOptions& options) {
  const auto codes = options.all_states ? known_states(options.definitions) : options.states;
  std::vector<Definition> definitions;
  for (const std::string& code : codes) {
    definitions.push_back(load_definition(code, options.definitions));
  }
  return definitions;
}

}  // namespace

ExitCode ingest(const RunOptions& options) {
  std::vector<Definition> definitions = load_definitions(options);
  const auto opened = open_sink(options);
  std::optional<OutputFile> rejects;
  if (options.rejects_file) rejects.emplace(*options.rejects_file).write(Rejects::kHeader);
  std::vector<StateSummary> summaries;
  ExitCode worst = ExitCode::ok;
  const auto finished = [&](StateResult& result, Rejects& rejected) {
    report(options, result);
    if (rejects) rejected.copy_to(*rejects);
    worst = std::max(worst, result.code);
    summaries.push_back(std::move(result.summary));
  };
  run_states(options, std::move(definitions), *opened.sink, finished);
  opened.sink->finish();
  if (rejects) rejects->commit();
  const std::string summary = summary_json(summaries);
  if (options.summary_file) write_file(*options.summary_file, summary);
  if (options.json) write_file("-", summary);
  return worst;
}

}  // namespace sfi
