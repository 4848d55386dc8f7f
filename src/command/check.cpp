#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "base/output_file.h"
#include "command/arguments/exit_codes.h"
#include "command/arguments/state_arguments.h"
#include "command/commands.h"
#include "command/messages.h"
#include "ingestor/definition_ingestor.h"
#include "wording/display_width.h"

namespace sfi {
namespace {

std::string table_of_parts(const CheckResult& report) {
  std::string text;
  for (const CheckedPart& part : report.parts) {
    text += fmt::format("  {}: {} columns, {} bytes, read as [table.{}]\n", part.name, part.columns, part.bytes,
                        part.table);
  }
  return text;
}

// "contribs_01.csv:7"
std::string explain(DefinitionIngestor& ingestor, const std::string& place) {
  const std::size_t colon = place.rfind(':');
  std::uint64_t line = 0;
  if (colon != std::string::npos) {
    const char* end = place.data() + place.size();
    const auto [rest, error] = std::from_chars(place.data() + colon + 1, end, line);
    if (error != std::errc{} || rest != end) line = 0;
  }
  if (line == 0) {
    throw UsageError(fmt::format("--explain takes a file and a line such as contribs_01.csv:7, not '{}'.", place));
  }
  return ingestor.explain(place.substr(0, colon), line);
}

class Check final : public Command {
 public:
  void declare(CLI::App& app) override;
  ExitCode run(const Settings& settings) override;

 private:
  ExitCode run_one(const std::string& code, OutputFile& out) const;

  StateArguments states_;
  InputOptions inputs_;
  std::optional<std::string> explain_;  // FILE:LINE
  bool quiet_ = false;
};

void Check::declare(CLI::App& app) {
  states_.declare(app, "States by their two-letter codes, such as tx")->required();
  declare_inputs(app, inputs_);
  app.add_option("--explain", explain_, "Show how the row on this line becomes a document")->type_name("FILE:LINE");
  app.add_flag("--quiet", quiet_, "Print only errors");
  app.footer(
      fmt::format("Examples:\n"
                  "  state-fin-ingest check tx\n"
                  "  state-fin-ingest check tx --input ~/downloads --definitions my-states\n"
                  "  state-fin-ingest check tx --explain contribs_01.csv:7\n\n{}",
                  kExitCodes));
}

ExitCode Check::run(const Settings&) {
  ExitCode worst = ExitCode::ok;
  OutputFile out("-");
  for (const std::string& code : states_.codes()) worst = std::max(worst, run_one(code, out));
  return worst;
}

ExitCode Check::run_one(const std::string& code, OutputFile& out) const {
  DefinitionIngestor ingestor(states_.definition(code), inputs_.folder / code, inputs_.allow_missing, inputs_.roster);
  const CheckResult report = ingestor.check();
  const bool talks = !quiet_ && !explain_;
  if (talks) {
    out.write(fmt::format("{}: {} is a valid definition\n", code, ingestor.definition().file));
    out.write(terminal_text(with_short_words(table_of_parts(report))));
    for (const std::string& note : report.notes)
      out.write(terminal_text(with_short_words(fmt::format("  note: {}\n", note))));
  }
  for (const std::string& problem : report.problems) print_error(problem, {});
  if (!report.problems.empty()) return ExitCode::refused;
  if (explain_) out.write(terminal_text(explain(ingestor, *explain_)));
  if (talks) out.write("  no problems found\n");
  return ExitCode::ok;
}

}  // namespace

std::unique_ptr<Command> make_check() {
  return std::make_unique<Check>();
}

}  // namespace sfi
