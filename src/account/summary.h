// The account of a run: what was read, what became of every row, where it went. Order of states and
// keys is fixed, so that the summaries of two runs can be compared line by line.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/work_report.h"
#include "record/schema.h"

namespace sfi {

struct TypeSummary {
  WorkReport work;
  std::optional<std::uint64_t> indexed;  // what the sink itself counted
  std::uint64_t duplicates = 0;          // records that share their id with another
  std::optional<std::uint64_t> previous_count;
  std::string target;
  std::string alias;
};

struct InputSummary {
  std::string path;  // relative to the state's folder
  std::uint64_t bytes = 0;
  std::string sha256;
  std::string layout;  // of an archive: how many members were read
  std::uint64_t rows = 0;
};

struct StateSummary {
  std::string state;
  std::string name;
  std::string status;  // "promoted", "checked" (dry run or limit), "refused", "failed", "interrupted"
  std::string error;
  std::string advice;
  std::map<RecordType, TypeSummary> types;
  std::vector<InputSummary> inputs;
  std::vector<std::pair<std::string, double>> seconds;  // by stage, in order
  std::vector<std::string> notes;
  std::map<std::string, std::vector<std::string>> reject_examples;  // by reason
  std::string next_step;
  bool is_part = false;  // --limit: not to be compared with the run before
};

// One JSON object: {"schema_version": 1, "program": ..., "states": [...]}.
std::string summary_json(const std::vector<StateSummary>& states);

// The same for people: a headline, a table, notes, what can be done next.
std::string summary_text(const StateSummary& state, bool color);

// Over all states: the sums of what was loaded, and in the last line how many came to which end and who
// needs a look.
std::string summary_of_all(const std::vector<StateSummary>& states);

}  // namespace sfi
