// The run that a report is about: its row of state_fin_runs and its account, and the tables it filled.
#pragma once

#include <string>

#include "account/summary.h"
#include "database/connection.h"

namespace sfi {

struct LoadedRun {
  std::string name;      // tx_20261124t071213000042_dev
  std::string finished;  // "2026-11-24 07:12:19", UTC
  std::string program_version;
  std::string definition_hash;
  std::string contribs_table;  // empty: not loaded, or no longer kept
  std::string reports_table;
  StateSummary account;
};

// The run that is served under `env`, or the one named `run`. Throws Refused with what there is.
LoadedRun find_loaded_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                          const std::string& env, const std::string& run);

}  // namespace sfi
