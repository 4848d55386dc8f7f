#include <fmt/format.h>

#include <charconv>

#include "base/output_file.h"
#include "command/commands.h"
#include "command/messages.h"
#include "definition/load.h"
#include "ingestor/definition_ingestor.h"

namespace sfi {
namespace {

std::string table_of_parts(const CheckReport& report) {
  std::string text;
  for (const CheckedPart& part : report.parts) {
    text += fmt::format("  {}: {} columns, {} bytes, read as [table.{}]\n", part.name, part.columns,
                        part.bytes, part.table);
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
    throw UsageError(fmt::format("--explain takes a file and a line such as contribs_01.csv:7, not '{}'.",
                                 place));
  }
  return ingestor.explain(place.substr(0, colon), line);
}

}  // namespace

ExitCode check(const RunOptions& options) {
  ExitCode worst = ExitCode::ok;
  OutputFile out("-");
  for (const std::string& code : options.states) {
    DefinitionIngestor ingestor(load_definition(code, options.definitions), options.input / code,
                                options.allow_missing, options.roster);
    const CheckReport report = ingestor.check();
    if (!options.quiet && !options.explain) {
      out.write(fmt::format("{}: {} is a valid definition\n", code,
                            ingestor.definition().file));
      out.write(table_of_parts(report));
    }
    if (!options.quiet && !options.explain) {
      for (const std::string& note : report.notes) out.write(fmt::format("  note: {}\n", note));
    }
    for (const std::string& problem : report.problems) print_error(problem, {});
    if (!report.problems.empty()) worst = ExitCode::refused;
    if (options.explain && report.problems.empty()) {
      out.write(explain(ingestor, *options.explain));
      continue;
    }
    if (!options.quiet && report.problems.empty()) out.write("  everything is as it must be\n");
  }
  return worst;
}

}  // namespace sfi
