#include "pipeline/row_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/zip_code.h"

namespace sfi {

RowWorker::RowWorker(const RowJob& job, std::unique_ptr<RecordBlock> records, RepeatedRows* repeats)
    : job_(job), repeats_(repeats), records_(std::move(records)) {
  tally_.skipped_by_rule.resize(job.unlinked_rules.size());
}

void RowWorker::open(const RecordPlan& plan, const FieldFormat& format, std::string_view file) {
  plan_ = &plan;
  file_ = file;
  context_ = std::make_unique<RowContext>(format, plan.rows().joins());
  context_->file = file;
  tally_.links.resize(plan.rows().step_count());
  tally_.joins.resize(plan.rows().joins());
}

void RowWorker::process(const RowBlock& rows, std::span<const Fate> fates) {
  rows_ = &rows;
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    process_row(rows.rows[i], i < fates.size() ? fates[i] : Fate::counts);
  note_bad_rows();
  note_repairs();
  note_decoding();
  tally_.of(Reason::blank_line).rows += rows.blank_lines;
  tally_.read += rows.bad_rows.size() + rows.blank_lines;
}

void RowWorker::process_row(const Row& row, Fate fate) {
  context_->begin(*rows_, row);
  if (!plan_->gate().admits(*context_)) {
    ++tally_.read;
    return note_reject(row.line, context_->verdict.fault, rows_->text(row));
  }
  for (std::size_t slot = 0; slot < plan_->slots(); ++slot) {
    if (slot != 0) context_->begin(*rows_, row);
    plan_->make(*context_, record_, slot);
    if (fate != Fate::counts) context_->skip(reason_of(fate));
    note_verdict(row, slot);
  }
}

void RowWorker::note_verdict(const Row& row, std::size_t slot) {
  ++tally_.read;
  switch (context_->verdict.kind) {
    case Verdict::Kind::use:
      return is_repeated() ? note_repeated() : note_accepted();
    case Verdict::Kind::skip_by_rule:
    case Verdict::Kind::skip:
      return note_skipped(row, slot);
    case Verdict::Kind::reject:
      return note_reject(row.line, context_->verdict.fault, rows_->text(row));
  }
}

bool RowWorker::is_repeated() {
  return repeats_ != nullptr &&
         repeats_->note(record_.text(id_field(job_.type)), content_.of(record_, job_.type, false));
}

void RowWorker::note_accepted() {
  record_.set_text(Field::jurisdiction, job_.state);
  record_.set_text(Field::source_file, file_);
  record_.set_number(Field::source_line, static_cast<std::int64_t>(rows_->first_line + context_->row.line));
  records_->append(record_);

  ++tally_.accepted;
  record_.count_filled(tally_.filled);
  note_words();
  const Cents cents = record_.has_number(Field::amount) ? record_.cents(Field::amount) : Cents();
  tally_.cents += cents;
  if (const auto day = day_of_record()) {
    tally_.days.note(*day);
    tally_.calendar.note(*day);
  }
  note_links(cents);
  note_zip(record_.text(Field::zip));
  if (job_.type == RecordType::contribs) gifts_.note(record_);
  if (plan_->has_row_hash()) {
    const std::string_view id = record_.text(id_field(job_.type));
    id_hashes_.push_back(XXH3_64bits(id.data(), id.size()));
  }
}

std::optional<Day> RowWorker::day_of_record() const {
  if (record_.has_number(Field::contribution_date)) return record_.day(Field::contribution_date);
  if (record_.has_number(Field::received_date)) return day_of(record_.moment(Field::received_date));
  return std::nullopt;
}

void RowWorker::note_words() {
  for (const Field field : {Field::kind, Field::type, Field::candidate_house}) {
    const std::string_view word = record_.text(field);
    if (words_of(job_.type, field).empty() || word.empty()) continue;
    auto& counts = tally_.words[field];
    const auto known = counts.find(word);
    known == counts.end() ? ++counts[std::string(word)] : ++known->second;
  }
}

void RowWorker::note_zip(std::string_view zip) {
  const bool lost_zero = is_short_zip(zip) && has_zips_with_zero(record_.text(Field::state));
  if (!lost_zero && !zip.starts_with('0')) return;
  ++tally_.short_zips.values;
  if (lost_zero) tally_.short_zips.note_unread(zip, file_, rows_->first_line + context_->row.line);
}

void RowWorker::note_links(Cents cents) {
  for (std::size_t join = 0; join < context_->joined.size(); ++join) {
    const Joined& joined = context_->joined[join];
    Tally::Join& counts = tally_.joins[join];
    if (joined.step == Joined::kNotFound) {
      ++counts.not_found;
      counts.not_found_cents += cents;
    }
    if (joined.step == Joined::kNoKey) ++counts.without_key;
    if (joined.step < 0) continue;
    ++counts.found;
    const std::size_t step = plan_->rows().step_index(join, joined.step);
    ++tally_.links[step].rows;
    tally_.links[step].cents += cents;
    if (job_.on_link) job_.on_link(step, joined.row);
  }
}

void RowWorker::note_repeated() {
  const bool has_amount = record_.has_number(Field::amount);
  tally_.of(Reason::repeated).note(has_amount ? std::optional(record_.cents(Field::amount)) : std::nullopt);
}

void RowWorker::note_skipped(const Row& row, std::size_t slot) {
  const Verdict& verdict = context_->verdict;
  const bool by_rule = verdict.kind == Verdict::Kind::skip_by_rule;
  SkippedRows& skipped = by_rule ? tally_.skipped_by_rule[verdict.rule] : tally_.of(verdict.reason);
  ++skipped.rows;
  if (job_.type != RecordType::contribs) return;
  const auto amount = plan_->skipped_amount(*context_, slot);
  skipped.money.note(amount);
  if (!by_rule || !job_.unlinked_rules[verdict.rule]) return;
  const UnlinkedRows::Place place{static_cast<std::uint32_t>(&row - rows_->rows.data()),
                                  static_cast<std::uint32_t>(slot)};
  const auto [id, name] = plan_->skipped_filer(*context_, slot, false);
  id.empty() ? unlinked_.note_named(name, amount, place) : unlinked_.note(id, amount, place);
}

void RowWorker::note_reject(std::uint32_t line, const RowFault& fault, std::string_view row) {
  if (fault.reason == Reason::by_rule) {
    ++tally_.rejected_by_rule[std::string(fault.rule)];
  } else {
    ++tally_.of(fault.reason).rows;
  }
  rejects_.emplace_back(rows_->first_line + line, fault, row);
}

void RowWorker::note_bad_rows() {
  for (const BadRow& bad : rows_->bad_rows) note_reject(bad.line, bad.fault, rows_->text(bad));
  // In the order of the file, whatever the fault.
  std::stable_sort(rejects_.begin(), rejects_.end(), [](const Reject& a, const Reject& b) { return a.line < b.line; });
}

void RowWorker::note_repairs() {
  for (const Repair& repair : rows_->repairs) {
    ++tally_.of(repair.reason).rows;
    Examples& examples = tally_.repair_examples[repair.reason];
    if (examples.is_full()) continue;
    examples.add(fmt::format("{}:{} ({})", file_, rows_->first_line + repair.line, repair.count));
  }
}

void RowWorker::note_decoding() {
  const FieldDecoder::Counts counts = context_->decoder.counts();
  tally_.of(Reason::encoding_fallback).rows += counts.fallbacks;
  tally_.of(Reason::nul_stripped).rows += counts.stripped;
  context_->decoder.set_counts({});
  sfi::add(tally_.unread, context_->unread);
  context_->unread.clear();
  tally_.beyond_seats.add(std::exchange(context_->beyond_seats, {}));
}

Filer RowWorker::filer_at(UnlinkedRows::Place place) {
  context_->begin(*rows_, rows_->rows[place.row]);
  context_->counting = false;
  plan_->make(*context_, record_, place.slot);
  context_->counting = true;
  context_->decoder.set_counts({});
  return plan_->skipped_filer(*context_, place.slot, true);
}

void RowWorker::clear() {
  records_->clear();
  tally_.clear();
  unlinked_.clear();
  rejects_.clear();
  id_hashes_.clear();
  gifts_.clear();
}

}  // namespace sfi
