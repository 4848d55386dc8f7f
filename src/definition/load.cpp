#include "definition/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>

#include "base/error.h"
#include "definition/embedded.h"
#include "definition/parse.h"
#include "definition/state_names.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFileName = "ingestor.toml";

bool is_code(std::string_view text) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() == 2 && std::all_of(text.begin(), text.end(), small);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw Refused(fmt::format("Cannot read the definition {}.", path.string()));
  return text;
}

void check_directory(const fs::path& directory) {
  std::error_code error;
  if (fs::is_directory(directory, error)) return;
  throw UsageError(fmt::format("There is no folder {} of definitions.", directory.string()),
                   "Name the folder that has a subfolder for each state, such as `states`.");
}

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

// " Did you mean 'tx' (Texas)?", or empty.
std::string suggestion(const std::string& typed, const std::vector<std::string>& known) {
  std::vector<std::string> names;
  for (const StateName& state : state_names()) names.emplace_back(state.name);
  const StateName* meant = state_named(nearest(typed, names));
  const std::string code = meant != nullptr ? std::string(meant->code) : nearest(typed, known);
  if (std::find(known.begin(), known.end(), code) == known.end()) return {};
  const StateName* state = state_of(code);
  if (state == nullptr) return fmt::format(" Did you mean '{}'?", code);
  return fmt::format(" Did you mean '{}' ({})?", code, state->name);
}

[[noreturn]] void unknown_state(const std::string& typed, const std::vector<std::string>& known) {
  const std::string advice = known.empty() ? std::string("No state has a definition.")
                                           : fmt::format("States with a definition: {}.", joined(known));
  if (const StateName* state = state_of(typed)) {
    throw UsageError(fmt::format("There is no definition for {} ({}) yet.", state->name, typed), advice);
  }
  throw UsageError(fmt::format("There is no definition for the state '{}'.{}", typed, suggestion(typed, known)),
                   advice);
}

}  // namespace

std::vector<std::string> known_states(const std::optional<fs::path>& directory) {
  std::set<std::string> codes;
  for (const EmbeddedDefinition& embedded : embedded_definitions()) {
    codes.emplace(embedded.code);
  }
  if (directory) {
    check_directory(*directory);
    for (const auto& entry : fs::directory_iterator(*directory)) {
      const std::string code = entry.path().filename().string();
      if (is_code(code) && fs::exists(entry.path() / kFileName)) codes.insert(code);
    }
  }
  return {codes.begin(), codes.end()};
}

Definition load_definition(const std::string& code, const std::optional<fs::path>& directory) {
  if (directory) check_directory(*directory);
  if (directory && is_code(code)) {
    const fs::path path = *directory / code / kFileName;
    if (fs::exists(path)) return parse_definition(read_file(path), path.string());
  }
  for (const EmbeddedDefinition& embedded : embedded_definitions()) {
    if (embedded.code != code) continue;
    return parse_definition(std::string(embedded.text), std::string(embedded.path));
  }
  unknown_state(code, known_states(directory));
}

}  // namespace sfi
