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

// The run that is served under `env`, or the one named `run`. Throws Refused with what there is.
LoadedRun find_loaded_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                          const std::string& env, const std::string& run);

}  // namespace sfi
