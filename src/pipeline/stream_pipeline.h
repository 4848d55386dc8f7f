// All parts of one stream through reader, plan and sink, by several threads, with a result that does
// not depend on how many there are.
//
// The unit of work is a block of rows. A thread takes the next block of the earliest part that
// nobody is reading, inflates and indexes it (one thread at a time per part), then sends its rows
// through the plan into a record block (any number of threads). Finished blocks are written to the
// sink strictly in input order by whichever thread finishes the next one due. The number of blocks is
// fixed, so a slow sink slows the readers and memory does not grow. Blocks of later parts are only
// begun while enough free ones are left for the earliest part, which therefore can always go on.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "account/rejects.h"
#include "account/tally.h"
#include "account/unlinked_filers.h"
#include "input/inputs.h"
#include "pipeline/occurrences.h"
#include "plan/record_plan.h"
#include "progress/state_progress.h"
#include "sink/sink.h"

namespace sfi {

struct StreamJob {
  StateProgress& progress;
  std::string state;  // becomes `jurisdiction`
  RecordType type = RecordType::contribs;
  std::vector<Part> parts;
  std::vector<bool> unlinked_rules;           // by rule: who filed a row that it drops has no candidate
  UnlinkedFilers* unlinked_filers = nullptr;  // who they are; of contributions
  // A plan for a file with these columns; called once for each part.
  std::function<std::unique_ptr<RecordPlan>(const Part&, const RowReader&)> make_plan;
  unsigned threads = 1;                // 1 with skip_repeats
  bool skip_repeats = false;           // the same id from the same text: overlapping exports
  std::optional<std::uint64_t> limit;  // only the first rows, in input order
  std::function<void(std::size_t step, std::uint32_t row)> on_link;  // any thread
};

class StreamPipeline {
 public:
  StreamPipeline(const StreamJob& job, SinkRun& sink, Rejects& rejects);
  ~StreamPipeline();

  // Returns when every row is written; throws what went wrong first, Interrupted included.
  Tally run();

  // Rows of each part, in the order of job.parts; those that hold several records count as often.
  const std::vector<std::uint64_t>& rows_of_parts() const { return rows_of_parts_; }
  // Rows as they stand in the file, and what the reader has to say of it.
  std::uint64_t rows_in_file(std::size_t part) const;
  std::vector<std::string> notes(std::size_t part) const;

 private:
  struct PartState;
  struct Slot;
  struct Position {
    std::size_t part = 0;
    std::uint64_t block = 0;
    auto operator<=>(const Position&) const = default;
  };

  void work();
  Slot* take();
  std::optional<std::size_t> next_part() const;
  bool read(Slot& slot);
  void open(PartState& part, const Part& source);
  void clip_to_limit(RowBlock& rows);
  void process(Slot& slot);
  void process_row(Slot& slot, const Row& row);
  void note_verdict(Slot& slot, const Row& row, std::size_t index);
  void note_skipped(Slot& slot, const Row& row, std::size_t index);
  void add_unlinked(Slot& slot);
  bool is_repeat(const Slot& slot, const Row& row);
  void note_repeat(Slot& slot);
  void note_accepted(Slot& slot);
  void note_reject(Slot& slot, const Row& row);
  static void add_reject(Slot& slot, std::uint32_t line, const RowFault& fault, std::string_view row);
  void note_bad_rows(Slot& slot);
  void note_repairs(Slot& slot);
  void deliver(Slot* slot);
  void emit_due(std::unique_lock<std::mutex>& lock);
  bool advance_head();
  void emit(Slot& slot);
  void number_repeats(Slot& slot);
  void fail(std::exception_ptr error);

  const StreamJob& job_;
  SinkRun& sink_;
  Rejects& rejects_;
  std::vector<std::uint64_t> rows_of_parts_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<Slot*> free_;
  std::vector<std::unique_ptr<PartState>> parts_;
  std::map<Position, Slot*> done_;
  Position head_;  // the block that is written next
  bool emitting_ = false;
  std::exception_ptr error_;
  std::optional<std::uint64_t> limit_left_;
  Tally tally_;
  std::unordered_map<std::uint64_t, std::uint64_t> texts_;  // hash of an id -> that of its row
  Occurrences occurrences_;
};

}  // namespace sfi
