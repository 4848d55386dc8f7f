#include "command/help/help_formatter.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <sstream>

#include "command/help/option_text.h"

namespace sfi {
namespace {

constexpr std::size_t kTextColumn = 26;
constexpr std::size_t kWidth = 100;

// The name, and next to it the text, wrapped between words.
std::string entry(const std::string& name, const std::string& text) {
  std::string out = fmt::format("  {:<{}}", name, kTextColumn - 2);
  std::size_t column = kTextColumn;
  if (name.size() + 4 > kTextColumn) {
    out += fmt::format("\n{:{}}", "", kTextColumn);
  }
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (column > kTextColumn && column + 1 + word.size() > kWidth) {
      out += fmt::format("\n{:{}}", "", kTextColumn);
      column = kTextColumn;
    }
    if (column > kTextColumn) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + "\n";
}

std::string names_of(const OptionText& text) {
  std::string names = text.short_name.empty() ? text.name : text.short_name + ", " + text.name;
  if (!text.value.empty()) names += " " + text.value;
  return names;
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const {
  std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
  // CLI11 adds an empty line between groups.
  RE2::GlobalReplace(&help, "\n{3,}", "\n\n");
  return help;
}

std::string HelpFormatter::make_group(std::string group, bool is_positional,
                                      std::vector<const CLI::Option*> options) const {
  std::string out = fmt::format("\n{}:\n", group);
  for (const CLI::Option* option : options) out += make_option(option, is_positional);
  return out;
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool) const {
  const OptionText text = text_of(*option);
  return entry(names_of(text), text.text);
}

std::string HelpFormatter::make_option_usage(const CLI::Option* option) const {
  const OptionText text = text_of(*option);
  const std::string name = text.repeatable ? text.name + "..." : text.name;
  return text.required ? name : fmt::format("[{}]", name);
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  return entry(command->get_name(), command->get_description());
}

}  // namespace sfi
