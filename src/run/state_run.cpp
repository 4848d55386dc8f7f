#include "run/state_run.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>

#include "account/summary_json.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "input/fingerprint.h"
#include "text/date.h"
#include "version.h"

namespace sfi {
namespace {

class StateRun {
 public:
  StateRun(const RunOptions& options, unsigned threads, DefinitionIngestor& ingestor, Sink& sink, Rejects& rejects,
           StateProgress& progress, StateSummary& summary)
      : options_(options),
        threads_(threads),
        ingestor_(ingestor),
        sink_(sink),
        rejects_(rejects),
        progress_(progress),
        summary_(summary) {}

  void run() {
    begin_stage(Stage::check);  // not when a signal came before
    check_inputs();
    begin_stage(Stage::sink);
    sink_.preflight();
    Fingerprints fingerprints(input_paths());
    begin();
    try {
      load();
      verify();
      begin_stage(Stage::fingerprint);
      note_inputs(fingerprints.take());
      finish();
    } catch (...) {
      // At once, so that what could not be removed is told too.
      run_->discard();
      note_sink();
      throw;
    }
    note_sink();
  }

 private:
  void check_inputs() {
    const CheckReport report = ingestor_.check();
    summary_.notes = report.notes;
    if (report.problems.empty()) return;
    throw Refused(fmt::format("{}", fmt::join(report.problems, "\n")),
                  "Nothing was loaded; what was loaded before is still served.");
  }

  std::vector<std::filesystem::path> input_paths() const {
    std::vector<std::filesystem::path> paths;
    for (const FoundInput& found : ingestor_.inputs().found()) {
      paths.insert(paths.end(), found.paths.begin(), found.paths.end());
    }
    return paths;
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
    // With a limit nobody knows how much of a file will be read.
    if (!options_.limit) progress_.expect_bytes(ingestor_.bytes_to_read(info.types));
  }

  void load() {
    begin_stage(Stage::lookups);
    ingestor_.pre(progress_, rejects_);
    const WorkContext context{*run_, rejects_, progress_, options_.selection, threads_, options_.limit};
    for (const RecordType type : types()) {
      begin_stage(stage_of(type));
      TypeSummary& summary = summary_.types[type];
      summary.account = ingestor_.work(type, context);
      check_identity(type, summary.account);
    }
    const std::vector<std::string> notes = ingestor_.post();
    summary_.notes.insert(summary_.notes.end(), notes.begin(), notes.end());
    note_future();
    note_nothing_accepted();
    for (const auto& [type, summary] : summary_.types) check_rejects(type, summary.account);
  }

  // A typing error of the source; the row is loaded as it stands.
  void note_future() {
    const Day tomorrow = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) + std::chrono::days(1);
    for (const auto& [type, summary] : summary_.types) {
      if (!summary.account.days.last || *summary.account.days.last <= tomorrow) continue;
      summary_.notes.push_back(
          fmt::format("The last date of the {}, {}, lies in the future: a typing error in the source. --until "
                      "leaves such rows out.",
                      to_string(type), iso_date(*summary.account.days.last)));
    }
  }

  // Right for the program, hardly what the user wants: most often a roster is missing.
  void note_nothing_accepted() {
    for (const auto& [type, summary] : summary_.types) {
      if (summary.account.read == 0 || summary.account.accepted != 0) continue;
      summary_.notes.push_back(
          fmt::format("None of the {} rows of {} was accepted: the reasons stand behind 'skipped'. Where it is "
                      "no_candidate, the state's README says what links contributions to candidates.",
                      summary.account.read, to_string(type)));
    }
  }

  static void check_identity(RecordType type, const TypeAccount& account) {
    if (account.adds_up()) return;
    throw RunFailed(
        fmt::format("The rows of {} do not add up: {} read, but {} accepted + {} "
                    "skipped + {} rejected.",
                    to_string(type), account.read, account.accepted, account.skipped_rows(), account.rejected_rows()),
        "This is a fault of the program: please report it.");
  }

  void check_rejects(RecordType type, const TypeAccount& account) const {
    if (options_.limit || options_.max_rejects.allows(account.rejected_rows(), account.read)) return;
    throw Refused(fmt::format("{} of {} rows of {} could not be read faithfully, more than --max-rejects "
                              "allows.",
                              account.rejected_rows(), account.read, to_string(type)),
                  "See the examples above, or all of them with --rejects FILE.csv; mend the definition or "
                  "raise --max-rejects.");
  }

  void verify() {
    begin_stage(Stage::verify);
    for (auto& [type, summary] : summary_.types) {
      const SinkRun::Count count = run_->count(type);
      note_refused(type, count.refused, summary.account);
      summary.indexed = count.distinct;
      summary.duplicates = count.records - count.distinct;
      summary.previous_count = run_->previous_count(type);
      summary.target = run_->target(type);
      summary.alias = run_->alias(type);
      if (count.records != summary.account.accepted) {
        throw Refused(fmt::format("The sink holds {} {}, but {} were accepted.", count.records, to_string(type),
                                  summary.account.accepted),
                      "Nothing was promoted. Run again; if it stays, please report it.");
      }
      if (count.distinct != count.records) {
        throw Refused(fmt::format("{} of {} {} share their id with another record, such as {}.", summary.duplicates,
                                  count.records, to_string(type), fmt::join(count.repeated_ids, ", ")),
                      "Is a file there twice under two names? Otherwise the definition's id must "
                      "name more columns.");
      }
      if (!options_.limit) check_shrink(type, summary);
    }
  }

