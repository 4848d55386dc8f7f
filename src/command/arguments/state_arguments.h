// Which states, by which definitions, from which files.
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

  // The states as they were given.
  const std::vector<std::string>& codes() const { return codes_; }
  // The states given, or every state that has a definition when none is.
  std::vector<std::string> codes_or_all() const;
  // The states given, or with --all every one. Throws UsageError when both are said, or neither: then
  // with `how_to` as its words.
  std::vector<std::string> named_or_all(bool all, const char* how_to) const;
  // Throws Refused naming the mistake's file, line and column.
  Definition definition(const std::string& code) const;
  // Every definition is read before the first state is begun: a mistake in the last one should not
  // show up after an hour.
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
