#include "pipeline/stream_pipeline.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/interrupt.h"

namespace sfi {

struct StreamPipeline::PartState {
  std::optional<ByteMeter> meter;
  std::unique_ptr<RowReader> reader;
  std::unique_ptr<RecordPlan> plan;
  bool busy = false;  // some thread is reading from it
  bool ended = false;
  std::uint64_t blocks = 0;  // read so far; all of them once it has ended
  std::uint64_t rows = 0;    // the same
  std::vector<std::string> notes;
};

struct StreamPipeline::Slot {
  Position position;
  const RecordPlan* plan = nullptr;
  const FieldFormat* format = nullptr;
  RowBlock rows;
  std::unique_ptr<RecordBlock> records;
  std::unique_ptr<RowContext> context;
  std::optional<std::size_t> context_part;  // the part it was made for
  Record record;
  Tally tally;
  UnlinkedRows unlinked;
  std::vector<Reject> rejects;
  std::vector<std::uint64_t> hashes;  // of the accepted rows, where the id is made from the row
};

namespace {

// Enough that a thread finds a free block while others wait for their turn to be written.
constexpr std::size_t kSlotsPerThread = 2;

}  // namespace

StreamPipeline::StreamPipeline(const StreamJob& job, SinkRun& sink, Rejects& rejects)
    : job_(job), sink_(sink), rejects_(rejects), rows_of_parts_(job.parts.size()), limit_left_(job.limit) {
  for (std::size_t i = 0; i < job.parts.size(); ++i) {
    parts_.push_back(std::make_unique<PartState>());
  }
  for (std::size_t i = 0; i < job.threads * kSlotsPerThread; ++i) {
    auto slot = std::make_unique<Slot>();
    slot->records = sink.new_block(job.type);
    slot->tally.skipped_by_rule.resize(job.unlinked_rules.size());
    free_.push_back(slot.get());
    slots_.push_back(std::move(slot));
  }
  tally_.skipped_by_rule.resize(job.unlinked_rules.size());
}

StreamPipeline::~StreamPipeline() = default;

Tally StreamPipeline::run() {
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < job_.threads; ++i) helpers.emplace_back([this] { work(); });
  work();
  helpers.clear();
  if (error_) std::rethrow_exception(error_);
  if (head_.part != parts_.size() || !done_.empty()) {
    throw RunFailed("Some blocks of rows were read but never written.",
                    "This is a fault of the program: please report it.");
  }
  return tally_;
}

void StreamPipeline::work() {
  try {
    while (Slot* slot = take()) {
      if (!read(*slot)) continue;
      process(*slot);
      deliver(slot);
    }
  } catch (...) {
    fail(std::current_exception());
  }
}

void StreamPipeline::fail(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (!error_) error_ = std::move(error);
  changed_.notify_all();
}

// The earliest part that can be read now; only the very first unfinished one when memory is short or
// rows are to be counted in order.
std::optional<std::size_t> StreamPipeline::next_part() const {
  bool is_first = true;
  for (std::size_t i = head_.part; i < parts_.size(); ++i) {
    if (parts_[i]->ended) continue;
    const bool may_read_ahead = free_.size() > job_.threads && !limit_left_;
    if (!is_first && !may_read_ahead) return std::nullopt;
    if (!parts_[i]->busy) return i;
    is_first = false;
  }
  return std::nullopt;
}

// A free block, assigned to the part to read from; nothing when all is read or the run has failed.
StreamPipeline::Slot* StreamPipeline::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    throw_if_interrupted();
    if (error_) return nullptr;
    const bool all_read = std::all_of(parts_.begin() + static_cast<std::ptrdiff_t>(head_.part), parts_.end(),
                                      [](const auto& part) { return part->ended; });
    if (all_read) return nullptr;
    const auto part = free_.empty() ? std::nullopt : next_part();
    if (part) {
      Slot* slot = free_.back();
      free_.pop_back();
      slot->position = {*part, parts_[*part]->blocks};
      parts_[*part]->busy = true;
      return slot;
    }
    // Woken now and then to notice a signal.
    changed_.wait_for(lock, std::chrono::milliseconds(100));
  }
}