  // A record that the sink would not take was accepted by us but is not loaded: it is a reject.
  void note_refused(RecordType type, const std::vector<RefusedRecord>& refused, TypeAccount& account) {
    for (const RefusedRecord& record : refused) {
      --account.accepted;
      ++account.rejected[std::string(to_string(Reason::refused_by_sink))];
      account.cents -= record.cents;
      Reject reject;
      reject.line = record.line;
      reject.reason = Reason::refused_by_sink;
      reject.detail = fmt::format("{}: {}", record.id, record.reason);
      rejects_.add(record.file, {}, reject);
    }
    if (options_.max_refused.allows(refused.size(), account.accepted + refused.size())) return;
    throw Refused(fmt::format("The server would not take {} of {} {}, more than --max-refused allows.", refused.size(),
                              account.accepted + refused.size(), to_string(type)),
                  "The first ones stand above, all of them in --rejects FILE.csv.");
  }

  void note_sink() {
    for (std::string& note : run_->notes()) summary_.notes.push_back(std::move(note));
  }

  void check_shrink(RecordType type, const TypeSummary& summary) const {
    if (!summary.previous_count) return;
    const auto before = static_cast<double>(*summary.previous_count);
    const auto now = static_cast<double>(summary.account.accepted);
    if (now >= before * (1 - options_.max_shrink_percent / 100)) return;
    throw Refused(
        fmt::format("There are {} {} now, but {} in the run that is served: more than "
                    "{} % fewer.",
                    summary.account.accepted, to_string(type), *summary.previous_count, options_.max_shrink_percent),
        "Is the input complete? If it is right, run again with --max-shrink 100%.");
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

  void note_inputs(const std::vector<Fingerprint>& fingerprints) {
    for (const Fingerprint& fingerprint : fingerprints) {
      InputSummary input;
      input.path = ingestor_.inputs().relative_name(fingerprint.path);
      input.bytes = fingerprint.bytes;
      input.sha256 = fingerprint.sha256;
      std::size_t parts = 0;
      for (const auto& [type, summary] : summary_.types) {
        for (const auto& [part, rows] : summary.account.rows_of_parts) {
          if (part != input.path && !part.starts_with(input.path + "/")) continue;
          input.rows += rows;
          ++parts;
        }
      }
      input.layout = fmt::format("{} part{} read", parts, parts == 1 ? "" : "s");
      summary_.inputs.push_back(std::move(input));
    }
  }

  // UTC, with microseconds, so that two runs of one second differ; lower case as index names must be.
  static std::string run_stamp() {
    static std::mutex mutex;
    static std::string last;
    const std::lock_guard lock(mutex);
    const auto now = std::chrono::system_clock::now();
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(micros / 1'000'000);
    std::string stamp = fmt::format("{:%Y%m%dt%H%M%S}{:06}", fmt::gmtime(seconds), micros % 1'000'000);
    // A clock that was set back must not give a name twice within this process.
    if (stamp <= last) stamp = last + "1";
    return last = stamp;
  }

  void begin_stage(Stage stage) {
    throw_if_interrupted();
    progress_.begin(stage);
  }

  const RunOptions& options_;
  unsigned threads_;
  DefinitionIngestor& ingestor_;
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

StateResult run_state(const RunOptions& options, unsigned threads, DefinitionIngestor& ingestor, Sink& sink,
                      Rejects& rejects, StateProgress& progress) {
  StateResult result;
  StateSummary& summary = result.summary;
  summary.state = ingestor.state();
  summary.name = ingestor.definition().state_name;
  summary.is_partial = options.limit.has_value();
  try {
    StateRun(options, threads, ingestor, sink, rejects, progress, summary).run();
  } catch (const OutputClosed&) {
    throw;
  } catch (const Error& error) {
    result.code = error.code();
    summary.error = error.what();
    summary.advice = error.advice();
  } catch (const std::bad_alloc&) {
    result.code = ExitCode::failed;
    summary.error = "The memory is used up.";
    summary.advice =
        "Run with fewer --jobs, fewer states at once, without 'ulimit -v', or on a machine with more "
        "memory. What was loaded before is still served.";
  } catch (const std::system_error& error) {  // of a thread that could not be started
    result.code = ExitCode::failed;
    summary.error = fmt::format("The system gives no more threads or memory: {}.", error.what());
    summary.advice = "Run with fewer --jobs, or with higher limits (ulimit -u, ulimit -v).";
  } catch (const std::exception& error) {
    result.code = ExitCode::failed;
    summary.error = error.what();
  }
  progress.end();
  summary.seconds = progress.seconds();
  if (result.code != ExitCode::ok) summary.status = status_of(result.code);
  summary.reject_examples = rejects.examples();
  return result;
}

}  // namespace sfi
