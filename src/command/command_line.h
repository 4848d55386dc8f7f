// The command line: parsed only, nothing is opened.
#pragma once

#include <memory>

#include "command/command.h"

namespace sfi {

// The command that was asked for, its options filled in. Nothing when help or version was asked for
// and has been printed to stdout. Throws UsageError.
std::unique_ptr<Command> parse_command_line(int argc, const char* const* argv);

// Overwrites user names and passwords of URLs among the arguments: they can be seen in the list of
// processes. After they were parsed.
void hide_credentials(int argc, char** argv);

}  // namespace sfi
