// What a sink keeps of past runs, and what can be done with it: list, go back, clear away. Only sinks
// that serve data under a lasting name have it (not NDJSON).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "record/schema.h"

namespace sfi {

// The records of one type that one run has loaded: a table, an index.
struct StoredRun {
  enum class Status {
    served,     // what readers get under the alias
    kept,       // complete, not served: rollback can bring it back
    under_way,  // a run that is loading now
    orphan,     // what a run that was killed has left behind
  };
  std::string state;
  std::string env;
  RecordType type = RecordType::contribs;
  std::string started;  // as in RunInfo
  std::string name;     // of the table or index
  std::string alias;
  Status status = Status::kept;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  // 0 where the sink does not tell
  std::string program_version;
  bool earlier_mapping = false;  // an index that should be loaded again, see is_earlier_mapping()
};

std::string_view to_string(StoredRun::Status status);

// One alias that was moved by a rollback.
struct MovedAlias {
  std::string alias;
  std::string from;
  std::string to;
};

class RunStore {
 public:
  virtual ~RunStore() = default;
  // Of this environment; ordered by state, type and start.
  virtual std::vector<StoredRun> runs(const std::string& env) = 0;
  // Serves the run before the served one again, all record types in one step. Throws Refused when
  // none is kept.
  virtual std::vector<MovedAlias> rollback(const std::string& state, const std::string& env) = 0;
  // Removes the table or index of this run, which must not be served.
  virtual void remove(const StoredRun& run) = 0;
};

// What a rollback of this state has to move: every alias to the newest complete run before the served
// one. Throws Refused, with what there is, when an alias has none.
std::vector<MovedAlias> moves_back(const std::vector<StoredRun>& runs, const std::string& state);

// Those of `runs` that pruning removes: orphans, and kept ones beyond the `keep` newest of each alias.
std::vector<StoredRun> prunable(const std::vector<StoredRun>& runs, std::size_t keep);

}  // namespace sfi
