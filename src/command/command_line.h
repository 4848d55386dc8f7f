// The command line: parsed only, nothing is opened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/settings.h"
#include "run/options.h"

namespace sfi {

enum class CommandName { ingest, check, states, status, rollback, prune };

struct CommandLine {
  CommandName command = CommandName::ingest;
  RunOptions options;
};

// Nothing when help or version was asked for and has been printed to stdout. Throws UsageError.
std::optional<CommandLine> parse_command_line(int argc, const char* const* argv,
                                              const Settings& settings);

// Overwrites user names and passwords of URLs among the arguments: they can be seen in the list of
// processes. After they were parsed.
void hide_credentials(int argc, char** argv);

}  // namespace sfi
