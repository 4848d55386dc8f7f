#include <fmt/format.h>
#include <fmt/ranges.h>

#include "manual/manual.h"

namespace sfi {
namespace {

// Needs nothing but bash. A word such as --sink=duckdb arrives as three.
constexpr const char* kFunction = R"sh(
_state_fin_ingest() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= words= prefix= i
  if [[ $current == '=' ]]; then
    current=
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ " $_state_fin_ingest_commands " == *" ${COMP_WORDS[i]} "* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done
  COMPREPLY=()
  _state_fin_ingest_value "$command" "$before"
  case $? in
    0) return ;;
    2) prefix=${current%"${current##*,}"} ;;  # a list: its last word is completed
    3) ;;
    *)
      if [[ $current == -* ]]; then
        words=$(_state_fin_ingest_options "$command")
      elif [[ -z $command ]]; then
        words=$_state_fin_ingest_commands
      else
        words=${!_state_fin_ingest_states[*]}
      fi
      ;;
  esac
  COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "${current#"$prefix"}"))
  # In a list of several, states show their names.
  if [[ ${COMP_TYPE:-9} != 9 && ${COMP_TYPE:-9} != 37 && ${#COMPREPLY[@]} -gt 1 ]]; then
    for i in "${!COMPREPLY[@]}"; do
      local name=${_state_fin_ingest_states[${COMPREPLY[i]}]-}
      [[ -z $name ]] || COMPREPLY[i]="${COMPREPLY[i]} ($name)"
    done
  fi
}
complete -F _state_fin_ingest state-fin-ingest
)sh";

std::string names_of(const ManualCommand& command) {
  std::vector<std::string> names;
  for (const OptionText& option : command.options) {
    names.push_back(option.name);
    if (!option.short_name.empty()) names.push_back(option.short_name);
  }
  return fmt::format("{}", fmt::join(names, " "));
}

std::string value_case(const ManualCommand& command, const OptionText& option) {
  const std::string label = fmt::format("    '{} {}') ", command.name, option.name);
  switch (value_kind(option)) {
    case ValueKind::file:
      return label + "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\")) ;;\n";
    case ValueKind::folder:
      return label + "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$current\")) ;;\n";
    case ValueKind::words:
      return label +
             fmt::format("words='{}'; return {} ;;\n", fmt::join(option.choices, " "), option.delimiter == 0 ? 3 : 2);
    case ValueKind::other:
      return label + ";;\n";
    default:
      return {};
  }
}

}  // namespace

std::string bash_completion(const Manual& manual) {
  std::vector<std::string> commands;
  std::string options, values;
  for (const ManualCommand& command : manual.commands) {
    commands.push_back(command.name);
    options += fmt::format("    {}) echo '{}' ;;\n", command.name, names_of(command));
    for (const OptionText& option : command.options) values += value_case(command, option);
  }
  std::string out = "# Completion of state-fin-ingest for bash, generated from the program's own declarations.\n\n";
  out += fmt::format("_state_fin_ingest_commands='{}'\n", fmt::join(commands, " "));
  out += "declare -A _state_fin_ingest_states=(\n";
  for (const auto& [code, name] : manual.states) out += fmt::format("  [{}]='{}'\n", code, name);
  out += fmt::format(")\n\n_state_fin_ingest_options() {{\n  case $1 in\n{}    *) echo '{}' ;;\n  esac\n}}\n", options,
                     names_of(manual.program));
  out += "\n# Completes the value of an option. Returns 0: done; 2 or 3: `words` has the choices (2: of a list);\n";
  out += "# 1: no value is expected here.\n";
  out += fmt::format(
      "_state_fin_ingest_value() {{\n  local IFS=$'\\n'\n  case \"$1 $2\" in\n{}    *) return 1 ;;\n"
      "  esac\n  return 0\n}}\n",
      values);
  return out + kFunction;
}

}  // namespace sfi
