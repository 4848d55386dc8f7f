#include "command/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstring>
#include <iostream>
#include <thread>

#include "base/error.h"
#include "base/nearest.h"
#include "text/date.h"
#include "version.h"

namespace sfi {
namespace {

constexpr const char* kExitCodes =
    "Exit status: 0 done, 1 the run failed, 2 wrong usage, 3 refused (inputs missing or wrong, too "
    "many rejects, shrunk, counts differ), 130/143 interrupted.";

// Texts as they were given; turned into RunOptions when everything is parsed.
struct Raw {
  std::vector<std::string> states;
  std::string sink;
  std::vector<std::string> types;
  std::vector<std::string> kinds;
  std::string since;
  std::string until;
  std::string max_rejects;
  std::string max_shrink;
  std::string memory;
  std::string rejects;
  std::string summary;
  std::string definitions;
  std::uint64_t limit = 0;
  std::vector<std::string> allow_missing;
  std::string hosts;
  bool insecure = false;
  int replicas = -1;
  int retry_seconds = 300;
  int request_seconds = 120;
  std::string max_refused;
};

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

double percent_of(const std::string& option, std::string text) {
  if (!text.ends_with('%')) {
    throw UsageError(fmt::format("{} takes a share such as 20%, not '{}'.", option, text));
  }
  text.pop_back();
  const auto value = whole_number<double>(text);
  if (!value || *value < 0 || *value > 100) {
    throw UsageError(fmt::format("{} takes a share from 0% to 100%, not '{}%'.", option, text));
  }
  return *value;
}

RejectLimit reject_limit(const std::string& option, const std::string& text) {
  RejectLimit limit;
  if (text.ends_with('%')) {
    limit.percent = percent_of(option, text);
    return limit;
  }
  const auto rows = whole_number<std::uint64_t>(text);
  if (!rows) {
    throw UsageError(
        fmt::format("{} takes a number of rows or a share such as 0.1%, not '{}'.", option, text));
  }
  limit.rows = *rows;
  limit.is_percent = false;
  return limit;
}

std::int64_t day_of(const std::string& option, const std::string& text) {
  static const DateFormat format("%Y-%m-%d");
  const auto seconds = format.parse(text);
  if (!seconds) {
    throw UsageError(
        fmt::format("{} takes a day written as 2024-01-31, not '{}'.", option, text));
  }
  return *seconds / 86400;
}

// "512MB", "2 GiB", "1g": bytes, in powers of 1024.
std::uint64_t bytes_of(const std::string& text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  std::string unit(rest, static_cast<std::size_t>(end - rest));
  std::transform(unit.begin(), unit.end(), unit.begin(), [](unsigned char c) { return std::tolower(c); });
  std::erase(unit, ' ');
  constexpr std::array<std::pair<std::string_view, unsigned>, 11> kUnits{{
      {"", 0}, {"b", 0}, {"k", 10}, {"kb", 10}, {"kib", 10}, {"m", 20}, {"mb", 20}, {"mib", 20},
      {"g", 30}, {"gb", 30}, {"gib", 30}}};
  for (const auto& [name, shift] : kUnits) {
    if (error == std::errc{} && value != 0 && unit == name) return value << shift;
  }
  throw UsageError(fmt::format("--memory takes a size such as 512MB or 2GB, not '{}'.", text));
}

[[noreturn]] void throw_unknown(const std::string& option, const std::string& text,
                                const std::vector<std::string>& known) {
  throw UsageError(fmt::format("{} does not know '{}'.{} Known: {}.", option, text,
                               did_you_mean(text, known), fmt::join(known, ", ")));
}

void select_kinds(const std::vector<std::string>& names, Selection& selection) {
  if (names.empty()) return;
  selection.kinds.fill(false);
  for (const std::string& name : names) {
    if (name == "all") {
      selection.kinds.fill(true);
    } else if (const auto kind = kind_from(name)) {
      selection.kinds[static_cast<std::size_t>(*kind)] = true;
    } else {
      throw_unknown("--kinds", name, {"monetary", "in_kind", "loan", "refund", "other", "all"});
    }
  }
}

void select_types(const std::vector<std::string>& names, RunOptions& options) {
  if (names.empty()) return;
  options.types.clear();
  for (const std::string& name : names) {
    const auto type = record_type_from(name);
    if (!type) throw_unknown("--types", name, {"contribs", "reports"});
    options.types.insert(*type);
  }
}

void reach_cluster(const Raw& raw, const Settings& settings, ElasticsearchOptions& cluster) {
  const std::string hosts = raw.hosts.empty() ? settings.get("ES_HOST").value_or("") : raw.hosts;
  if (hosts.empty()) {
    throw UsageError("No server is named.",
                     "Set ES_HOST (https://user:password@host:9200, several with commas), or say --hosts.");
  }
  cluster.endpoints = Endpoint::parse_list(hosts);
  cluster.http.api_key = settings.get("ES_API_KEY").value_or("");
  cluster.http.ca_file = settings.get("ES_CA_FILE").value_or("");
  cluster.http.insecure = raw.insecure;
  if (raw.replicas >= 0) cluster.replicas = static_cast<unsigned>(raw.replicas);
  cluster.retry_time = std::chrono::seconds(raw.retry_seconds);
  cluster.http.timeout = std::chrono::seconds(raw.request_seconds);
}

void select_sink(const Raw& raw, const Settings& settings, RunOptions& options) {
  std::string sink = raw.sink;
  const bool has_hosts = !raw.hosts.empty() || settings.get("ES_HOST");
  if (sink.empty()) sink = has_hosts ? "elasticsearch" : "duckdb";
  if (sink == "elasticsearch") {
    options.sink = SinkKind::elasticsearch;
    reach_cluster(raw, settings, options.cluster);
  } else if (sink == "duckdb") {
    options.sink = SinkKind::duckdb;
  } else if (sink == "ndjson") {
    options.sink = SinkKind::ndjson;
    if (options.output.empty()) options.output = "-";
  } else {
    throw_unknown("--sink", sink, {"duckdb", "elasticsearch", "ndjson"});
  }
  if (options.sink != SinkKind::ndjson && !options.output.empty()) {
    throw UsageError("--output belongs to --sink ndjson.", "The DuckDB file is named by --database.");
  }
  if (options.json && options.output == "-") {
    throw UsageError("--json and the documents would both go to stdout.",
                     "Give the documents a file with --output, or the summary with --summary.");
  }
}

void check_env(const std::string& env) {
  const bool ok = !env.empty() && std::all_of(env.begin(), env.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!ok) {
    throw UsageError(fmt::format("--env takes small letters, digits, '_' and '-', not '{}'.", env));
  }
}

void add_common_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("--input", options.input,
                     "Folder with the states' files; those of Texas lie in DIR/tx")
      ->type_name("DIR")
      ->capture_default_str();
  command.add_option("--definitions", raw.definitions,
                     "Folder with definitions (xx/ingestor.toml) that replace the built-in ones")
      ->type_name("DIR");
}

// Which sink, and how to reach it: the same for every command that has to do with one.
void add_sink_options(CLI::App& command, Raw& raw, RunOptions& options, const char* names) {
  command.add_option("--sink", raw.sink,
                     fmt::format("{} (default: elasticsearch when ES_HOST is set, else duckdb)", names))
      ->type_name("NAME");
  command.add_option("--database", options.database, "DuckDB file")
      ->type_name("FILE")
      ->capture_default_str();
  command.add_option("--hosts", raw.hosts,
                     "Servers, https://host:9200, used in turn (ES_HOST, which may hold user and password; "
                     "ES_API_KEY, ES_CA_FILE)")
      ->type_name("URL[,URL]");
  command.add_flag("--insecure", raw.insecure, "Do not check the servers' certificates");
  command.add_option("--env", options.env, "Part of the names of what is loaded (INGEST_ENV)")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--color", options.color, "auto, always or never")
      ->type_name("WHEN")->check(CLI::IsMember({"auto", "always", "never"}));
}

void add_ingest_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("STATE", raw.states, "States by their two letters, such as tx");
  command.add_flag("--all", options.all_states, "Every state that has a definition");
  add_common_options(command, raw, options);
  add_sink_options(command, raw, options, "duckdb, elasticsearch (OpenSearch too) or ndjson");
  command.add_option("--output", options.output,
                     "NDJSON file: .contribs and .reports are put before its extension; - is stdout")
      ->type_name("FILE");
  command.add_option("--types", raw.types, "contribs,reports (default: both)")
      ->delimiter(',')->type_name("LIST");
  command.add_option("--kinds", raw.kinds,
                     "monetary,in_kind,loan,refund,other or all (default: monetary)")
      ->delimiter(',')->type_name("LIST");
  command.add_option("--since", raw.since, "Only from this day on")->type_name("YYYY-MM-DD");
  command.add_option("--until", raw.until, "Only up to this day")->type_name("YYYY-MM-DD");
  command.add_option("--max-rejects", raw.max_rejects,
                     "Refuse when more rows cannot be read (default: 0.1%)")
      ->type_name("N|P%");
  command.add_option("--max-shrink", raw.max_shrink,
                     "Refuse when there are so many fewer records than before (default: 20%)")
      ->type_name("P%");
  command.add_option("--roster", options.roster,
                     "Who belongs to which seat, for states whose files do not say (CSV)")
      ->type_name("FILE");
  command.add_option("--allow-missing", raw.allow_missing,
                     "Go on without this input of the definition (repeatable)")
      ->type_name("INPUT");
  command.add_option("--rejects", raw.rejects, "CSV of the rows that could not be read")
      ->type_name("FILE");
  command.add_option("--summary", raw.summary, "JSON account of the run")->type_name("FILE");
  command.add_option("--limit", raw.limit, "Try the first N rows of each stream; never promotes")
      ->type_name("N")->check(CLI::PositiveNumber);
  command.add_flag("--dry-run", options.dry_run, "Do everything but promote");
  command.add_option("--keep", options.keep, "Replaced runs that stay for rollback")
      ->type_name("N")->check(CLI::Range(0, 100))->capture_default_str();
  command.add_option("--replicas", raw.replicas,
                     "Copies of a promoted index (default: 1, or 0 where there is one data node)")
      ->type_name("N")->check(CLI::Range(0, 20));
  command.add_flag("--require-green", options.cluster.require_green,
                   "Refuse to promote while a copy cannot be placed");
  command.add_option("--connections", options.cluster.connections, "Bulk requests under way at once")
      ->type_name("N")->check(CLI::Range(1, 64))->capture_default_str();
  command.add_option("--retry-time", raw.retry_seconds,
                     "How long a request that the servers cannot take is tried again")
      ->type_name("SECONDS")->check(CLI::Range(0, 86400))->capture_default_str();
  command.add_option("--request-timeout", raw.request_seconds, "How long one request may take")
      ->type_name("SECONDS")->check(CLI::Range(1, 3600))->capture_default_str();
  command.add_option("--max-refused", raw.max_refused,
                     "Refuse when the servers would not take more records (default: 0)")
      ->type_name("N|P%");
  command.add_option("--jobs", options.jobs, "Threads (default: one for each processor)")
      ->type_name("N")->check(CLI::Range(1, 256));
  command.add_option("--memory", raw.memory, "Memory for DuckDB (default: 80MB)")->type_name("SIZE");
  command.add_flag("--quiet", options.quiet, "Say nothing unless something is wrong");
  command.add_flag("--json", options.json, "Print the summary as JSON to stdout");
  command.footer(fmt::format(
      "Examples:\n"
      "  state-fin-ingest ingest tx\n"
      "  state-fin-ingest ingest tx --database texas.duckdb --since 2023-01-01\n"
      "  state-fin-ingest ingest tx --sink ndjson --output texas.ndjson --kinds all\n"
      "  state-fin-ingest ingest tx --limit 1000 --sink ndjson | head\n"
      "  ES_HOST=https://localhost:9200 state-fin-ingest ingest --all\n\n{}",
      kExitCodes));
}

