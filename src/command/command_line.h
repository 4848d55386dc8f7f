// The command line: parsed only, nothing is opened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command/settings.h"
#include "run/options.h"

namespace sfi {

enum class CommandName { ingest, check, states };

struct CommandLine {
  CommandName command = CommandName::ingest;
  RunOptions options;
};

// Nothing when help or version was asked for and has been printed to stdout. Throws UsageError.
std::optional<CommandLine> parse_command_line(int argc, const char* const* argv,
                                              const Settings& settings);

}  // namespace sfi
