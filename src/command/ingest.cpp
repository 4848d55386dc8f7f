#include <fmt/format.h>

#include <memory>

#include "base/output_file.h"
#include "command/commands.h"
#include "command/messages.h"
#include "definition/load.h"
#include "ingestor/definition_ingestor.h"
#include "run/interrupt.h"
#include "run/state_run.h"
#include "sink/duckdb_sink.h"
#include "sink/ndjson_sink.h"

namespace sfi {
namespace {

// With the program's own buffers this keeps the process under 256 MB, whatever the input's size.
constexpr std::uint64_t kDefaultMemory = 80'000'000;

std::unique_ptr<Sink> make_sink(const RunOptions& options) {
  if (options.sink == SinkKind::ndjson) return std::make_unique<NdjsonSink>(options.output);
  DuckdbSink::Options duckdb;
  duckdb.memory_bytes = options.memory_bytes == 0 ? kDefaultMemory : options.memory_bytes;
  duckdb.threads = options.jobs;
  return std::make_unique<DuckdbSink>(options.database, duckdb);
}

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
  const std::unique_ptr<Sink> sink = make_sink(options);
  Rejects rejects = options.rejects_file ? Rejects(*options.rejects_file) : Rejects();
  std::vector<StateSummary> summaries;
  ExitCode worst = ExitCode::ok;
  for (Definition& definition : definitions) {
    const auto folder = options.input / definition.code;
    DefinitionIngestor ingestor(std::move(definition), folder, options.allow_missing,
                                options.roster);
    StateResult result = run_state(options, ingestor, *sink, rejects);
    report(options, result);
    worst = std::max(worst, result.code);
    summaries.push_back(std::move(result.summary));
    if (interrupted()) break;
  }
  sink->finish();
  rejects.finish();
  const std::string summary = summary_json(summaries);
  if (options.summary_file) write_file(*options.summary_file, summary);
  if (options.json) write_file("-", summary);
  return worst;
}

}  // namespace sfi