void add_check_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("STATE", raw.states, "States by their two letters, such as tx")->required();
  add_common_options(command, raw, options);
  command.add_option("--roster", options.roster,
                     "Who belongs to which seat, for states whose files do not say (CSV)")
      ->type_name("FILE");
  command.add_option("--allow-missing", raw.allow_missing,
                     "Go on without this input of the definition (repeatable)")
      ->type_name("INPUT");
  command.add_option("--explain", options.explain, "Show how the row on this line becomes a document")
      ->type_name("FILE:LINE");
  command.add_flag("--quiet", options.quiet, "Say nothing unless something is wrong");
  command.footer(fmt::format(
      "Examples:\n"
      "  state-fin-ingest check tx\n"
      "  state-fin-ingest check tx --input ~/downloads --definitions my-states\n"
      "  state-fin-ingest check tx --explain contribs_01.csv:7\n\n{}",
      kExitCodes));
}

void add_states_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("STATE", raw.states, "Show all about these states");
  command.add_option("--definitions", raw.definitions,
                     "Folder with definitions (xx/ingestor.toml) that replace the built-in ones")
      ->type_name("DIR");
  command.add_flag("--json", options.json, "Print as JSON");
  command.footer(
      "Examples:\n"
      "  state-fin-ingest states\n"
      "  state-fin-ingest states tx\n\n"
      "Exit status: 0 done, 2 wrong usage, 3 a definition is wrong.");
}

