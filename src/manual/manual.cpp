#include "manual/manual.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "definition/load.h"

namespace sfi {
namespace {

// The footer of a command has "Examples:", indented lines below it, and "Exit status: ...".
void read_footer(const std::string& footer, ManualCommand& command) {
  constexpr std::string_view kStatus = "Exit status: ";
  std::istringstream lines(footer);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  ")) command.examples.push_back(line.substr(2));
    if (line.starts_with(kStatus)) command.exit_status = line.substr(kStatus.size());
  }
}

ManualCommand read_command(const CLI::App& app) {
  ManualCommand command;
  command.name = app.get_name();
  command.summary = app.get_description();
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) command.arguments.push_back(text_of(*option));
  }
  for (const std::string& group : app.get_groups()) {
    for (const CLI::Option* option : app.get_options()) {
      if (option->nonpositional() && option->get_group() == group) command.options.push_back(text_of(*option));
    }
  }
  read_footer(app.get_footer(), command);
  return command;
}

}  // namespace

Manual read_manual(const CLI::App& app) {
  Manual manual;
  manual.program = read_command(app);
  for (const CLI::App* command : app.get_subcommands({})) manual.commands.push_back(read_command(*command));
  for (const std::string& code : known_states(std::nullopt)) {
    manual.states.emplace_back(code, load_definition(code, std::nullopt).state_name);
  }
  return manual;
}

ValueKind value_kind(const OptionText& option) {
  if (!option.choices.empty()) return ValueKind::words;
  if (option.name == "STATE") return ValueKind::state;
  if (option.value == "FILE") return ValueKind::file;
  if (option.value == "DIR") return ValueKind::folder;
  const bool is_flag = option.name.starts_with("--") && option.value.empty();
  return is_flag ? ValueKind::none : ValueKind::other;
}

}  // namespace sfi
