// The account of a run as JSON, for --summary and --json, and stored with the run, from which it is read again. The
// order of states and members is fixed, so that two accounts can be compared line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/summary.h"

namespace sfi {

// One object: {"schema_version": 1, "program": ..., "states": [...]}. With `exit_code`, that of the program, it also
// says when the first state began and the last one ended.
std::string summary_json(const std::vector<StateSummary>& states, std::optional<int> exit_code = {});

// Reads the output of summary_json(), of this version or an older one, which leaves members empty that it did not
// have. Nothing if `json` is not such an account or has a newer schema.
std::optional<std::vector<StateSummary>> read_summary_json(std::string_view json);

}  // namespace sfi
