// The first seam: turns one state's files into records. The engine that runs definitions (definition_ingestor.h)
// implements it; a format that no definition can describe gets its own class. Called in this order:
//
//   required_inputs()   lists the files and where to get them
//   check()             opens them and lists everything that does not fit; loads nothing
//   pre()               builds the lookups
//   work(type)          reads the rows of one record type into the sink
//   post()              gives the remaining notes
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "account/rejects.h"
#include "account/type_account.h"
#include "account/unread_column.h"
#include "definition/about_state.h"
#include "plan/record_plan.h"
#include "progress/state_progress.h"
#include "record/schema.h"
#include "sink/sink.h"

namespace sfi {

struct RequiredInput {
  std::string name;
  std::string path;  // in the state's folder, can be a pattern
  std::string url;
  std::string how;
  bool required = true;
};

// What check() found in one file or member.
struct CheckedPart {
  std::string name;
  std::string table;
  std::size_t columns = 0;
  std::uint64_t bytes = 0;
};

struct CheckResult {
  std::vector<CheckedPart> parts;
  std::vector<std::string> empty;     // parts with a header but no rows, where that is allowed
  std::vector<std::string> problems;  // sentences; if there are any, the run is refused
  std::vector<std::string> notes;     // sentences
};

// What work() needs from the run.
struct WorkContext {
  SinkRun& sink;
  Rejects& rejects;
  StateProgress& progress;
  Selection selection;
  unsigned threads = 1;
  std::optional<std::uint64_t> limit;
};

class Ingestor {
 public:
  virtual ~Ingestor() = default;
  virtual const std::string& state() const = 0;       // "tx"
  virtual const std::string& state_name() const = 0;  // "Texas"
  virtual const AboutState& about() const = 0;
  // Identifies the rules that made the data; stored with it.
  virtual const std::string& rules_hash() const = 0;
  virtual std::vector<RecordType> record_types() const = 0;
  // The names that can occur in addtl_data, for sinks that must know them before the first record.
  virtual std::vector<std::string> addtl_members() const = 0;
  virtual std::vector<RequiredInput> required_inputs() const = 0;
  // Does not throw for problems with inputs; the result lists them all.
  virtual CheckResult check() = 0;
  // The files that exist, and the name of one in source.file.
  virtual std::vector<std::filesystem::path> input_paths() const = 0;
  virtual std::string relative_name(const std::filesystem::path& path) const = 0;
  // How many bytes on disk pre() and work() of these types will read in total; a file that is read twice counts
  // twice. Call check() first. 0: unknown.
  virtual std::uint64_t bytes_to_read(const std::vector<RecordType>& types) const = 0;
  virtual void pre(StateProgress& progress, Rejects& rejects) = 0;
  virtual TypeAccount work(RecordType type, const WorkContext& context) = 0;
  // Notes for the user from pre() and work().
  virtual std::vector<std::string> post() = 0;
  // Values of rows read by pre() and work() that were there and could not be read.
  virtual std::vector<UnreadColumn> unread() const = 0;
  // The parts that pre() has read, by name, and their rows; work() may have read them too.
  virtual std::map<std::string, std::uint64_t> rows_of_lookup_parts() const = 0;
};

}  // namespace sfi
