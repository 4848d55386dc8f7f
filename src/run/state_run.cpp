#include "run/state_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "account/summary_json.h"
#include "base/error.h"
#include "base/failure.h"
#include "base/interrupt.h"
#include "base/output_file.h"
#include "base/utc_time.h"
#include "input/fingerprint.h"
#include "run/comparison.h"
#include "run/run_stamp.h"
#include "run/verify.h"
#include "version.h"

namespace sfi {
namespace {

class StateRun {
 public:
  StateRun(const RunOptions& options, unsigned threads, Ingestor& ingestor, Sink& sink, Rejects& rejects,
           StateProgress& progress, StateSummary& summary)
      : options_(options),
        threads_(threads),
        ingestor_(ingestor),
        sink_(sink),
        rejects_(rejects),
        progress_(progress),
        summary_(summary) {}

  void run() {
    begin_stage(Stage::check);  // throws after a signal
    check_inputs();
    begin_stage(Stage::sink);
    sink_.preflight();
    Fingerprints fingerprints(ingestor_.input_paths());
    begin();
    try {
      load();
      verify();
      begin_stage(Stage::fingerprint);
      note_inputs(fingerprints.take());
      if (options_.strict) refuse_notes();
      finish();
    } catch (...) {
      // At once, so that leftovers that could not be removed are reported too.
      run_->discard();
      note_sink();
      throw;
    }
    note_sink();
  }

 private:
  void check_inputs() {
    const CheckResult result = ingestor_.check();
    summary_.notes = result.notes;
    if (result.problems.empty()) return;
    throw Refused(fmt::format("{}", fmt::join(result.problems, "\n")),
                  "Nothing was loaded; what was loaded before is still served.");
  }

  std::vector<RecordType> types() const {
    std::vector<RecordType> types;
    for (const RecordType type : ingestor_.record_types()) {
      if (options_.types.contains(type)) types.push_back(type);
    }
    return types;
  }

  void begin() {
    RunInfo info;
    info.state = ingestor_.state();
    info.env = options_.env;
    info.started = run_stamp();
    info.types = types();
    info.addtl_members = ingestor_.addtl_members();
    info.definition_hash = ingestor_.rules_hash();
    info.program_version = SFI_VERSION;
    run_ = sink_.begin(info);
    progress_.watch(run_->queue());
    // With a limit it is unknown how much of a file will be read.
    if (!options_.limit) progress_.expect_bytes(ingestor_.bytes_to_read(info.types));
  }

  void load() {
    begin_stage(Stage::lookups);
    ingestor_.pre(progress_, rejects_);
    const WorkContext context{*run_, rejects_, progress_, options_.selection, threads_, options_.limit};
    for (const RecordType type : types()) {
      begin_stage(stage_of(type));
      // When it ends early it has no account: one of nothing would look like an empty file.
      auto account = ingestor_.work(type, context);
      check_adds_up(type, account);
      summary_.types[type].account = std::move(account);
    }
    add_notes(ingestor_.post());
    add_notes(doubts_about(summary_.types));
    summary_.unread = ingestor_.unread();
    for (const auto& [type, summary] : summary_.types) check_rejects(options_, type, summary.account);
    check_unread(options_, summary_.unread);
  }

  void verify() {
    begin_stage(Stage::verify);
    for (auto& [type, summary] : summary_.types) verify_type(options_, type, summary, *run_, rejects_);
    if (options_.limit) return;
    add_notes(doubts_about_growth(summary_.types));
    add_notes(check_drift(options_.max_drift_points, run_->previous_summary(), summary_.types));
  }

  void refuse_notes() const {
    if (summary_.notes.empty()) return;
    const std::size_t count = summary_.notes.size();
    throw Refused(
        fmt::format("--strict: there {} {} note{} (above).", count == 1 ? "is" : "are", count, count == 1 ? "" : "s"),
        "See to what the notes say, or load without --strict. What was loaded before is still served.");
  }

  void note_sink() { add_notes(run_->notes()); }

  void add_notes(std::vector<std::string> notes) {
    std::move(notes.begin(), notes.end(), std::back_inserter(summary_.notes));
  }

  void finish() {
    throw_if_interrupted();
    if (options_.limit || options_.dry_run) {
      run_->discard();
      for (auto& [type, summary] : summary_.types) summary.target = summary.alias = "";
      summary_.status = "checked";
      return;
    }
    summary_.status = "promoted";
    summary_.seconds = progress_.seconds();
    begin_stage(Stage::promote);
    run_->promote(summary_json({summary_}));
    summary_.next_step = run_->next_step();
  }

  // By name of the part. What only lookups read counts too.
  std::map<std::string, std::uint64_t> rows_of_parts() const {
    std::map<std::string, std::uint64_t> rows;
    for (const auto& [type, summary] : summary_.types) {
      for (const auto& [part, rows_of_part] : summary.account.rows_of_parts) rows[part] += rows_of_part;
    }
    rows.merge(ingestor_.rows_of_lookup_parts());
    return rows;
  }

  void note_inputs(const std::vector<Fingerprint>& fingerprints) {
    const auto rows_by_part = rows_of_parts();
    for (const Fingerprint& fingerprint : fingerprints) {
      InputSummary input;
      input.path = ingestor_.relative_name(fingerprint.path);
      input.bytes = fingerprint.bytes;
      input.sha256 = fingerprint.sha256;
      std::size_t parts = 0;
      for (const auto& [part, rows] : rows_by_part) {
        if (part != input.path && !part.starts_with(input.path + "/")) continue;
        input.rows += rows;
        ++parts;
      }
      input.layout = fmt::format("{} part{} read", parts, parts == 1 ? "" : "s");
      summary_.inputs.push_back(std::move(input));
    }
  }

  void begin_stage(Stage stage) {
    throw_if_interrupted();
    progress_.begin(stage);
  }

  const RunOptions& options_;
  unsigned threads_;
  Ingestor& ingestor_;
  Sink& sink_;
  std::unique_ptr<SinkRun> run_;
  Rejects& rejects_;
  StateProgress& progress_;
  StateSummary& summary_;
};

std::string status_of(ExitCode code) {
  switch (code) {
    case ExitCode::interrupted:
    case ExitCode::terminated:
      return "interrupted";
    case ExitCode::refused:
      return "refused";
    default:
      return "failed";
  }
}

}  // namespace

StateResult run_state(const RunOptions& options, unsigned threads, Ingestor& ingestor, Sink& sink, Rejects& rejects,
                      StateProgress& progress) {
  StateResult result;
  StateSummary& summary = result.summary;
  summary.state = ingestor.state();
  summary.name = ingestor.state_name();
  summary.about = ingestor.about();
  summary.is_partial = options.limit.has_value();
  summary.started = utc_now();
  try {
    StateRun(options, threads, ingestor, sink, rejects, progress, summary).run();
  } catch (const OutputClosed&) {
    throw;
  } catch (...) {
    Failure failure = current_failure();
    result.code = failure.code;
    summary.error = std::move(failure.message);
    summary.advice = std::move(failure.advice);
  }
  progress.end();
  summary.seconds = progress.seconds();
  summary.finished = utc_now();
  summary.exit_code = static_cast<int>(result.code);
  if (result.code != ExitCode::ok) summary.status = status_of(result.code);
  summary.reject_examples = rejects.examples();
  return result;
}

}  // namespace sfi
