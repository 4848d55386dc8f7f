// Parses the command line; opens nothing.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command/command.h"

namespace sfi {

// All commands with their options.
class CommandLine {
 public:
  CommandLine();
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // For the manual pages and completions.
  const CLI::App& app() const { return *app_; }

  // The given command with its options set. Nothing if help or version was requested, which is then printed to
  // stdout. Throws UsageError. Call at most once.
  std::unique_ptr<Command> parse(int argc, const char* const* argv);

 private:
  std::unique_ptr<CLI::App> app_;
  std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands_;
  std::string color_ = "auto";
};

}  // namespace sfi
