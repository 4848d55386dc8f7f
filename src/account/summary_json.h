// The account of a run as JSON: for --summary and --json, and stored with the run, from where it is read again.
// Order of states and members is fixed, so that the accounts of two runs can be compared line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/summary.h"

namespace sfi {

// One object: {"schema_version": 1, "program": ..., "states": [...]}.
std::string summary_json(const std::vector<StateSummary>& states);

// What summary_json() has written, by this version or an older one: what that did not write is left empty.
// Nothing where `json` is no such account, or that of a newer schema.
std::optional<std::vector<StateSummary>> read_summary_json(std::string_view json);

}  // namespace sfi
