// The run that a report is about, with its account.
#pragma once

#include <string>

#include "account/summary.h"
#include "database/run_table.h"

namespace sfi {

struct LoadedRun {
  PromotedRun run;
  StateSummary account;
};

// The run served under `env`, or the one named `run`. Throws Refused, with the existing runs, if there is none.
LoadedRun find_loaded_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                          const std::string& env, const std::string& run);

}  // namespace sfi
