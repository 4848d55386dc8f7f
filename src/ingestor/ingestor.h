// The first seam: how one state's files become records. The engine that runs definitions
// (definition_ingestor.h) is its first implementation; a format that no definition can describe gets
// a class of its own. The life of a run, in this order:
//
//   required_inputs()   which files, where to get them
//   check()             opens them, names everything that does not fit; nothing is loaded
//   pre()               builds what rows will be joined to
//   work(type)          reads the rows of one record type into the sink
//   post()              what is left to report
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "account/rejects.h"
#include "account/type_account.h"
#include "plan/record_plan.h"
#include "progress/state_progress.h"
#include "record/schema.h"
#include "sink/sink.h"

namespace sfi {

struct RequiredInput {
  std::string name;
  std::string path;  // in the state's folder, may be a pattern
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
  std::vector<std::string> problems;  // sentences; any of them refuses the run
  std::vector<std::string> notes;     // sentences worth knowing
};

// What the run gives the ingestor to work with.
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
  // Identifies the rules that made the data: stored with it.
  virtual const std::string& rules_hash() const = 0;
  virtual std::vector<RecordType> record_types() const = 0;
  // The names that addtl_data can have, for sinks that must know them before the first record.
  virtual std::vector<std::string> addtl_members() const = 0;
  virtual std::vector<RequiredInput> required_inputs() const = 0;
  // Does not throw for what is wrong with inputs: the report lists it all.
  virtual CheckResult check() = 0;
  // The files that are there, and how source.file calls one.
  virtual std::vector<std::filesystem::path> input_paths() const = 0;
  virtual std::string relative_name(const std::filesystem::path& path) const = 0;
  // How many bytes pre() and work() of these types will read in all, once check() was called: as they lie
  // on disk, a file once for each purpose. 0: not known.
  virtual std::uint64_t bytes_to_read(const std::vector<RecordType>& types) const = 0;
  virtual void pre(StateProgress& progress, Rejects& rejects) = 0;
  virtual TypeAccount work(RecordType type, const WorkContext& context) = 0;
  // Notes for the user that came up while working.
  virtual std::vector<std::string> post() = 0;
};

}  // namespace sfi
