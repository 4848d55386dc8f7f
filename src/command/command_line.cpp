#include "command/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "base/output_file.h"
#include "command/arguments/choices.h"
#include "command/help/help_formatter.h"
#include "command/messages.h"
#include "http/endpoint.h"
#include "version.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

// Replaces CLI11's "The following argument was not expected" with the nearest name.
std::string with_suggestion(const CLI::App& app, const CLI::ParseError& error, int argc, const char* const* argv) {
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) {
    known.push_back(command->get_name());
    if (!command->parsed()) continue;
    for (const CLI::Option* option : command->get_options()) {
      if (!option->get_lnames().empty()) known.push_back("--" + option->get_lnames().front());
    }
  }
  std::string message = error.what();
  if (!message.ends_with('.')) message += '.';
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    const std::string word(argument.substr(0, argument.find('=')));
    const bool is_known = std::find(known.begin(), known.end(), word) != known.end();
    if (!is_known && message.find(word) != std::string::npos) {
      return message + did_you_mean(word, known);
    }
  }
  // CLI11 does not name the word if it is not a command.
  const bool has_command = !app.get_subcommands().empty();
  if (has_command || argc < 2) return message;
  return fmt::format("Unknown command '{}'.{}", argv[1], did_you_mean(argv[1], known));
}

// As CLI11 takes them, the last one first. "--name=" has an empty value, for which CLI11 would take the next argument.
std::vector<std::string> arguments(int argc, const char* const* argv) {
  std::vector<std::string> reversed;
  for (int i = argc - 1; i > 0; --i) {
    std::string argument(argv[i]);
    if (argument.starts_with("--") && argument.find('=') == argument.size() - 1) {
      reversed.emplace_back();
      argument.pop_back();
    }
    reversed.push_back(std::move(argument));
  }
  return reversed;
}

void describe(CLI::App& app) {
  app.name("state-fin-ingest");
  app.set_version_flag("--version", "state-fin-ingest " SFI_VERSION, "Print the version and exit");
  app.require_subcommand(1);
  app.formatter(std::make_shared<HelpFormatter>());
  app.get_formatter()->label("Positionals", "Arguments");
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.footer(
      "Examples:\n"
      "  state-fin-ingest states tx      what to download, and where to put it\n"
      "  state-fin-ingest check tx       check the files\n"
      "  state-fin-ingest ingest tx      load them into state-fin.duckdb\n\n"
      "'state-fin-ingest COMMAND --help' lists the options of a command.");
}

}  // namespace

CommandLine::CommandLine()
    : app_(std::make_unique<CLI::App>(
          "Loads contributions to state legislative campaigns from the raw files that state agencies\n"
          "publish, standardised and with every row accounted for.")) {
  describe(*app_);
  for (const CommandEntry& entry : command_entries()) {
    CLI::App* declared = app_->add_subcommand(entry.name, entry.description);
    declared->group("Commands");
    commands_.emplace_back(declared, entry.make());
    commands_.back().second->declare(*declared);
    declared->add_option("--color", color_, "auto, always or never")
        ->type_name("WHEN")
        ->check(choices("--color", {"auto", "always", "never"}));
  }
}

CommandLine::~CommandLine() = default;

std::unique_ptr<Command> CommandLine::parse(int argc, const char* const* argv) {
  try {
    app_->parse(arguments(argc, argv));
  } catch (const CLI::Success& asked) {
    std::ostringstream text;
    app_->exit(asked, text, text);
    OutputFile("-").write(text.str());
    return nullptr;
  } catch (const CLI::ParseError& error) {
    throw UsageError(without_credentials(with_suggestion(*app_, error, argc, argv)), "See 'state-fin-ingest --help'.");
  }
  use_color(color_);
  const auto asked =
      std::find_if(commands_.begin(), commands_.end(), [](const auto& command) { return command.first->parsed(); });
  return std::move(asked->second);
}

}  // namespace sfi
