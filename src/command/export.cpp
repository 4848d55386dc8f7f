#include "export/export.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

#include "base/output_file.h"
#include "command/arguments/choices.h"
#include "command/arguments/option_group.h"
#include "command/arguments/sink_arguments.h"
#include "command/arguments/values.h"
#include "command/commands.h"
#include "command/messages.h"
#include "export/dictionary.h"

namespace sfi {
namespace {

constexpr std::uint64_t kDefaultMemory = std::uint64_t{512} << 20;

class ExportCommand final : public Command {
 public:
  void declare(CLI::App& app) override;
  ExitCode run(const Settings& settings) override;

 private:
  void declare_filter(CLI::App& app);
  ExportOptions options(const Settings& settings) const;
  ExportFormat format() const;
  ExportFilter filter() const;
  void tell(const ExportedFile& file) const;

  ExportOptions options_;
  std::vector<std::string> types_{"contribs"};
  std::string env_;
  std::string format_;
  std::string since_;
  std::string until_;
  std::string memory_;
  bool dictionary_ = false;
  bool quiet_ = false;
};

void ExportCommand::declare(CLI::App& app) {
  options_.database = "state-fin.duckdb";
  app.add_option("STATE", options_.states, "Only these states (default: all loaded states)");
  declare_database(app, options_.database);
  declare_env(app, env_);
  app.add_option("--output", options_.output, "File to write; - is stdout (CSV and NDJSON)")->type_name("FILE");
  app.add_option("--format", format_, "parquet, csv, xlsx or ndjson (default: from the file's extension)")
      ->type_name("NAME")
      ->check(choices("--format", {"parquet", "csv", "xlsx", "ndjson"}));
  app.add_option("--types", types_, "contribs,reports (default: contribs); for both, two files are named after FILE")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("LIST")
      ->check(choices("--types", {"contribs", "reports"}));
  declare_filter(app);
  app.add_option("--memory", memory_, "Memory for DuckDB (default: 512MB)")->type_name("SIZE");
  app.add_flag("--dictionary", dictionary_, "Describe every column; exports nothing");
  app.add_flag("--quiet", quiet_, "Print only errors");
  app.footer(
      "Examples:\n"
      "  state-fin-ingest export --output all.parquet\n"
      "  state-fin-ingest export tx mi --chamber upper --since 2023-01-01 --output senate.xlsx\n"
      "  state-fin-ingest export tx --where \"amount >= 1000 AND state <> 'TX'\" --output - --format csv\n\n"
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused (not loaded, no rows, too many for a workbook), "
      "130/143 interrupted.");
}

void ExportCommand::declare_filter(CLI::App& app) {
  const OptionGroup group(app, "Selection");
  ExportFilter& filter = options_.filter;
  app.add_option("--chamber", filter.chambers, "lower, upper or unicameral (repeatable)")
      ->allow_extra_args(false)
      ->type_name("NAME")
      ->check(choices("--chamber", {"lower", "upper", "unicameral"}));
  app.add_option("--district", filter.districts, "District number or name, as the agency writes it (repeatable)")
      ->allow_extra_args(false)
      ->type_name("NAME");
  app.add_option("--candidate", filter.candidates, "Candidate id or part of a name (repeatable)")
      ->allow_extra_args(false)
      ->type_name("TEXT");
  app.add_option("--since", since_, "Only from this date on")->type_name("YYYY-MM-DD");
  app.add_option("--until", until_, "Only up to this date")->type_name("YYYY-MM-DD");
  app.add_option("--where", filter.where, "Only rows that match this SQL condition")->type_name("SQL");
}

ExitCode ExportCommand::run(const Settings& settings) {
  if (dictionary_) {
    OutputFile("-").write(dictionary_markdown());
    return ExitCode::ok;
  }
  try {
    for (const ExportedFile& file : export_records(options(settings))) tell(file);
  } catch (const Interrupted& signal) {
    throw Error(signal.code(), "Interrupted.", "No file was written.");
  }
  return ExitCode::ok;
}

ExportOptions ExportCommand::options(const Settings& settings) const {
  ExportOptions options = options_;
  options.env = env_of(env_, settings);
  if (options.output.empty()) {
    throw UsageError("--output is missing.", "Name a file, such as --output gifts.parquet, or - for stdout.");
  }
  options.format = format();
  const auto types = record_types_of(types_);
  options.types.assign(types.begin(), types.end());
  if (options.output == "-" && options.format == ExportFormat::csv && options.types.size() > 1) {
    throw UsageError("Contributions and reports have different columns, so they cannot share one CSV.",
                     "Choose one with --types, or name a file with --output.");
  }
  options.filter = filter();
  options.memory_bytes = memory_.empty() ? kDefaultMemory : bytes_of("--memory", memory_);
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  return options;
}

ExportFormat ExportCommand::format() const {
  if (format_.empty()) {
    if (const auto found = export_format_of(options_.output)) return *found;
    throw UsageError(fmt::format("--output {} has no known extension.", options_.output),
                     "Use .parquet, .csv, .xlsx or .ndjson, or add --format.");
  }
  return export_format_from(format_).value();
}

ExportFilter ExportCommand::filter() const {
  ExportFilter filter = options_.filter;
  if (!since_.empty()) filter.since = day_of("--since", since_);
  if (!until_.empty()) filter.until = day_of("--until", until_);
  return filter;
}

void ExportCommand::tell(const ExportedFile& file) const {
  if (quiet_) return;
  const bool is_report = file.type == RecordType::reports;
  std::string text = fmt::format("{}: {} {} of {}", file.path == "-" ? "stdout" : file.path, file.rows,
                                 is_report ? "reports" : "contributions", fmt::join(file.states, ", "));
  if (!is_report) text += fmt::format(", sum {}", file.dollars);
  if (!file.first_date.empty()) text += fmt::format(", {} to {}", file.first_date, file.last_date);
  print_message(text + "\n");
  for (const std::string& note : file.notes) print_message(fmt::format("  note: {}\n", note));
}

}  // namespace

std::unique_ptr<Command> make_export() {
  return std::make_unique<ExportCommand>();
}

}  // namespace sfi
