// The run that a report is about: its row of state_fin_runs and its account, and the tables it filled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/units.h"
#include "database/connection.h"

namespace sfi {

// A reason why rows were left out. Money is not known of reports, nor of runs of older versions.
struct LeftOut {
  std::string reason;
  std::uint64_t rows = 0;
  std::optional<Cents> cents;
  std::uint64_t without_amount = 0;
};

struct TypeAccount {
  std::string type;  // contribs, reports
  std::uint64_t read = 0;
  std::uint64_t accepted = 0;
  std::vector<LeftOut> skipped;
  std::vector<LeftOut> rejected;
  std::vector<LeftOut> repaired;
};

struct LinkStep {
  std::string step;
  std::uint64_t filers = 0;
  std::uint64_t rows = 0;
  Cents cents;
};

struct UnlinkedFiler {
  std::string id;
  std::string name;
  std::uint64_t rows = 0;
  Cents cents;
  std::uint64_t without_amount = 0;
};

struct UnlinkedAccount {
  std::uint64_t filers = 0;
  UnlinkedFiler all;     // sums only
  UnlinkedFiler beyond;  // the same, of filers that were not counted one by one
  std::vector<UnlinkedFiler> top;
};

struct ReadFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;
  std::uint64_t rows = 0;
};

struct LoadedRun {
  std::string name;      // tx_20261124t071213000042_dev
  std::string finished;  // "2026-11-24 07:12:19", UTC
  std::string program_version;
  std::string definition_hash;
  std::string contribs_table;  // empty: not loaded, or no longer kept
  std::string reports_table;
  std::vector<TypeAccount> accounts;
  std::vector<LinkStep> links;
  std::optional<UnlinkedAccount> unlinked;
  std::vector<ReadFile> files;
};

// The run that is served under `env`, or the one named `run`. Throws Refused with what there is.
LoadedRun find_loaded_run(DuckdbConnection& connection, const std::string& file, const std::string& state,
                          const std::string& env, const std::string& run);

}  // namespace sfi
