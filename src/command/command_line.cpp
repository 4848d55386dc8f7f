#include "command/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>
#include <iostream>

#include "command/arguments/choices.h"
#include "command/help/help_formatter.h"
#include "command/messages.h"
#include "version.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

// CLI11 says "The following argument was not expected": name what comes nearest instead.
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
  // Without a command CLI11 does not name the word that it took for none.
  const bool has_command = !app.get_subcommands().empty();
  if (has_command || argc < 2) return message;
  return fmt::format("'{}' is no command.{}", argv[1], did_you_mean(argv[1], known));
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
      "  state-fin-ingest check tx       are the files what they must be?\n"
      "  state-fin-ingest ingest tx      load them into state-fin.duckdb\n\n"
      "'state-fin-ingest COMMAND --help' shows all options of a command.");
}

}  // namespace

void hide_credentials(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    char* at = std::strrchr(argv[i], '@');
    const char* scheme = std::strstr(argv[i], "://");
    if (at == nullptr || scheme == nullptr || scheme > at) continue;
    // The length cannot change: the memory is the process's title.
    for (char* c = argv[i] + (scheme + 3 - argv[i]); c < at; ++c) *c = '*';
  }
}

CommandLine::CommandLine()
    : app_(std::make_unique<CLI::App>(
          "Loads the campaign contributions of state legislatures from the raw files that the states'\n"
          "agencies publish, standardised and with every row accounted for.")) {
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
    app_->parse(argc, argv);
  } catch (const CLI::Success& asked) {
    app_->exit(asked, std::cout, std::cerr);
    return nullptr;
  } catch (const CLI::ParseError& error) {
    throw UsageError(with_suggestion(*app_, error, argc, argv), "See 'state-fin-ingest --help'.");
  }
  use_color(color_);
  const auto asked =
      std::find_if(commands_.begin(), commands_.end(), [](const auto& command) { return command.first->parsed(); });
  return std::move(asked->second);
}

}  // namespace sfi
