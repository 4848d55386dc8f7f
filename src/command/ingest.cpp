#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <optional>
#include <thread>

#include "account/summary_json.h"
#include "account/summary_text.h"
#include "command/arguments/choices.h"
#include "command/arguments/exit_codes.h"
#include "command/arguments/option_group.h"
#include "command/arguments/sink_arguments.h"
#include "command/arguments/state_arguments.h"
#include "command/arguments/values.h"
#include "command/commands.h"
#include "command/messages.h"
#include "command/progress/progress_display.h"
#include "command/side_file.h"
#include "command/terminal.h"
#include "database/connection.h"
#include "run/run_states.h"

namespace sfi {
namespace {

// Option values that CLI11 alone cannot parse.
struct Texts {
  std::vector<std::string> types;
  std::vector<std::string> kinds;
  std::string since;
  std::string until;
  std::string max_rejects;
  std::string max_refused;
  std::string max_shrink;
  std::string max_growth;
  std::string max_drift;
  std::string memory;
  std::string storage;
};

std::vector<std::string> storage_words() {
  return {storage_versions().begin(), storage_versions().end()};
}

// `given`, else INGEST_STORAGE, else empty. Throws UsageError.
std::string storage_of(const std::string& given, const Settings& settings) {
  if (!given.empty()) return given;
  const std::string set = settings.get("INGEST_STORAGE").value_or("");
  if (set.empty() || std::ranges::find(storage_versions(), set) != storage_versions().end()) return set;
  throw UsageError(fmt::format("INGEST_STORAGE: '{}' is not a storage version.", set),
                   fmt::format("Known: {}.", fmt::join(storage_versions(), ", ")));
}

class Ingest final : public Command {
 public:
  void declare(CLI::App& app) override;
  ExitCode run(const Settings& settings) override;

 private:
  void declare_output(CLI::App& app);
  void declare_selection(CLI::App& app);
  void declare_limits(CLI::App& app);
  void declare_cluster(CLI::App& app);
  void declare_results(CLI::App& app);

  RunOptions run_options(const Settings& settings) const;
  SinkOptions sink_options(const Settings& settings, std::size_t states) const;
  void check_output(const SinkOptions& sink) const;
  ProgressMode progress_mode(const SinkOptions& sink) const;
  std::string account_of(const StateResult& result) const;