void StreamPipeline::open(PartState& part, const Part& source) {
  part.meter.emplace(job_.progress.bytes(), source.packed_bytes);
  part.reader = source.open(Inputs::kBlockBytes, &*part.meter);
  part.plan = job_.make_plan(source, *part.reader);
}

// False when the part had no more rows; the block is free again then.
bool StreamPipeline::read(Slot& slot) {
  PartState& part = *parts_[slot.position.part];
  if (!part.reader) open(part, job_.parts[slot.position.part]);
  const bool limit_reached = limit_left_ && *limit_left_ == 0;
  const bool more = !limit_reached && part.reader->read(slot.rows);
  if (more) clip_to_limit(slot.rows);
  slot.plan = part.plan.get();
  slot.format = &part.reader->format();

  std::unique_lock lock(mutex_);
  part.busy = false;
  if (more) {
    ++part.blocks;
    part.rows += slot.rows.rows.size() + slot.rows.bad_rows.size();
  } else {
    part.ended = true;
    part.meter->finish();
    part.notes = part.reader->notes();
    free_.push_back(&slot);
    // Blocks of the next parts may have waited for nothing but this end.
    emit_due(lock);
  }
  changed_.notify_all();
  return more;
}

void StreamPipeline::clip_to_limit(RowBlock& rows) {
  if (!limit_left_) return;
  if (rows.rows.size() > *limit_left_) {
    rows.rows.resize(*limit_left_);
    rows.bad_rows.clear();
  }
  *limit_left_ -= rows.rows.size();
}

void StreamPipeline::process(Slot& slot) {
  if (slot.context_part != slot.position.part) {
    slot.context = std::make_unique<RowContext>(*slot.format, slot.plan->rows().joins());
    slot.context_part = slot.position.part;
    slot.tally.links.resize(slot.plan->rows().step_count());
  }
  const RowBlock& rows = slot.rows;
  slot.context->file = job_.parts[slot.position.part].name;
  for (const Row& row : rows.rows) process_row(slot, row);
  note_bad_rows(slot);
  note_repairs(slot);
  slot.tally.of(Reason::blank_line).rows += rows.blank_lines;
  slot.tally.read += rows.bad_rows.size() + rows.blank_lines;
  const FieldDecoder::Counts counts = slot.context->decoder.counts();
  slot.tally.of(Reason::encoding_fallback).rows += counts.fallbacks;
  slot.tally.of(Reason::nul_stripped).rows += counts.stripped;
  slot.context->decoder.set_counts({});
}

void StreamPipeline::process_row(Slot& slot, const Row& row) {
  RowContext& context = *slot.context;
  context.begin(slot.rows, row);
  if (!slot.plan->gate().admits(context)) {
    ++slot.tally.read;
    return note_reject(slot, row);
  }
  for (std::size_t i = 0; i < slot.plan->slots(); ++i) {
    if (i != 0) context.begin(slot.rows, row);
    slot.plan->make(context, slot.record, i);
    note_verdict(slot, row, i);
  }
}

void StreamPipeline::note_verdict(Slot& slot, const Row& row, std::size_t index) {
  RowContext& context = *slot.context;
  ++slot.tally.read;
  switch (context.verdict.kind) {
    case Verdict::Kind::use:
      if (job_.skip_repeats && is_repeat(slot, row)) {
        note_repeat(slot);
      } else {
        note_accepted(slot);
      }
      break;
    case Verdict::Kind::skip_by_rule:
    case Verdict::Kind::skip:
      note_skipped(slot, row, index);
      break;
    case Verdict::Kind::reject:
      note_reject(slot, row);
      break;
  }
}

