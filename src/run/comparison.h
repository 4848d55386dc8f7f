// Compares a load with the run that is served: with many fewer or more records, or other shares of them, something was
// lost or doubled on the way, even if every row could be read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "account/summary.h"
#include "record/schema.h"
#include "run/options.h"

namespace sfi {

using TypeSummaries = std::map<RecordType, TypeSummary>;

// Throws when there are fewer records than --max-shrink allows or, with --max-growth, more.
void check_count_against_before(RecordType type, const RunOptions& options, const TypeSummary& summary);

// At least twice as many records as before: what the same data under two names would give.
std::vector<std::string> doubts_about_growth(const TypeSummaries& types);

// A share that has changed since the served run.
struct Drift {
  std::string what;   // "of the contribs have 'candidate.party'"
  double before = 0;  // per cent
  double now = 0;

  double points() const { return before < now ? now - before : before - now; }
  // "3.0 % of the contribs have 'candidate.party', 92.1 % in the served run"
  std::string text() const;
};

// The notable changes between two accounts, the largest first: fields and words that fewer records have, link steps
// that link fewer of them, reasons that leave out more of the rows. Shares of a few records say nothing: none then.
std::vector<Drift> drifts(RecordType type, const TypeAccount& before, const TypeAccount& now);

// Notes for the drifts of all types; throws for one that is larger than --max-drift allows. `before_json` is the
// account of the served run; empty without one.
std::vector<std::string> check_drift(double max_points, const std::string& before_json, const TypeSummaries& types);

}  // namespace sfi