  StateArguments states_;
  SinkArguments sink_;
  Texts texts_;
  RunOptions options_;
  bool all_ = false;
  std::string output_;
  std::string rejects_file_;
  std::string summary_file_;
  std::size_t keep_ = 1;
  std::optional<unsigned> replicas_;
  unsigned load_replicas_ = ElasticsearchOptions{}.load_replicas;
  bool require_green_ = false;
  unsigned connections_ = ElasticsearchOptions{}.connections;
  unsigned retry_seconds_ = 300;
  unsigned request_seconds_ = 120;
  std::string progress_ = "auto";
  bool quiet_ = false;
  bool json_ = false;
};

void Ingest::declare(CLI::App& app) {
  states_.declare(app, "States by their two-letter codes, such as tx");
  app.add_flag("--all", all_, "Every state with a definition");
  declare_inputs(app, options_.inputs);
  sink_.declare(app, "duckdb, elasticsearch (OpenSearch too) or ndjson");
  declare_output(app);
  declare_selection(app);
  declare_limits(app);
  declare_results(app);
  declare_cluster(app);
  app.footer(
      fmt::format("Examples:\n"
                  "  state-fin-ingest ingest tx\n"
                  "  state-fin-ingest ingest tx --database texas.duckdb --since 2023-01-01\n"
                  "  state-fin-ingest ingest tx --sink ndjson --output texas.ndjson --kinds all\n"
                  "  state-fin-ingest ingest tx --limit 1000 --sink ndjson | head\n"
                  "  ES_HOST=https://localhost:9200 state-fin-ingest ingest --all\n\n{}",
                  kExitCodes));
}

void Ingest::declare_output(CLI::App& app) {
  const OptionGroup group(app, "Sink");
  app.add_option("--output", output_,
                 "NDJSON file: .contribs and .reports are inserted before the extension; - is stdout")
      ->type_name("FILE");
  app.add_option("--storage", texts_.storage,
                 fmt::format("Storage version of a new DuckDB file: the oldest DuckDB that can open it "
                             "(INGEST_STORAGE; default: {})",
                             kDefaultStorage))
      ->type_name("VERSION")
      ->check(choices("--storage", storage_words()));
}

void Ingest::declare_selection(CLI::App& app) {
  const OptionGroup group(app, "Selection");
  app.add_option("--types", texts_.types, "contribs,reports (default: both)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("LIST")
      ->check(choices("--types", {"contribs", "reports"}));
  app.add_option("--kinds", texts_.kinds, "monetary,in_kind,loan,refund,other or all (default: monetary)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("LIST")
      ->check(choices("--kinds", {"monetary", "in_kind", "loan", "refund", "other", "all"}));
  app.add_option("--since", texts_.since, "Only from this date on")->type_name("YYYY-MM-DD");
  app.add_option("--until", texts_.until, "Only up to this date")->type_name("YYYY-MM-DD");
  app.add_option("--limit", options_.limit, "Read only the first N rows of each stream; does not promote")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
}

void Ingest::declare_limits(CLI::App& app) {
  const OptionGroup group(app, "Limits");
  options_.jobs = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("--max-rejects", texts_.max_rejects, "Refuse if more rows than this cannot be read (default: 0.1%)")
      ->type_name("N|P%");
  app.add_option("--max-shrink", texts_.max_shrink,
                 "Refuse if the record count dropped by more than this (default: 20%)")
      ->type_name("P%");
  app.add_option("--max-growth", texts_.max_growth,
                 "Refuse if the record count rose by more than this (default: a note when it has doubled)")
      ->type_name("P%");
  app.add_option(
         "--max-drift", texts_.max_drift,
         "Refuse if a share (of records with a field, linked by a step; of rows left out) differs from the served "
         "run's by more points than this (default: 50%)")
      ->type_name("P%");
  app.add_option("--jobs", options_.jobs, "Threads (default: one per processor)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  app.add_option("--memory", texts_.memory, "Memory for DuckDB (default: 64MB)")->type_name("SIZE");
}

void Ingest::declare_results(CLI::App& app) {
  const OptionGroup group(app, "Results");
  app.add_option("--rejects", rejects_file_, "CSV file for rows that could not be read")->type_name("FILE");
  app.add_option("--summary", summary_file_, "JSON file for the account of the run")->type_name("FILE");
  app.add_flag("--dry-run", options_.dry_run, "Do everything except promote");
  app.add_option("--keep", keep_, "Replaced runs to keep for rollback")
      ->type_name("N")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--progress", progress_,
                 "live (redrawn lines), plain (a line now and then) or never; auto: live on a terminal")
      ->type_name("HOW")
      ->check(CLI::IsMember({"auto", "live", "plain", "never"}))
      ->capture_default_str();
  app.add_flag("--quiet", quiet_, "Print only notes and errors");
  app.add_flag("--strict", options_.strict, "Refuse to promote a state if there is a note");
  app.add_flag("--json", json_, "Print the summary as JSON to stdout");
}

void Ingest::declare_cluster(CLI::App& app) {
  const OptionGroup group(app, "Cluster");
  app.add_option("--replicas", replicas_, "Copies of a promoted index (default: 1, or 0 with a single data node)")
      ->type_name("N")
      ->check(CLI::Range(0, 20));
  app.add_option("--load-replicas", load_replicas_,
                 "Copies while loading: the load survives the loss of a node, but takes longer")
      ->type_name("N")
      ->check(CLI::Range(0, 10))
      ->capture_default_str();
  app.add_flag("--require-green", require_green_, "Refuse to promote while a copy is unassigned");
  app.add_option("--connections", connections_, "Bulk requests in flight at once")
      ->type_name("N")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--retry-time", retry_seconds_, "How long to retry a request that the servers cannot accept")
      ->type_name("SECONDS")
      ->check(CLI::Range(0, 86400))
      ->capture_default_str();
  app.add_option("--request-timeout", request_seconds_, "Time limit for one request")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  app.add_option("--max-refused", texts_.max_refused,
                 "Refuse if the servers reject more records than this (default: 0)")
      ->type_name("N|P%");
}

std::array<bool, kKindCount> kinds_of(const std::vector<std::string>& names) {
  std::array<bool, kKindCount> kinds{};
  for (const std::string& name : names) {
    if (name == "all") {
      kinds.fill(true);
    } else {
      kinds[static_cast<std::size_t>(kind_from(name).value())] = true;
    }
  }
  return kinds;
}

RunOptions Ingest::run_options(const Settings& settings) const {
  RunOptions options = options_;
  options.env = sink_.env(settings);
  options.keep_rejects = !rejects_file_.empty();
  if (!texts_.types.empty()) options.types = record_types_of(texts_.types);
  if (!texts_.kinds.empty()) options.selection.kinds = kinds_of(texts_.kinds);
  if (!texts_.since.empty()) options.selection.since = day_of("--since", texts_.since);
  if (!texts_.until.empty()) options.selection.until = day_of("--until", texts_.until);
  if (!texts_.max_rejects.empty()) options.max_rejects = reject_limit("--max-rejects", texts_.max_rejects);
  if (!texts_.max_refused.empty()) options.max_refused = reject_limit("--max-refused", texts_.max_refused);
  if (!texts_.max_shrink.empty()) options.max_shrink_percent = percent_of("--max-shrink", texts_.max_shrink);
  if (!texts_.max_drift.empty()) options.max_drift_points = percent_of("--max-drift", texts_.max_drift);
  if (!texts_.max_growth.empty()) options.max_growth_percent = percent_of("--max-growth", texts_.max_growth);
  return options;
}

SinkOptions Ingest::sink_options(const Settings& settings, std::size_t states) const {
  SinkOptions options = sink_.finish(settings);
  options.output = options.kind == SinkKind::ndjson && output_.empty() ? "-" : output_;
  options.keep = keep_;
  options.jobs = options_.jobs;
  options.states = states;
  options.storage = storage_of(texts_.storage, settings);
  if (!texts_.memory.empty()) options.memory_bytes = bytes_of("--memory", texts_.memory);
  options.cluster.replicas = replicas_;
  options.cluster.load_replicas = load_replicas_;
  options.cluster.require_green = require_green_;
  options.cluster.connections = connections_;
  options.cluster.retry_time = std::chrono::seconds(retry_seconds_);
  options.cluster.http.timeout = std::chrono::seconds(request_seconds_);
  check_output(options);
  return options;
}

void Ingest::check_output(const SinkOptions& sink) const {
  if (sink.kind != SinkKind::ndjson && !output_.empty()) {
    throw UsageError("--output only applies to --sink ndjson.", "Name the DuckDB file with --database.");
  }
  if (json_ && sink.output == "-") {
    throw UsageError("--json and the documents would both go to stdout.",
                     "Write the documents to a file with --output, or the summary to one with --summary.");
  }
}

// Documents on stdout can end up on the same terminal, even through a pipe: then nothing is drawn over them.
ProgressMode Ingest::progress_mode(const SinkOptions& sink) const {
  if (quiet_ || progress_ == "never") return ProgressMode::none;
  if (progress_ != "auto") return progress_ == "live" ? ProgressMode::live : ProgressMode::plain;
  const bool may_draw = is_smart_terminal(STDERR_FILENO) && sink.output != "-";
  return may_draw ? ProgressMode::live : ProgressMode::plain;
}

std::string Ingest::account_of(const StateResult& result) const {
  const bool ok = result.code == ExitCode::ok;
  std::string text;
  if (!quiet_ || !ok) {
    text += summary_text(result.summary, uses_color());
  } else {
    for (const std::string& note : result.summary.notes)
      text += fmt::format("{}: note: {}\n", result.summary.state, note);
  }
  if (!ok) text += error_text(result.summary.error, result.summary.advice);
  return text;
}

// What goes wrong at the end where the data are served by then: their account is written all the same.
std::exception_ptr finish(const OpenedSink& opened) {
  try {
    opened.sink->finish();
  } catch (const RunFailed&) {
    if (opened.store == nullptr) throw;  // files are complete only now
    return std::current_exception();
  }
  return nullptr;
}

ExitCode Ingest::run(const Settings& settings) {
  const RunOptions options = run_options(settings);
  const auto states = states_.named_or_all(all_, "Name the states to load, such as 'ingest tx', or use --all.");
  const SinkOptions sink = sink_options(settings, states.size());
  std::vector<Definition> definitions = states_.definitions(states);
  std::deque<StateProgress> progress;
  for (const std::string& state : states) progress.emplace_back(state);
  ProgressDisplay display(progress_mode(sink), progress);
  const auto opened = open_sink(sink);
  SideFile rejects(rejects_file_);
  SideFile summary(summary_file_);
  SideFile json(json_ ? "-" : "");
  rejects.write([](OutputFile& file) { file.write(Rejects::kHeader); });
  std::vector<StateSummary> summaries;
  ExitCode worst = ExitCode::ok;
  const auto finished = [&](StateResult& result, Rejects& rejected) {
    display.end_state(account_of(result));
    rejects.write([&](OutputFile& file) { rejected.copy_to(file); });
    worst = std::max(worst, result.code);
    summaries.push_back(std::move(result.summary));
  };
  run_states(options, std::move(definitions), *opened.sink, progress, finished);
  display.close();
  const std::exception_ptr unfinished = finish(opened);
  const std::string account = summary_json(summaries, static_cast<int>(worst));
  for (SideFile* file : {&summary, &json}) file->write([&](OutputFile& out) { out.write(account); });
  for (SideFile* file : {&summary, &json, &rejects}) file->commit();
  for (const SideFile* file : {&summary, &json, &rejects}) file->check();
  if (unfinished) std::rethrow_exception(unfinished);
  if (states.size() > 1 && !quiet_) print_message(summary_of_all(summaries));
  return worst;
}

}  // namespace

std::unique_ptr<Command> make_ingest() {
  return std::make_unique<Ingest>();
}

}  // namespace sfi
