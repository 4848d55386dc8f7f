// Processes the rows of a block: each goes through the gate and the plan into the sink's block of records or into the
// counts. One thread at a time; nothing is allocated for a row that is accepted or skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "account/rejects.h"
#include "account/tally.h"
#include "account/unlinked_filers.h"
#include "pipeline/repeated_rows.h"
#include "pipeline/row_fates.h"
#include "pipeline/twin_gifts.h"
#include "plan/record_plan.h"
#include "record/content_hash.h"
#include "sink/sink.h"

namespace sfi {

// Everything that is the same for all rows of a stream.
struct RowJob {
  std::string state;  // becomes `jurisdiction`
  RecordType type = RecordType::contribs;
  std::vector<bool> unlinked_rules;  // by rule: the filer of a row it drops has no candidate
  std::function<void(std::size_t step, std::uint32_t row)> on_link;  // for accepted rows; from any thread
};

class RowWorker {
 public:
  // If `repeats` is null, repeated rows are loaded too.
  RowWorker(const RowJob& job, std::unique_ptr<RecordBlock> records, RepeatedRows* repeats);

  // The following rows are from this file. The arguments must live until the worker is cleared or opened again.
  void open(const RecordPlan& plan, const FieldFormat& format, std::string_view file);
  // Processes the rows; `rows` must live as long as the results are used. `fates` are those of its rows in order; rows
  // beyond its end count.
  void process(const RowBlock& rows, std::span<const Fate> fates = {});

  // The results.
  RecordBlock& records() { return *records_; }
  const Tally& tally() const { return tally_; }
  const std::vector<Reject>& rejects() const { return rejects_; }
  const UnlinkedRows& unlinked() const { return unlinked_; }
  // Of the accepted rows, in order, if the id is a hash of the row.
  const std::vector<std::uint64_t>& id_hashes() const { return id_hashes_; }
  const GiftMarks& gifts() const { return gifts_; }
  // The filer of a row in unlinked(). The row is processed again, once for each filer, which costs less than keeping
  // the texts of all rows.
  Filer filer_at(UnlinkedRows::Place place);
  const RecordPlan& plan() const { return *plan_; }

  // Clears the results for the next block.
  void clear();

 private:
  void process_row(const Row& row, Fate fate);
  void note_verdict(const Row& row, std::size_t slot);
  bool is_repeated();
  void note_accepted();
  void note_repeated();
  void note_skipped(const Row& row, std::size_t slot);
  std::optional<Day> day_of_record() const;
  void note_words();
  void note_zip(std::string_view zip);
  void note_links(Cents cents);
  void note_reject(std::uint32_t line, const RowFault& fault, std::string_view row);
  void note_bad_rows();
  void note_repairs();
  void note_decoding();

  const RowJob& job_;
  RepeatedRows* repeats_;
  const RecordPlan* plan_ = nullptr;
  std::string_view file_;
  std::unique_ptr<RowContext> context_;
  const RowBlock* rows_ = nullptr;
  Record record_;
  ContentHash content_;  // if repeated rows are skipped

  std::unique_ptr<RecordBlock> records_;
  Tally tally_;
  UnlinkedRows unlinked_;
  std::vector<Reject> rejects_;
  std::vector<std::uint64_t> id_hashes_;
  GiftMarks gifts_;
};

}  // namespace sfi