void StreamPipeline::note_skipped(Slot& slot, const Row& row, std::size_t index) {
  RowContext& context = *slot.context;
  const RecordPlan& plan = *slot.plan;
  const Verdict& verdict = context.verdict;
  const bool by_rule = verdict.kind == Verdict::Kind::skip_by_rule;
  SkippedRows& skipped = by_rule ? slot.tally.skipped_by_rule[verdict.rule] : slot.tally.of(verdict.reason);
  ++skipped.rows;
  if (job_.type != RecordType::contribs) return;
  const auto amount = plan.skipped_amount(context, index);
  skipped.money.note(amount);
  if (!by_rule || !job_.unlinked_rules[verdict.rule]) return;
  const UnlinkedRows::Place place{static_cast<std::uint32_t>(&row - slot.rows.rows.data()),
                                  static_cast<std::uint32_t>(index)};
  const auto [id, name] = plan.skipped_filer(context, index, false);
  id.empty() ? slot.unlinked.note_named(name, amount, place) : slot.unlinked.note(id, amount, place);
}

// Once for each filer: the row is sent through the plan again, which costs less than to keep the texts
// of all rows until their block is written.
void StreamPipeline::add_unlinked(Slot& slot) {
  job_.unlinked_filers->add(slot.unlinked, [&](UnlinkedRows::Place place) {
    RowContext& context = *slot.context;
    context.begin(slot.rows, slot.rows.rows[place.row]);
    slot.plan->make(context, slot.record, place.slot);
    context.decoder.set_counts({});
    return slot.plan->skipped_filer(context, place.slot, true);
  });
  slot.unlinked.clear();
}

void StreamPipeline::note_repeat(Slot& slot) {
  const Record& record = slot.record;
  const bool has_amount = record.has_number(Field::amount);
  slot.tally.of(Reason::repeated).note(has_amount ? std::optional(record.cents(Field::amount)) : std::nullopt);
}

// Another text under an id that was there is none: the sink will find the id twice, and the run fails.
bool StreamPipeline::is_repeat(const Slot& slot, const Row& row) {
  const std::string_view id = slot.record.text(id_field(job_.type));
  const std::string_view text = slot.rows.text(row);
  const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
  const auto [known, is_new] = texts_.emplace(XXH3_64bits(id.data(), id.size()), hash);
  return !is_new && known->second == hash;
}

void StreamPipeline::note_accepted(Slot& slot) {
  Record& record = slot.record;
  RowContext& context = *slot.context;
  record.set_text(Field::jurisdiction, job_.state);
  record.set_text(Field::source_file, job_.parts[slot.position.part].name);
  record.set_number(Field::source_line, static_cast<std::int64_t>(slot.rows.first_line + context.row.line));
  slot.records->append(record);

  Tally& tally = slot.tally;
  ++tally.accepted;
  const Cents cents = record.has_number(Field::amount) ? record.cents(Field::amount) : Cents();
  tally.cents += cents;
  if (record.has_number(Field::contribution_date)) {
    tally.days.note(record.day(Field::contribution_date));
  } else if (record.has_number(Field::received_date)) {
    tally.days.note(day_of(record.moment(Field::received_date)));
  }
  for (std::size_t join = 0; join < context.joined.size(); ++join) {
    const Joined& joined = context.joined[join];
    if (joined.step < 0) continue;
    const std::size_t number = slot.plan->rows().step_index(join, joined.step);
    ++tally.links[number].rows;
    tally.links[number].cents += cents;
    if (job_.on_link) job_.on_link(number, joined.row);
  }
  if (slot.plan->has_row_hash()) {
    const std::string_view id = record.text(id_field(job_.type));
    slot.hashes.push_back(XXH3_64bits(id.data(), id.size()));
  }
}

void StreamPipeline::note_reject(Slot& slot, const Row& row) {
  add_reject(slot, row.line, slot.context->verdict.fault, slot.rows.text(row));
}

