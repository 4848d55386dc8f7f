// What a database serves: read once after it was opened, since a file that is open read-only does not change.
#pragma once

#include <string>
#include <vector>

#include "database/connection.h"
#include "record/schema.h"
#include "report/loaded_run.h"

namespace sfi {

struct ServedState {
  std::string code;
  LoadedRun loaded;  // the run whose contributions are served; of reports if there are only these
  std::string view;  // of the contributions; empty: none are loaded
};

struct Snapshot {
  std::vector<ServedState> states;  // in alphabetical order
  std::string newest_run;           // the name of the run that finished last
  std::string tag;                  // another one whenever other tables are served, or by another program

  // Throws Problem (404), with those that are loaded.
  const ServedState& state(const std::string& code) const;
  std::vector<std::string> codes() const;
  // SELECT of all contributions, of one state only if it is named. Throws Problem (400) if that is not loaded.
  std::string contributions_sql(const std::optional<std::string>& state) const;
};

// Throws Refused if nothing was loaded.
Snapshot read_snapshot(DuckdbConnection& connection, const std::string& file, const std::string& env);

}  // namespace sfi
