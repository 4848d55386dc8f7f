// An option that accepts one of several words.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace sfi {

// Throws UsageError, with the nearest word, for other values. Help, manual and completions show `words`.
CLI::Validator choices(const std::string& option, const std::vector<std::string>& words);

}  // namespace sfi