void add_status_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("STATE", raw.states, "Only these states");
  add_sink_options(command, raw, options, "duckdb or elasticsearch");
  command.add_flag("--json", options.json, "Print as JSON");
  command.footer(
      "Examples:\n"
      "  state-fin-ingest status\n"
      "  state-fin-ingest status tx --json\n\n"
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused.");
}

void add_rollback_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("STATE", raw.states, "State by its two letters, such as tx")->required()->expected(1);
  add_sink_options(command, raw, options, "duckdb or elasticsearch");
  command.add_flag("--quiet", options.quiet, "Say nothing unless something is wrong");
  command.footer(
      "Examples:\n"
      "  state-fin-ingest rollback tx\n\n"
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused (no earlier run is kept).");
}

void add_prune_options(CLI::App& command, Raw& raw, RunOptions& options) {
  command.add_option("STATE", raw.states, "Only these states");
  add_sink_options(command, raw, options, "duckdb or elasticsearch");
  command.add_option("--keep", options.keep, "Replaced runs that stay for rollback")
      ->type_name("N")->check(CLI::Range(0, 100))->capture_default_str();
  command.add_flag("--dry-run", options.dry_run, "Only tell what would be removed");
  command.add_flag("--quiet", options.quiet, "Say nothing unless something is wrong");
  command.footer(
      "Examples:\n"
      "  state-fin-ingest prune --dry-run\n"
      "  state-fin-ingest prune tx mi --keep 0\n\n"
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused.");
}

void finish_options(const Raw& raw, const Settings& settings, RunOptions& options) {
  options.states = raw.states;
  if (!raw.definitions.empty()) options.definitions = raw.definitions;
  select_types(raw.types, options);
  select_kinds(raw.kinds, options.selection);
  if (!raw.since.empty()) options.selection.since = day_of("--since", raw.since);
  if (!raw.until.empty()) options.selection.until = day_of("--until", raw.until);
  if (!raw.max_rejects.empty()) options.max_rejects = reject_limit("--max-rejects", raw.max_rejects);
  if (!raw.max_refused.empty()) options.max_refused = reject_limit("--max-refused", raw.max_refused);
  if (!raw.max_shrink.empty()) {
    options.max_shrink_percent = percent_of("--max-shrink", raw.max_shrink);
  }
  if (!raw.memory.empty()) options.memory_bytes = bytes_of(raw.memory);
  if (!raw.rejects.empty()) options.rejects_file = raw.rejects;
  if (!raw.summary.empty()) options.summary_file = raw.summary;
  if (raw.limit != 0) options.limit = raw.limit;
  options.allow_missing.insert(raw.allow_missing.begin(), raw.allow_missing.end());
  select_sink(raw, settings, options);
  check_env(options.env);
}

// Commands on what a sink keeps.
void finish_store_options(const Raw& raw, const Settings& settings, RunOptions& options) {
  if (raw.sink == "ndjson") {
    throw UsageError("NDJSON files hold no runs.", "Say --sink duckdb or --sink elasticsearch.");
  }
  RunOptions sink_only = options;
  sink_only.json = false;
  select_sink(raw, settings, sink_only);
  options.sink = sink_only.sink;
  options.cluster = sink_only.cluster;
  check_env(options.env);
}

// CLI11 says "The following argument was not expected": name what comes nearest instead.
std::string with_suggestion(const CLI::App& app, const CLI::ParseError& error, int argc,
                            const char* const* argv) {
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) {
    known.push_back(command->get_name());
    if (!command->parsed()) continue;
    for (const CLI::Option* option : command->get_options()) {
      if (!option->get_lnames().empty()) known.push_back("--" + option->get_lnames().front());
    }
  }
  std::string message = error.what();
  if (!message.ends_with('.')) message += '.';
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    const std::string word(argument.substr(0, argument.find('=')));
    const bool is_known = std::find(known.begin(), known.end(), word) != known.end();
    if (!is_known && message.find(word) != std::string::npos) {
      return message + did_you_mean(word, known);
    }
  }
  // Without a command CLI11 does not name the word that it took for none.
  const bool has_command = !app.get_subcommands().empty();
  if (has_command || argc < 2) return message;
  return fmt::format("'{}' is no command.{}", argv[1], did_you_mean(argv[1], known));
}

}  // namespace

