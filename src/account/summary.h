// The account of a run: what was read, what became of every row, and where it went.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "account/examples.h"
#include "account/type_account.h"
#include "account/unread_column.h"
#include "definition/about_state.h"
#include "record/schema.h"

namespace sfi {

struct TypeSummary {
  TypeAccount account;
  std::optional<std::uint64_t> indexed;  // counted by the sink itself
  std::uint64_t duplicates = 0;          // records that share their id with another record
  std::optional<std::uint64_t> previous_count;
  std::string target;
  std::string alias;

  bool operator==(const TypeSummary&) const = default;
};

struct InputSummary {
  std::string path;  // relative to the state's folder
  std::uint64_t bytes = 0;
  std::string sha256;
  std::string layout;  // for an archive: how many members were read
  std::uint64_t rows = 0;

  bool operator==(const InputSummary&) const = default;
};

struct StateSummary {
  std::string state;
  std::string name;
  AboutState about;
  std::string status;  // "promoted", "checked" (dry run or limit), "refused", "failed", "interrupted"
  std::string error;
  std::string started;   // UTC, "2026-11-24T07:12:13Z"
  std::string finished;  // likewise; empty while the run goes on
  int exit_code = 0;
  std::vector<std::string> notes;
  std::map<RecordType, TypeSummary> types;
  std::vector<UnreadColumn> unread;  // of lookups and streams
  std::vector<InputSummary> inputs;
  std::vector<std::pair<std::string, double>> seconds;  // by stage, in order

  // Only for the text, not for the JSON:
  std::string advice;
  std::map<std::string, Examples> reject_examples;  // by reason
  std::string next_step;
  bool is_partial = false;  // --limit: not comparable with the previous run

  // The steps of contributions; of reports if the state has no contributions.
  const std::vector<LinkCount>& links() const;

  bool operator==(const StateSummary&) const = default;
};

}  // namespace sfi
