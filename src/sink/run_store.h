// The runs that a sink keeps: list them, roll back, remove them. Only sinks that serve data under a fixed name have
// one (not NDJSON).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "record/schema.h"

namespace sfi {

// The records of one type that one run has loaded: a table or an index.
struct StoredRun {
  enum class Status {
    served,     // what readers get under the alias
    kept,       // complete but not served: rollback can serve it again
    under_way,  // a run that is loading now
    orphan,     // leftover of a killed run
  };
  std::string state;
  std::string env;
  RecordType type = RecordType::contribs;
  std::string started;  // as in RunInfo
  std::string name;     // of the table or index
  std::string alias;
  Status status = Status::kept;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  // 0 if the sink does not report it
  std::string program_version;
  bool earlier_mapping = false;  // the index should be reloaded, see is_earlier_mapping()
};

std::string_view to_string(StoredRun::Status status);

// An alias moved by a rollback.
struct MovedAlias {
  std::string alias;
  std::string from;
  std::string to;
};

class RunStore {
 public:
  virtual ~RunStore() = default;
  // The runs of this environment, sorted by state, type and start.
  virtual std::vector<StoredRun> runs(const std::string& env) = 0;
  // Serves the previous run again, all record types in one step. Throws Refused if none is kept.
  virtual std::vector<MovedAlias> rollback(const std::string& state, const std::string& env) = 0;
  // Removes the table or index of this run, which must not be served.
  virtual void remove(const StoredRun& run) = 0;
};

// The moves of a rollback of this state: every alias to the newest complete run before the served one. Throws Refused
// if an alias has none.
std::vector<MovedAlias> moves_back(const std::vector<StoredRun>& runs, const std::string& state);

// The runs that pruning removes: orphans, and kept runs beyond the `keep` newest of each alias.
std::vector<StoredRun> prunable(const std::vector<StoredRun>& runs, std::size_t keep);

}  // namespace sfi