void hide_credentials(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    char* at = std::strrchr(argv[i], '@');
    const char* scheme = std::strstr(argv[i], "://");
    if (at == nullptr || scheme == nullptr || scheme > at) continue;
    // The length cannot change: the memory is the process's title.
    for (char* c = argv[i] + (scheme + 3 - argv[i]); c < at; ++c) *c = '*';
  }
}

std::optional<CommandLine> parse_command_line(int argc, const char* const* argv,
                                              const Settings& settings) {
  CommandLine line;
  Raw raw;
  RunOptions& options = line.options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  options.env = settings.get("INGEST_ENV").value_or(options.env);

  CLI::App app(
      "Loads the campaign contributions of state legislatures from the raw files that the states'\n"
      "agencies publish, standardised and with every row accounted for.");
  app.name("state-fin-ingest");
  app.set_version_flag("--version", "state-fin-ingest " SFI_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  state-fin-ingest states tx      what to download, and where to put it\n"
      "  state-fin-ingest check tx       are the files what they must be?\n"
      "  state-fin-ingest ingest tx      load them into state-fin.duckdb\n\n"
      "'state-fin-ingest COMMAND --help' shows all options of a command.");
  CLI::App* ingest = app.add_subcommand("ingest", "Load states (the main job)");
  CLI::App* check = app.add_subcommand("check", "Validate definition and inputs; loads nothing");
  CLI::App* states = app.add_subcommand("states", "What is supported: inputs, addresses, coverage");
  CLI::App* status = app.add_subcommand("status", "What is loaded, served and kept");
  CLI::App* rollback = app.add_subcommand("rollback", "Serve the run before the served one again");
  CLI::App* prune = app.add_subcommand("prune", "Remove old runs and what killed runs left behind");
  add_status_options(*status, raw, options);
  add_rollback_options(*rollback, raw, options);
  add_prune_options(*prune, raw, options);
  add_ingest_options(*ingest, raw, options);
  add_check_options(*check, raw, options);
  add_states_options(*states, raw, options);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app.exit(asked, std::cout, std::cerr);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw UsageError(with_suggestion(app, error, argc, argv),
                     "See 'state-fin-ingest --help'.");
  }
  if (check->parsed()) line.command = CommandName::check;
  if (states->parsed()) line.command = CommandName::states;
  if (status->parsed()) line.command = CommandName::status;
  if (rollback->parsed()) line.command = CommandName::rollback;
  if (prune->parsed()) line.command = CommandName::prune;
  if (ingest->parsed()) {
    finish_options(raw, settings, options);
    if (options.states.empty() != options.all_states) {
      throw UsageError(options.all_states ? "Name states or say --all, not both."
                                          : "Name the states to load, such as 'ingest tx', or say --all.");
    }
  } else {
    options.states = raw.states;
    if (!raw.definitions.empty()) options.definitions = raw.definitions;
    options.allow_missing.insert(raw.allow_missing.begin(), raw.allow_missing.end());
    if (status->parsed() || rollback->parsed() || prune->parsed()) finish_store_options(raw, settings, options);
  }
  return line;
}

}  // namespace sfi
