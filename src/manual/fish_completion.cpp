#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/manual.h"

namespace sfi {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}

std::string action(const OptionText& option) {
  switch (value_kind(option)) {
    case ValueKind::file:
      return " -r -F";
    case ValueKind::folder:
      return " -x -a '(__fish_complete_directories)'";
    case ValueKind::words:
      return option.delimiter == 0
                 ? fmt::format(" -x -a '{}'", fmt::join(option.choices, " "))
                 : fmt::format(" -x -a '(__fish_append {} {})'", option.delimiter, fmt::join(option.choices, " "));
    case ValueKind::other:
      return " -x";
    default:
      return {};
  }
}

std::string option_line(const std::string& condition, const OptionText& option) {
  const std::string short_name = option.short_name.empty() ? "" : " -s " + option.short_name.substr(1);
  return fmt::format("complete -c state-fin-ingest -n {} -l {}{}{} -d {}\n", condition, option.name.substr(2),
                     short_name, action(option), quoted(option.text));
}

}  // namespace

std::string fish_completion(const Manual& manual) {
  std::string out = "# Completion of state-fin-ingest for fish, generated from the program's own declarations.\n\n";
  out += "complete -c state-fin-ingest -f\n";
  for (const OptionText& option : manual.program.options) out += option_line("__fish_use_subcommand", option);
  std::string with_states;
  for (const ManualCommand& command : manual.commands) {
    out += fmt::format("complete -c state-fin-ingest -n __fish_use_subcommand -a {} -d {}\n", command.name,
                       quoted(command.summary));
    const std::string condition = fmt::format("'__fish_seen_subcommand_from {}'", command.name);
    for (const OptionText& option : command.options) out += option_line(condition, option);
    for (const OptionText& argument : command.arguments) {
      if (value_kind(argument) == ValueKind::state) with_states += " " + command.name;
    }
  }
  for (const auto& [code, name] : manual.states) {
    out += fmt::format("complete -c state-fin-ingest -n '__fish_seen_subcommand_from{}' -a {} -d {}\n", with_states,
                       code, quoted(name));
  }
  return out;
}

}  // namespace sfi
