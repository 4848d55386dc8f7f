#include "definition/parse_context.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <stdexcept>

#include "base/lower.h"
#include "text/date.h"
#include "text/us_states.h"
#include "wording/nearest.h"

namespace sfi {

void check_name(const std::string& name, Origin origin, const char* what, const std::vector<std::string>& known,
                Mistakes& mistakes) {
  if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return;
  mistakes.add(origin, fmt::format("There is no {} '{}'.{}", what, name, did_you_mean(name, known)));
}

void add_built_in_codes(const std::string& name, ParseContext& context) {
  if (name != "us_states" || find_named(context.definition.code_tables, name) != nullptr) return;
  CodeTable table;
  table.name = name;
  for (const UsState& state : us_states()) {
    const std::string code(state.code);
    for (const std::string_view text : {state.code, state.name}) {
      if (text.empty()) continue;
      std::string upper(text);
      std::transform(upper.begin(), upper.end(), upper.begin(), ascii_upper);
      table.codes[std::string(text)] = table.codes[ascii_lower(text)] = table.codes[upper] = code;
    }
  }
  table.codes["District Of Columbia"] = "DC";  // as some forms write it
  context.definition.code_tables.push_back(std::move(table));
}

void check_pattern(const std::string& pattern, Origin origin, int groups, Mistakes& mistakes) {
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 compiled(pattern, options);
  if (!compiled.ok()) {
    mistakes.add(origin, fmt::format("Invalid pattern '{}': {}.", pattern, compiled.error()));
  } else if (groups >= 0 && compiled.NumberOfCapturingGroups() != groups) {
    mistakes.add(origin, fmt::format("The pattern must have one pair of parentheses around the part to "
                                     "keep, but has {}; write (?:...) for those that only group.",
                                     compiled.NumberOfCapturingGroups()));
  }
}

void check_date_format(const std::string& format, Origin origin, Mistakes& mistakes) {
  try {
    const DateFormat parsed(format);
  } catch (const std::invalid_argument& error) {
    mistakes.add(origin, error.what());
  }
}

void check_reason(const std::string& reason, Origin origin, Mistakes& mistakes) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (reason.empty()) return;  // reported where it was read
  if (reason[0] >= 'a' && reason[0] <= 'z' && std::all_of(reason.begin(), reason.end(), allowed)) {
    return;
  }
  mistakes.add(origin, fmt::format("A reason consists of lower-case letters, digits and '_', "
                                   "such as 'other_office', not '{}'.",
                                   reason));
}

}  // namespace sfi