void StreamPipeline::add_reject(Slot& slot, std::uint32_t line, const RowFault& fault, std::string_view row) {
  ++slot.tally.of(fault.reason).rows;
  slot.rejects.emplace_back(slot.rows.first_line + line, fault, row);
}

void StreamPipeline::note_bad_rows(Slot& slot) {
  for (const BadRow& bad : slot.rows.bad_rows) {
    add_reject(slot, bad.line, bad.fault, slot.rows.text(bad));
  }
  // In the order of the file, whichever kind of fault it was.
  std::stable_sort(slot.rejects.begin(), slot.rejects.end(),
                   [](const Reject& a, const Reject& b) { return a.line < b.line; });
}

void StreamPipeline::note_repairs(Slot& slot) {
  const std::string& file = job_.parts[slot.position.part].name;
  for (const Repair& repair : slot.rows.repairs) {
    ++slot.tally.of(repair.reason).rows;
    Examples& examples = slot.tally.repair_examples[repair.reason];
    if (examples.is_full()) continue;
    examples.add(fmt::format("{}:{} ({})", file, slot.rows.first_line + repair.line, repair.count));
  }
}

std::uint64_t StreamPipeline::rows_in_file(std::size_t part) const {
  return parts_[part]->rows;
}

std::vector<std::string> StreamPipeline::notes(std::size_t part) const {
  return parts_[part]->notes;
}

// Moves on past a part whose every block was written. The mutex is held.
bool StreamPipeline::advance_head() {
  if (head_.part >= parts_.size()) return false;
  PartState& part = *parts_[head_.part];
  if (!part.ended || head_.block != part.blocks) return false;
  part.reader.reset();
  part.plan.reset();
  head_ = {head_.part + 1, 0};
  return true;
}

void StreamPipeline::deliver(Slot* slot) {
  std::unique_lock lock(mutex_);
  done_.emplace(slot->position, slot);
  emit_due(lock);
}

// Writes the blocks whose turn it is, unless another thread is at it already. `lock` is held on entry
// and exit, not while a block is written.
void StreamPipeline::emit_due(std::unique_lock<std::mutex>& lock) {
  if (emitting_) return;
  emitting_ = true;
  for (;;) {
    while (advance_head()) {
    }
    const auto next = done_.find(head_);
    if (next == done_.end() || error_) break;
    Slot* due = next->second;
    done_.erase(next);
    lock.unlock();
    try {
      emit(*due);
    } catch (...) {
      lock.lock();
      emitting_ = false;
      throw;
    }
    lock.lock();
    ++head_.block;
    free_.push_back(due);
    changed_.notify_all();
  }
  emitting_ = false;
}

// One thread at a time, in input order.
void StreamPipeline::emit(Slot& slot) {
  if (slot.plan->has_row_hash()) number_repeats(slot);
  if (slot.tally.accepted != 0) sink_.write(job_.type, *slot.records);
  slot.records->clear();
  const std::string& file = job_.parts[slot.position.part].name;
  for (const Reject& reject : slot.rejects) {
    rejects_.add(file, slot.plan->column_name(reject.field), reject);
  }
  slot.rejects.clear();
  rows_of_parts_[slot.position.part] += slot.tally.read;
  job_.progress.add_rows(slot.tally.read);
  tally_.add(slot.tally);
  slot.tally.clear();
  add_unlinked(slot);
}

// Rows that are the same to the byte can all be true; the second gets "-2" behind its id, and so on.
void StreamPipeline::number_repeats(Slot& slot) {
  for (std::size_t i = 0; i < slot.hashes.size(); ++i) {
    const std::uint32_t times = occurrences_.note(slot.hashes[i]);
    if (times > 1) slot.records->suffix_id(i, fmt::format("-{}", times));
  }
  slot.hashes.clear();
}

}  // namespace sfi
