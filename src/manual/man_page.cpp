#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "command/settings.h"
#include "manual/manual.h"
#include "version.h"

namespace sfi {
namespace {

constexpr const char* kProgram = "state-fin-ingest";

// Escapes text so that roff shows it unchanged.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";  // as it is typed, not a hyphen
    } else if (c == '\n') {
      out += ' ';
    } else {
      out += c;
    }
  }
  return out.starts_with('.') || out.starts_with('\'') ? fmt::format("\\&{}", out) : out;
}

std::string bold(const std::string& text) {
  return "\\fB" + plain(text) + "\\fR";
}
std::string italic(const std::string& text) {
  return "\\fI" + plain(text) + "\\fR";
}

std::string head(const std::string& title, const std::string& summary, const std::string& date) {
  std::string upper = title;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  return fmt::format(".TH \"{}\" 1 \"{}\" \"{} {}\" \"User Commands\"\n.SH NAME\n{} \\- {}\n", plain(upper), date,
                     kProgram, SFI_VERSION, plain(title), plain(summary));
}

std::string item(const std::string& tag, const std::string& text) {
  return fmt::format(".TP\n{}\n{}\n", tag, plain(text));
}

std::string options_of(const ManualCommand& command) {
  std::string out = ".SH OPTIONS\n";
  std::string group = "Options";
  for (const OptionText& option : command.options) {
    if (option.group != group) out += fmt::format(".SS {}\n", plain(group = option.group));
    std::string tag = option.short_name.empty() ? "" : bold(option.short_name) + ", ";
    tag += bold(option.name);
    if (!option.value.empty()) tag += fmt::format(" {}", italic(option.value));
    out += item(tag, option.text);
  }
  return out;
}

std::string arguments_of(const ManualCommand& command) {
  if (command.arguments.empty()) return {};
  std::string out = ".SH ARGUMENTS\n";
  for (const OptionText& argument : command.arguments) out += item(italic(argument.name), argument.text);
  return out;
}

std::string examples_of(const ManualCommand& command) {
  if (command.examples.empty()) return {};
  std::string out = ".SH EXAMPLES\n.nf\n";
  for (const std::string& example : command.examples) out += plain(example) + "\n";
  return out + ".fi\n";
}

// "0 done, 3 refused (inputs missing or wrong, counts differ), 130/143 interrupted.": each further number follows a
// comma.
std::string exit_status_of(const ManualCommand& command) {
  if (command.exit_status.empty()) return {};
  static const RE2 status(R"((?:, )?([0-9/]+) (.*?)(?:\.?$|(, [0-9])))");
  std::string out = ".SH \"EXIT STATUS\"\n";
  re2::StringPiece rest(command.exit_status);
  std::string number, meaning, next;
  while (RE2::Consume(&rest, status, &number, &meaning, &next)) {
    out += item(bold(number), meaning);
    // The comma and the digit after it belong to the next one.
    rest = re2::StringPiece(rest.data() - next.size(), rest.size() + next.size());
  }
  return out;
}

std::string synopsis(const ManualCommand& command) {
  std::string out =
      fmt::format(".SH SYNOPSIS\n{} [{}]", bold(std::string(kProgram) + " " + command.name), italic("OPTIONS"));
  for (const OptionText& argument : command.arguments) {
    const std::string name = italic(argument.name) + (argument.repeatable ? "..." : "");
    out += argument.required ? fmt::format(" {}", name) : fmt::format(" [{}]", name);
  }
  return out + "\n";
}

std::string environment() {
  std::string out = ".SH ENVIRONMENT\n";
  for (const SettingText& setting : setting_texts()) out += item(bold(setting.name), setting.text);
  return out;
}

std::string files() {
  return ".SH FILES\n" +
         item(bold(".env"),
              "Lines NAME=VALUE in the working directory, for variables that the environment does not set.") +
         item(bold("input/xx/"), "The files of the state with the code xx.") +
         item(bold("state-fin.duckdb"), "The database, unless --database names another one or a cluster is used.") +
         item(bold("/usr/share/state-fin-ingest/states/"),
              "The built-in definitions, to copy from: see --definitions.") +
         item(bold("/usr/share/doc/state-fin-ingest/docs/"), "The full documentation.");
}

}  // namespace

std::string program_page(const Manual& manual, const std::string& date) {
  std::string out = head(kProgram, "load campaign contributions to state legislators", date);
  out += fmt::format(".SH SYNOPSIS\n{} {} [{}]\n.SH DESCRIPTION\n{}\n.SH COMMANDS\n", bold(kProgram), italic("COMMAND"),
                     italic("OPTIONS"), plain(manual.program.summary));
  std::string pages;
  for (const ManualCommand& command : manual.commands) {
    out += item(bold(command.name), command.summary + ".");
    pages += fmt::format("{}{}(1)", pages.empty() ? "" : ",\n", bold(std::string(kProgram) + "-" + command.name));
  }
  out += options_of(manual.program) + ".SH STATES\n";
  for (const auto& [code, name] : manual.states) out += item(bold(code), name);
  return out + environment() + files() + examples_of(manual.program) + ".SH \"SEE ALSO\"\n" + pages + "\n";
}

std::string command_page(const ManualCommand& command, const std::string& date) {
  const std::string title = std::string(kProgram) + "-" + command.name;
  std::string out = head(title, command.summary, date) + synopsis(command);
  out += fmt::format(".SH DESCRIPTION\n{}.\nFor details see\n{}.\n", plain(command.summary),
                     bold("/usr/share/doc/state-fin-ingest/docs/" + command.name + ".md"));
  out += arguments_of(command) + options_of(command) + exit_status_of(command) + examples_of(command);
  return out + fmt::format(".SH \"SEE ALSO\"\n{}(1) for environment and files\n", bold(kProgram));
}

}  // namespace sfi
