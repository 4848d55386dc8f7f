// The texts of the command line's declarations, rendered as manual pages and shell completions. Nothing is written
// by hand, so nothing can differ from the program.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "command/help/option_text.h"

namespace CLI {
class App;
}

namespace sfi {

struct ManualCommand {
  std::string name;     // "ingest"; for the program: "state-fin-ingest"
  std::string summary;  // "Load states (the main job)"
  std::vector<OptionText> arguments;
  std::vector<OptionText> options;    // grouped
  std::vector<std::string> examples;  // command lines, some followed by an explanation
  std::string exit_status;            // "0 done, 2 wrong usage"; can be empty
};

struct Manual {
  ManualCommand program;
  std::vector<ManualCommand> commands;
  std::vector<std::pair<std::string, std::string>> states;  // "tx", "Texas"
};

Manual read_manual(const CLI::App& app);

// What an option or argument accepts as its value.
enum class ValueKind { none, other, words, file, folder, state };
ValueKind value_kind(const OptionText& option);

// Pages of section 1 in roff; `date` is the date of their last change, "2026-11-25".
std::string program_page(const Manual& manual, const std::string& date);
std::string command_page(const ManualCommand& command, const std::string& date);

std::string bash_completion(const Manual& manual);
std::string zsh_completion(const Manual& manual);
std::string fish_completion(const Manual& manual);

}  // namespace sfi
