// The command line: parsed only, nothing is opened.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command/command.h"

namespace sfi {

// Every command with its options, declared.
class CommandLine {
 public:
  CommandLine();
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // For whoever tells people about them.
  const CLI::App& app() const { return *app_; }

  // The command that was asked for, its options filled in. Nothing when help or version was asked for
  // and has been printed to stdout. Throws UsageError. At most once.
  std::unique_ptr<Command> parse(int argc, const char* const* argv);

 private:
  std::unique_ptr<CLI::App> app_;
  std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands_;
  std::string color_ = "auto";
};

}  // namespace sfi
