#include "command/help/option_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <CLI/CLI.hpp>

namespace sfi {
namespace {

// Turns a validator's description of itself ("{auto,always}", "INT in [1 - 256]", "POSITIVE") into choices, or into
// a remark on the option.
void read_validator(const std::string& said, OptionText& text, std::vector<std::string>& remarks) {
  static const RE2 range(R"(\w+ in \[(\S+) - (\S+)\])");
  std::string from, to;
  if (said.starts_with('{') && said.ends_with('}')) {
    text.choices = CLI::detail::split(said.substr(1, said.size() - 2), ',');
  } else if (RE2::FullMatch(said, range, &from, &to)) {
    remarks.push_back(fmt::format("{} to {}", from, to));
  } else if (said == "POSITIVE") {
    remarks.push_back("1 or more");
  } else if (!said.empty()) {
    remarks.push_back(said);
  }
}

// The remarks go before a default at the end of the description.
std::string with_remarks(const std::string& description, const std::vector<std::string>& remarks) {
  if (remarks.empty()) return description;
  const std::string joined = fmt::format("{}", fmt::join(remarks, "; "));
  const std::size_t at = description.rfind("(default: ");
  if (at == std::string::npos || !description.ends_with(')')) return fmt::format("{} ({})", description, joined);
  return fmt::format("{}({}; {}", description.substr(0, at), joined, description.substr(at + 1));
}

void read_names(const CLI::Option& option, OptionText& text) {
  if (option.get_positional()) {
    text.name = option.get_name(true);
    return;
  }
  if (!option.get_lnames().empty()) text.name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) text.short_name = "-" + option.get_snames().front();
}

}  // namespace

OptionText text_of(const CLI::Option& option) {
  OptionText text;
  read_names(option, text);
  text.group = option.get_group();
  text.required = option.get_required();
  text.delimiter = option.get_delimiter();
  text.repeatable = option.get_items_expected_max() > 1 && text.delimiter == 0;
  std::vector<std::string> remarks;
  // "N:INT in [1 - 256]"
  const auto parts = CLI::detail::split(option.get_type_name(), ':');
  const std::string type = parts.empty() ? "" : parts.front();
  const bool is_place = type == "FILE" && parts.size() == 2 && parts[1] == "LINE";
  for (std::size_t i = 1; i < parts.size() && !is_place; ++i) read_validator(parts[i], text, remarks);
  if (!option.get_positional() && option.get_type_size() != 0) text.value = is_place ? "FILE:LINE" : type;
  if (!option.get_default_str().empty()) remarks.push_back("default: " + option.get_default_str());
  text.text = with_remarks(option.get_description(), remarks);
  return text;
}

}  // namespace sfi
