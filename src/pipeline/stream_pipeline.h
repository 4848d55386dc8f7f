// Sends all parts of one stream through reader, plan and sink in several threads; the result does not depend on their
// number. Batches are blocks of rows: the scheduler orders them, a row worker per batch processes the rows, and this
// class reads and writes them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/rejects.h"
#include "account/tally.h"
#include "account/unlinked_filers.h"
#include "base/occurrences.h"
#include "input/inputs.h"
#include "pipeline/batch_scheduler.h"
#include "pipeline/row_worker.h"
#include "pipeline/twin_gifts.h"
#include "plan/record_plan.h"
#include "progress/state_progress.h"
#include "sink/sink.h"

namespace sfi {

struct StreamJob {
  StateProgress& progress;
  RowJob rows;
  std::vector<Part> parts;
  UnlinkedFilers* unlinked_filers = nullptr;  // for contributions
  // Compiles the plan for a part; called once for each part.
  std::function<std::unique_ptr<RecordPlan>(const Part&, const RowReader&)> make_plan;
  unsigned threads = 1;
  const RowFates* fates = nullptr;     // null: all rows count
  bool skip_repeats = false;           // for overlapping exports; uses a single thread
  std::optional<std::uint64_t> limit;  // only the first rows, in input order
};

class StreamPipeline : private BatchWork {
 public:
  StreamPipeline(const StreamJob& job, SinkRun& sink, Rejects& rejects);
  ~StreamPipeline() override;

  // Returns when every row is written; throws the first error, including Interrupted.
  Tally run();

  // Rows of each part, in the order of job.parts; a row with several records counts once for each.
  const std::vector<std::uint64_t>& rows_of_parts() const { return rows_of_parts_; }
  // Rows in the file, and the reader's notes on it.
  std::uint64_t rows_in_file(std::size_t part) const;
  std::vector<std::string> notes(std::size_t part) const;
  // Where ids are made from the row: how many rows stand in two parts alike, by the numbers of the parts.
  using SharedRows = std::map<std::pair<std::size_t, std::size_t>, std::uint64_t>;
  const SharedRows& shared_rows() const { return shared_rows_; }
  const TwinGifts& twins() const { return twins_; }

 private:
  struct OpenPart;
  struct Batch;

  bool read(std::size_t part, std::size_t batch) override;
  void process(std::size_t batch) override;
  void emit(std::size_t batch) override;
  void close(std::size_t part) override;

  void open(OpenPart& part, const Part& source);
  void clip_to_limit(RowBlock& rows);
  void number_repeats(RowWorker& worker, std::size_t part);

  const StreamJob& job_;
  SinkRun& sink_;
  Rejects& rejects_;
  unsigned threads_;
  std::vector<std::unique_ptr<OpenPart>> parts_;
  std::vector<std::unique_ptr<Batch>> batches_;
  std::optional<std::uint64_t> limit_left_;
  RepeatedRows repeats_;
  // Counts of written rows.
  std::vector<std::uint64_t> rows_of_parts_;
  Tally tally_;
  Occurrences occurrences_;
  SharedRows shared_rows_;
  TwinGifts twins_;
};

}  // namespace sfi
