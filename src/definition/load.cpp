#include "definition/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <string_view>

#include "base/error.h"
#include "definition/embedded.h"
#include "definition/parse.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

struct StateName {
  const char* code;
  const char* name;
};

// For those who type a state's name instead of its code.
constexpr std::array<StateName, 50> kStates{{
    {"al", "Alabama"},        {"ak", "Alaska"},       {"az", "Arizona"},      {"ar", "Arkansas"},
    {"ca", "California"},     {"co", "Colorado"},     {"ct", "Connecticut"},  {"de", "Delaware"},
    {"fl", "Florida"},        {"ga", "Georgia"},      {"hi", "Hawaii"},       {"id", "Idaho"},
    {"il", "Illinois"},       {"in", "Indiana"},      {"ia", "Iowa"},         {"ks", "Kansas"},
    {"ky", "Kentucky"},       {"la", "Louisiana"},    {"me", "Maine"},        {"md", "Maryland"},
    {"ma", "Massachusetts"},  {"mi", "Michigan"},     {"mn", "Minnesota"},    {"ms", "Mississippi"},
    {"mo", "Missouri"},       {"mt", "Montana"},      {"ne", "Nebraska"},     {"nv", "Nevada"},
    {"nh", "New Hampshire"},  {"nj", "New Jersey"},   {"nm", "New Mexico"},   {"ny", "New York"},
    {"nc", "North Carolina"}, {"nd", "North Dakota"}, {"oh", "Ohio"},         {"ok", "Oklahoma"},
    {"or", "Oregon"},         {"pa", "Pennsylvania"}, {"ri", "Rhode Island"}, {"sc", "South Carolina"},
    {"sd", "South Dakota"},   {"tn", "Tennessee"},    {"tx", "Texas"},        {"ut", "Utah"},
    {"vt", "Vermont"},        {"va", "Virginia"},     {"wa", "Washington"},   {"wv", "West Virginia"},
    {"wi", "Wisconsin"},      {"wy", "Wyoming"},
}};

constexpr const char* kFileName = "ingestor.toml";

bool is_code(std::string_view text) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return text.size() == 2 && std::all_of(text.begin(), text.end(), small);
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw Refused(fmt::format("The definition {} cannot be read.", path.string()));
  return text;
}

void check_directory(const fs::path& directory) {
  std::error_code error;
  if (fs::is_directory(directory, error)) return;
  throw UsageError(fmt::format("There is no folder of definitions {}.", directory.string()),
                   "Give the folder that has one folder for each state, such as `states`.");
}

std::string joined(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

// The state that was meant: " Did you mean 'tx' (Texas)?"
std::string suggestion(const std::string& typed, const std::vector<std::string>& known) {
  std::vector<std::string> names;
  for (const StateName& state : kStates) names.emplace_back(state.name);
  const std::string name = nearest(typed, names);
  std::string code = nearest(typed, known);
  if (!name.empty()) {
    code = kStates[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())].code;
  }
  if (std::find(known.begin(), known.end(), code) == known.end()) return {};
  for (const StateName& state : kStates) {
    if (code == state.code) return fmt::format(" Did you mean '{}' ({})?", code, state.name);
  }
  return fmt::format(" Did you mean '{}'?", code);
}

[[noreturn]] void unknown_state(const std::string& typed, const std::vector<std::string>& known) {
  const std::string advice = known.empty() ? std::string("No state has a definition.")
                                           : fmt::format("States with a definition: {}.", joined(known));
  for (const StateName& state : kStates) {
    if (typed != state.code) continue;
    throw UsageError(fmt::format("There is no definition for {} ({}) yet.", state.name, typed), advice);
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
