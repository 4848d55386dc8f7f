#include "pipeline/stream_pipeline.h"

#include <fmt/format.h>

#include <utility>

namespace sfi {

struct StreamPipeline::OpenPart {
  std::optional<ByteMeter> meter;
  std::unique_ptr<RowReader> reader;
  std::unique_ptr<RecordPlan> plan;
  std::uint64_t rows = 0;        // read so far
  std::uint64_t split_rows = 0;  // of these, those that could be split into fields
  std::vector<std::string> notes;
};

struct StreamPipeline::Batch {
  explicit Batch(RowWorker row_worker) : worker(std::move(row_worker)) {}
  RowBlock rows;
  std::size_t part = 0;                 // of the rows
  std::uint64_t first_row = 0;          // of the part, as in RowFates
  std::optional<std::size_t> open_for;  // the part the worker is open for
  RowWorker worker;
};

StreamPipeline::StreamPipeline(const StreamJob& job, SinkRun& sink, Rejects& rejects)
    : job_(job),
      sink_(sink),
      rejects_(rejects),
      // Which equal row comes first depends on reading order, so one thread reads such a stream.
      threads_(job.skip_repeats ? 1 : job.threads),
      limit_left_(job.limit),
      rows_of_parts_(job.parts.size()) {
  for (std::size_t i = 0; i < job.parts.size(); ++i) parts_.push_back(std::make_unique<OpenPart>());
  RepeatedRows* repeats = job.skip_repeats ? &repeats_ : nullptr;
  for (std::size_t i = 0; i < BatchScheduler::batches(threads_); ++i) {
    batches_.push_back(std::make_unique<Batch>(RowWorker(job.rows, sink.new_block(job.rows.type), repeats)));
  }
  tally_.skipped_by_rule.resize(job.rows.unlinked_rules.size());
}

StreamPipeline::~StreamPipeline() = default;

Tally StreamPipeline::run() {
  // With a limit, rows are counted in the order of the input.
  BatchScheduler({job_.parts.size(), threads_, limit_left_.has_value()}, *this).run();
  return tally_;
}

void StreamPipeline::open(OpenPart& part, const Part& source) {
  part.meter.emplace(job_.progress.bytes(), source.packed_bytes);
  part.reader = source.open(Inputs::kBlockBytes, &*part.meter);
  part.plan = job_.make_plan(source, *part.reader);
}

bool StreamPipeline::read(std::size_t number, std::size_t into) {
  OpenPart& part = *parts_[number];
  Batch& batch = *batches_[into];
  if (!part.reader) open(part, job_.parts[number]);
  const bool limit_reached = limit_left_ && *limit_left_ == 0;
  if (limit_reached || !part.reader->read(batch.rows)) {
    part.meter->finish();
    part.notes = part.reader->notes();
    return false;
  }
  clip_to_limit(batch.rows);
  part.rows += batch.rows.rows.size() + batch.rows.bad_rows.size();
  batch.part = number;
  batch.first_row = part.split_rows;
  part.split_rows += batch.rows.rows.size();
  return true;
}

void StreamPipeline::clip_to_limit(RowBlock& rows) {
  if (!limit_left_) return;
  if (rows.rows.size() > *limit_left_) {
    rows.rows.resize(*limit_left_);
    rows.bad_rows.clear();
  }
  *limit_left_ -= rows.rows.size();
}

void StreamPipeline::process(std::size_t number) {
  Batch& batch = *batches_[number];
  if (batch.open_for != batch.part) {
    const OpenPart& part = *parts_[batch.part];
    batch.worker.open(*part.plan, part.reader->format(), job_.parts[batch.part].name);
    batch.open_for = batch.part;
  }
  batch.worker.process(batch.rows,
                       job_.fates == nullptr ? std::span<const Fate>() : job_.fates->from(batch.part, batch.first_row));
}

void StreamPipeline::emit(std::size_t number) {
  Batch& batch = *batches_[number];
  RowWorker& worker = batch.worker;
  number_repeats(worker, batch.part);
  twins_.add(worker.gifts());
  if (worker.tally().accepted != 0) sink_.write(job_.rows.type, worker.records());
  for (const Reject& reject : worker.rejects()) {
    rejects_.add(job_.parts[batch.part].name, worker.plan().column_name(reject.field), reject);
  }
  rows_of_parts_[batch.part] += worker.tally().read;
  job_.progress.add_rows(worker.tally().read);
  tally_.add(worker.tally());
  job_.unlinked_filers->add(worker.unlinked(), [&](UnlinkedRows::Place place) { return worker.filer_at(place); });
  worker.clear();
}

// Identical rows can all be genuine; "-2" is appended to the id of the second, and so on.
// But in different files they are rather an overlap of exports.
void StreamPipeline::number_repeats(RowWorker& worker, std::size_t part) {
  const std::vector<std::uint64_t>& hashes = worker.id_hashes();
  const auto place = static_cast<std::uint32_t>(part);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const auto [times, place_before] = occurrences_.note(hashes[i], place);
    if (times > 1) worker.records().suffix_id(i, fmt::format("-{}", times));
    if (place_before != place) ++shared_rows_[{place_before, part}];
  }
}

void StreamPipeline::close(std::size_t number) {
  parts_[number]->reader.reset();
  parts_[number]->plan.reset();
}

std::uint64_t StreamPipeline::rows_in_file(std::size_t part) const {
  return parts_[part]->rows;
}

std::vector<std::string> StreamPipeline::notes(std::size_t part) const {
  return parts_[part]->notes;
}

}  // namespace sfi
