#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/manual.h"

namespace sfi {
namespace {

// For use inside '...': escapes the characters that are special to _arguments and _describe.
std::string quoted(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == '[' || c == ']' || c == ':') {
      out += std::string("\\") + c;
    } else {
      out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

std::string action(const OptionText& option) {
  const std::string& label = option.value.empty() ? option.name : option.value;
  switch (value_kind(option)) {
    case ValueKind::none:
      return {};
    case ValueKind::file:
      return fmt::format(":{}:_files", quoted(label));
    case ValueKind::folder:
      return fmt::format(":{}:_files -/", quoted(label));
    case ValueKind::state:
      return fmt::format(":{}:_state_fin_ingest_states", quoted(label));
    case ValueKind::other:
      return fmt::format(":{}: ", quoted(label));
    case ValueKind::words:
      break;
  }
  if (option.delimiter == 0) return fmt::format(":{}:({})", quoted(label), fmt::join(option.choices, " "));
  return fmt::format(":{}: _values -s {} {} {}", quoted(label), option.delimiter, quoted(label),
                     fmt::join(option.choices, " "));
}

std::string spec(const OptionText& option) {
  const std::string text = quoted(option.text);
  if (!option.short_name.empty()) {
    return fmt::format("'(- *)'{{{},{}}}'[{}]'", option.short_name, option.name, text);
  }
  return fmt::format("'{}{}{}[{}]{}'", option.repeatable ? "*" : "", option.name, option.value.empty() ? "" : "=", text,
                     action(option));
}

std::string arguments_of(const ManualCommand& command) {
  std::string out = fmt::format("        {})\n          _arguments -s", command.name);
  for (const OptionText& option : command.options) out += " \\\n            " + spec(option);
  for (const OptionText& argument : command.arguments) {
    out += fmt::format(" \\\n            '{}{}'", argument.repeatable ? "*" : "1", action(argument));
  }
  return out + "\n          ;;\n";
}

}  // namespace

std::string zsh_completion(const Manual& manual) {
  std::string out = "#compdef state-fin-ingest\n";
  out += "# Completion of state-fin-ingest for zsh, generated from the program's own declarations.\n\n";
  out += "_state_fin_ingest_states() {\n  local -a states=(\n";
  for (const auto& [code, name] : manual.states) out += fmt::format("    '{}:{}'\n", code, quoted(name));
  out += "  )\n  _describe -t states state states\n}\n\n";
  out +=
      "_state_fin_ingest() {\n  local curcontext=\"$curcontext\" state line\n  typeset -A opt_args\n"
      "  local -a commands=(\n";
  for (const ManualCommand& command : manual.commands) {
    out += fmt::format("    '{}:{}'\n", command.name, quoted(command.summary));
  }
  out += "  )\n  _arguments -C";
  for (const OptionText& option : manual.program.options) out += " \\\n    " + spec(option);
  out +=
      " \\\n    '1:command:->command' \\\n    '*::argument:->argument' && return\n  case $state in\n"
      "    command) _describe -t commands command commands ;;\n    argument)\n      case $line[1] in\n";
  for (const ManualCommand& command : manual.commands) out += arguments_of(command);
  return out + "      esac\n      ;;\n  esac\n}\n\n_state_fin_ingest \"$@\"\n";
}

}  // namespace sfi
