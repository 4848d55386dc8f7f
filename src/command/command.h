// One command of the program: its options, and what it does with them.
#pragma once

#include <memory>
#include <span>

#include "base/error.h"
#include "command/settings.h"

namespace CLI {
class App;
}

namespace sfi {

class Command {
 public:
  virtual ~Command() = default;

  // Adds the options and examples to `app`. Every command is declared before the line is parsed.
  virtual void declare(CLI::App& app) = 0;

  // Once the line has been parsed. Throws UsageError before anything is opened when options
  // contradict each other; else what the work throws.
  virtual ExitCode run(const Settings& settings) = 0;
};

struct CommandEntry {
  const char* name;
  const char* description;  // one line of the program's help
  std::unique_ptr<Command> (*make)();
};

// In the order of the help.
std::span<const CommandEntry> command_entries();

}  // namespace sfi
