#include "run/verify.h"

#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "run/comparison.h"
#include "text/date.h"

namespace sfi {
namespace {

// A record that was accepted but rejected by the sink is not loaded: it becomes a reject.
void note_refused(RecordType type, const RunOptions& options, const std::vector<RefusedRecord>& refused,
                  TypeAccount& account, Rejects& rejects) {
  for (const RefusedRecord& record : refused) {
    --account.accepted;
    ++account.rejected[std::string(to_string(Reason::refused_by_sink))];
    account.cents -= record.cents;
    Reject reject;
    reject.line = record.line;
    reject.reason = Reason::refused_by_sink;
    reject.detail = fmt::format("{}: {}", record.id, record.reason);
    rejects.add(record.file, {}, reject);
  }
  if (options.max_refused.allows(refused.size(), account.accepted + refused.size())) return;
  throw Refused(fmt::format("The server rejected {} of {} {}, more than --max-refused allows.", refused.size(),
                            account.accepted + refused.size(), to_string(type)),
                "The first ones are listed above; --rejects FILE.csv lists all.");
}

void check_count(RecordType type, const SinkRun::Count& count, const TypeSummary& summary) {
  if (count.records != summary.account.accepted) {
    throw Refused(fmt::format("The sink holds {} {}, but {} were accepted.", count.records, to_string(type),
                              summary.account.accepted),
                  "Nothing was promoted. Run again; if it happens again, please report it.");
  }
  if (count.distinct != count.records) {
    throw Refused(fmt::format("{} of {} {} share their id with another record, such as {}.", summary.duplicates,
                              count.records, to_string(type), fmt::join(count.repeated_ids, ", ")),
                  "Do exports overlap, or are two versions of one file there? Otherwise the definition's id needs "
                  "more columns.");
  }
}

}  // namespace

void check_adds_up(RecordType type, const TypeAccount& account) {
  if (account.adds_up()) return;
  throw RunFailed(
      fmt::format("The rows of {} do not add up: {} read, but {} accepted + {} skipped + {} rejected.", to_string(type),
                  account.read, account.accepted, account.skipped_rows(), account.rejected_rows()),
      "This is a bug in state-fin-ingest: please report it.");
}

void check_unread(const RunOptions& options, const std::vector<UnreadColumn>& columns) {
  if (options.limit) return;
  for (const UnreadColumn& column : columns) {
    if (!column.is_doubtful() || options.max_rejects.allows(column.unread, column.rows)) continue;
    throw Refused(fmt::format("[{}]: {} in column '{}' and would be {}: {}.", column.section, column.what(),
                              column.column, column.read_as(), column.examples_text(3)),
                  fmt::format("These are more than 1 % of the column and more than --max-rejects allows. If they are "
                              "right, add {} at {}; otherwise raise --max-rejects.",
                              column.kind == WatchedValue::Kind::code ? "them" : "their format", column.place));
  }
}

void check_rejects(const RunOptions& options, RecordType type, const TypeAccount& account) {
  if (options.limit || options.max_rejects.allows(account.rejected_rows(), account.read)) return;
  throw Refused(fmt::format("{} of {} rows of {} could not be read faithfully, more than --max-rejects allows.",
                            account.rejected_rows(), account.read, to_string(type)),
                "See the examples above, or all rows with --rejects FILE.csv; fix the definition or "
                "raise --max-rejects.");
}

void verify_type(const RunOptions& options, RecordType type, TypeSummary& summary, SinkRun& run, Rejects& rejects) {
  const SinkRun::Count count = run.count(type);
  note_refused(type, options, count.refused, summary.account, rejects);
  summary.indexed = count.distinct;
  summary.duplicates = count.records - count.distinct;
  summary.previous_count = run.previous_count(type);
  summary.target = run.target(type);
  summary.alias = run.alias(type);
  check_count(type, count, summary);
  if (!options.limit) check_count_against_before(type, options, summary);
}

std::vector<std::string> doubts_about(const std::map<RecordType, TypeSummary>& types) {
  std::vector<std::string> notes;
  // A typo in the source; the row is loaded unchanged.
  const Day tomorrow = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) + std::chrono::days(1);
  for (const auto& [type, summary] : types) {
    if (!summary.account.days.last || *summary.account.days.last <= tomorrow) continue;
    notes.push_back(
        fmt::format("The last date of the {}, {}, is in the future: a typo in the source. --until "
                    "leaves such rows out.",
                    to_string(type), iso_date(*summary.account.days.last)));
  }
  for (const auto& [type, summary] : types) {
    if (!summary.account.calendar.looks_day_first()) continue;
    notes.push_back(fmt::format(
        "None of the {} dates of the {} is after the 12th of its month: were they saved with the day before "
        "the month, and read the other way round?",
        summary.account.calendar.dates, to_string(type)));
  }
  // Most often a roster is missing.
  for (const auto& [type, summary] : types) {
    if (summary.account.read == 0 || summary.account.accepted != 0) continue;
    notes.push_back(
        fmt::format("None of the {} rows of {} was accepted; see the reasons under 'skipped'. If it is "
                    "no_candidate, the state's README explains what links contributions to candidates.",
                    summary.account.read, to_string(type)));
  }
  return notes;
}

}  // namespace sfi
