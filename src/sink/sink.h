// The second seam: where records go. A sink has the same life whatever it is: nothing is visible to
// readers before promote(), and a run that is given up leaves no trace.
//
//   Sink::preflight()                  can we write there? creates nothing
//   Sink::begin(run) -> SinkRun        start the working tables (indices, files) of one state
//     SinkRun::new_block(type)         any thread; the pipeline fills blocks in parallel
//     SinkRun::write(type, block)      one thread at a time, in input order
//     SinkRun::count(type)             what the sink itself holds, after everything was written
//     SinkRun::promote() | discard()   make it the served data, for all types together | drop it
//   Sink::finish()                     after the last state
//
// Several states may have a run at once, each in a thread of its own, when takes_parallel_runs().
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "progress/send_queue.h"
#include "record/alias.h"
#include "record/record.h"
#include "record/schema.h"

namespace sfi {

// Records of one type in the sink's own encoding (JSON lines, column vectors). Filled by one thread
// at a time; reused after it was written: the row loop allocates nothing.
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
  std::string state;    // "tx"
  std::string env;      // "dev"
  std::string started;  // UTC, "20261124t071213000042": yyyymmddthhmmss + microseconds
  std::vector<RecordType> types;
  std::vector<std::string> addtl_members;  // the names that addtl_data can have
  std::string definition_hash;
  std::string program_version;
};

// "tx_contribs_20261124t071213000042_dev" and "tx_contribs_dev".
std::string target_name(const RunInfo& run, RecordType type);
inline std::string alias_name(const RunInfo& run, RecordType type) {
  return alias_name(run.state, type, run.env);
}

// A record that was read well but that the sink would not take.
struct RefusedRecord {
  std::string id;
  std::string file;  // as in source.file
  std::uint64_t line = 0;
  Cents cents;         // its amount, 0 without one
  std::string reason;  // the server's words
};

class SinkRun {
 public:
  // Discards what was not promoted.
  virtual ~SinkRun() = default;
  virtual std::unique_ptr<RecordBlock> new_block(RecordType type) = 0;
  virtual void write(RecordType type, RecordBlock& block) = 0;

  // Waits until everything is written, then asks the sink itself. `distinct` counts distinct ids; it
  // differs from `records` when two rows claimed the same id.
  struct Count {
    std::uint64_t records = 0;
    std::uint64_t distinct = 0;
    std::vector<std::string> repeated_ids;  // the first few, for the message
    std::vector<RefusedRecord> refused;     // not among `records`
  };
  virtual Count count(RecordType type) = 0;
  // Records that are served now under the alias; nothing if there is no previous run.
  virtual std::optional<std::uint64_t> previous_count(RecordType type) = 0;
  // The account of the run that is served now, as promote() got it; empty without one. Of several types that are served
  // from different runs, that of the first.
  virtual std::string previous_summary() = 0;
  // `summary_json` is stored beside the data. All types of the run become visible together.
  virtual void promote(const std::string& summary_json) = 0;
  virtual void discard() noexcept = 0;

  // Where a type's records are, for the summary: table, index or file name.
  virtual std::string target(RecordType type) const = 0;
  virtual std::string alias(RecordType type) const = 0;
  // What the user can do next, one line: how to look at the data.
  virtual std::string next_step() const = 0;
  // Null for a sink that takes everything at once.
  virtual std::shared_ptr<const SendQueue> queue() const { return nullptr; }
  // What else the user should know: leftovers of an earlier run, replicas that could not be placed.
  virtual std::vector<std::string> notes() const { return {}; }
};

class Sink {
 public:
  virtual ~Sink() = default;
  // Throws Refused or RunFailed when the sink cannot take a run. Creates nothing. Any thread.
  virtual void preflight() = 0;
  // Throws, having created nothing, when this run cannot be taken. Any thread. The sink must live
  // longer than its runs.
  virtual std::unique_ptr<SinkRun> begin(const RunInfo& run) = 0;
  virtual bool takes_parallel_runs() const = 0;
  // After the last state of the program's run: files that hold several states become complete here.
  virtual void finish() {}
};

}  // namespace sfi
