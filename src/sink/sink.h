// The second seam: where records go. A sink has the same life whatever it is: nothing is visible to
// readers before promote(), and discard() leaves no trace.
//
//   preflight()                    can we write there? creates nothing
//   begin(run)                     start the working tables (indices, files) of one state
//     new_block(type)              any thread; the pipeline fills blocks in parallel
//     write(type, block)           one thread at a time, in input order
//   count(type)                    what the sink itself holds, after everything was written
//   promote() | discard()          make it the served data, atomically for all types | drop it
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "record/record.h"
#include "record/schema.h"

namespace sfi {

// Records of one type in the sink's own encoding (JSON lines, column vectors). Filled by one thread
// at a time; reused after it was written, so that the row loop allocates nothing.
class RecordBlock {
 public:
  virtual ~RecordBlock() = default;
  virtual void append(const Record& record) = 0;
  virtual void clear() = 0;
  // Appends `suffix` to the id of record number `index` (0-based, in the order of append); called once
  // for a record, in ascending order, when the block is full.
  virtual void suffix_id(std::size_t index, std::string_view suffix) = 0;
};

// What the sink needs to know of a run of one state.
struct RunInfo {
  std::string state;       // "tx"
  std::string env;         // "dev"
  std::string started;     // UTC, "20261124T071213000042": yyyymmddThhmmss + microseconds
  std::vector<RecordType> types;
  std::string definition_hash;
  std::string program_version;
  int keep = 1;            // how many replaced runs stay for rollback
};

// "tx_contribs_20261124t071213000042_dev" and "tx_contribs_dev".
std::string target_name(const RunInfo& run, RecordType type);
std::string alias_name(const RunInfo& run, RecordType type);

class Sink {
 public:
  virtual ~Sink() = default;
  // Throws Refused or RunFailed when the sink cannot take a run. Creates nothing.
  virtual void preflight() = 0;
  virtual void begin(const RunInfo& run) = 0;
  virtual std::unique_ptr<RecordBlock> new_block(RecordType type) = 0;
  virtual void write(RecordType type, RecordBlock& block) = 0;
  // Flushes, then asks the sink itself. `distinct` counts distinct ids; it differs from `records`
  // when two rows claimed the same id.
  struct Count {
    std::uint64_t records = 0;
    std::uint64_t distinct = 0;
    std::vector<std::string> repeated_ids;  // the first few, for the message
  };
  virtual Count count(RecordType type) = 0;
  // Records that are served now under the alias; nothing when there is no previous run.
  virtual std::optional<std::uint64_t> previous_count(RecordType type) = 0;
  // `summary_json` is stored beside the data. All types of the run become visible together.
  virtual void promote(const std::string& summary_json) = 0;
  virtual void discard() noexcept = 0;
  // After the last state of the program's run: files that hold several states become complete here.
  virtual void finish() {}
  // Where a type's records are, for the summary: table, index or file name.
  virtual std::string target(RecordType type) const = 0;
  virtual std::string alias(RecordType type) const = 0;
  // What the user can do next, one line: how to look at the data.
  virtual std::string next_step() const = 0;
};

}  // namespace sfi
