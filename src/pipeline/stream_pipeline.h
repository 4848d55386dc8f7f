// All parts of one stream through reader, plan and sink, by several threads, with a result that does not depend on
// how many there are. Batches are blocks of rows: the scheduler says whose turn it is, a row worker for each batch
// what becomes of its rows, and here they are read and written.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "account/rejects.h"
#include "account/tally.h"
#include "account/unlinked_filers.h"
#include "input/inputs.h"
#include "pipeline/batch_scheduler.h"
#include "pipeline/occurrences.h"
#include "pipeline/row_worker.h"
#include "plan/record_plan.h"
#include "progress/state_progress.h"
#include "sink/sink.h"

namespace sfi {

struct StreamJob {
  StateProgress& progress;
  RowJob rows;
  std::vector<Part> parts;
  UnlinkedFilers* unlinked_filers = nullptr;  // of contributions
  // A plan for a file with these columns; called once for each part.
  std::function<std::unique_ptr<RecordPlan>(const Part&, const RowReader&)> make_plan;
  unsigned threads = 1;
  bool skip_repeats = false;           // the same id from the same text: overlapping exports; by one thread
  std::optional<std::uint64_t> limit;  // only the first rows, in input order
};

class StreamPipeline : private BatchWork {
 public:
  StreamPipeline(const StreamJob& job, SinkRun& sink, Rejects& rejects);
  ~StreamPipeline() override;

  // Returns when every row is written; throws what went wrong first, Interrupted included.
  Tally run();

  // Rows of each part, in the order of job.parts; those that hold several records count as often.
  const std::vector<std::uint64_t>& rows_of_parts() const { return rows_of_parts_; }
  // Rows as they stand in the file, and what the reader has to say of it.
  std::uint64_t rows_in_file(std::size_t part) const;
  std::vector<std::string> notes(std::size_t part) const;

 private:
  struct OpenPart;
  struct Batch;

  bool read(std::size_t part, std::size_t batch) override;
  void process(std::size_t batch) override;
  void emit(std::size_t batch) override;
  void close(std::size_t part) override;

  void open(OpenPart& part, const Part& source);
  void clip_to_limit(RowBlock& rows);
  void number_repeats(RowWorker& worker);

  const StreamJob& job_;
  SinkRun& sink_;
  Rejects& rejects_;
  unsigned threads_;
  std::vector<std::unique_ptr<OpenPart>> parts_;
  std::vector<std::unique_ptr<Batch>> batches_;
  std::optional<std::uint64_t> limit_left_;
  RepeatedRows repeats_;
  // Of what was written.
  std::vector<std::uint64_t> rows_of_parts_;
  Tally tally_;
  Occurrences occurrences_;
};

}  // namespace sfi
