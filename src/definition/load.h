// Finds definitions: compiled in, or overridden by a folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "definition/definition.h"

namespace sfi {

// The definition of a state: DIRECTORY/<xx>/ingestor.toml when `directory` is given and has it,
// else the one compiled in. Throws UsageError for an unknown state (with "did you mean"),
// DefinitionError for a mistake in it.
Definition load_definition(const std::string& code, const std::optional<std::filesystem::path>& directory);

// Codes of all states that load_definition() knows, sorted.
std::vector<std::string> known_states(const std::optional<std::filesystem::path>& directory);

}  // namespace sfi
