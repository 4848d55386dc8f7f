// The options that select states, definitions and input files.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "run/options.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace sfi {

// STATE... and --definitions.
class StateArguments {
 public:
  CLI::Option* declare(CLI::App& app, const char* help);
  // --definitions alone, for commands that ask for the definitions of states by themselves.
  void declare_definitions(CLI::App& app);

  // The states as given.
  const std::vector<std::string>& codes() const { return codes_; }
  // The given states; if there are none, every state with a definition.
  std::vector<std::string> codes_or_all() const;
  // The given states, or all states with --all. Throws UsageError if both are given, or neither; then `how_to` is the
  // message.
  std::vector<std::string> named_or_all(bool all, const char* how_to) const;
  // Throws Refused with file, line and column of the mistake.
  Definition definition(const std::string& code) const;
  // Every definition is read before the first state starts, so that a mistake in the last one does not show up after an
  // hour.
  std::vector<Definition> definitions(const std::vector<std::string>& codes) const;

 private:
  std::optional<std::filesystem::path> folder() const;
  std::vector<std::string> codes_;
  std::string folder_;
};

// --input, --roster and --allow-missing.
void declare_inputs(CLI::App& app, InputOptions& inputs);
void declare_input_folder(CLI::App& app, std::filesystem::path& folder);

}  // namespace sfi
