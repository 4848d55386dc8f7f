// An option that takes one of some words.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace sfi {

// Refuses other words, naming the nearest (UsageError). Help, manual and completions show `words`.
CLI::Validator choices(const std::string& option, const std::vector<std::string>& words);

}  // namespace sfi
