// The commands: each does its work with what the command line said and returns the exit code.
#pragma once

#include "base/error.h"
#include "run/options.h"

namespace sfi {

ExitCode ingest(const RunOptions& options);
ExitCode check(const RunOptions& options);
ExitCode states(const RunOptions& options);
ExitCode status(const RunOptions& options);
ExitCode rollback(const RunOptions& options);
ExitCode prune(const RunOptions& options);

}  // namespace sfi
