// One command of the program: its options and its work.
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

  // Adds the options and examples to `app`. Every command is declared before the command line is parsed.
  virtual void declare(CLI::App& app) = 0;

  // Called after parsing. Throws UsageError, before anything is opened, if options contradict each other; otherwise
  // whatever the work throws.
  virtual ExitCode run(const Settings& settings) = 0;
};

struct CommandEntry {
  const char* name;
  const char* description;  // one line of the program's help
  std::unique_ptr<Command> (*make)();
};

// In the order of `--help`.
std::span<const CommandEntry> command_entries();

}  // namespace sfi
