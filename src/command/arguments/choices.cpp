#include "command/arguments/choices.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

[[noreturn]] void throw_unknown(const std::string& option, const std::string& text,
                                const std::vector<std::string>& known) {
  throw UsageError(fmt::format("{}: unknown value '{}'.{} Allowed: {}.", option, text, did_you_mean(text, known),
                               fmt::join(known, ", ")));
}

}  // namespace

CLI::Validator choices(const std::string& option, const std::vector<std::string>& words) {
  const auto check = [option, words](const std::string& text) -> std::string {
    if (std::find(words.begin(), words.end(), text) == words.end()) throw_unknown(option, text, words);
    return {};
  };
  // The form in which CLI::IsMember describes itself; command/help/option_text reads both.
  return CLI::Validator(check, fmt::format("{{{}}}", fmt::join(words, ",")));
}

}  // namespace sfi
