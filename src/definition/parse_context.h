// What the parts of the parser share while a definition is read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "definition/mistakes.h"
#include "definition/toml_tree.h"

namespace sfi {

struct ParseContext {
  Definition& definition;
  Mistakes& mistakes;
  // Names of all lookups of the file, also of those that were not read yet.
  std::vector<std::string> lookup_names;
  // Where the value of each code stands: code table -> code -> place.
  std::map<std::string, std::map<std::string, Origin>> code_origins;
};

template <typename Part>
std::vector<std::string> names_of(const std::vector<Part>& parts) {
  std::vector<std::string> names;
  for (const Part& part : parts) names.push_back(part.name);
  return names;
}

template <typename Part>
const Part* find_named(const std::vector<Part>& parts, const std::string& name) {
  for (const Part& part : parts) {
    if (part.name == name) return &part;
  }
  return nullptr;
}

// A text that must be one of `known`: the name of another part. A mistake otherwise; an empty name
// was reported where it was read.
void check_name(const std::string& name, Origin origin, const char* what, const std::vector<std::string>& known,
                Mistakes& mistakes);
// An RE2 expression with `groups` capture groups, or any number when it is -1.
void check_pattern(const std::string& pattern, Origin origin, int groups, Mistakes& mistakes);
void check_date_format(const std::string& format, Origin origin, Mistakes& mistakes);
// A reason that rows are counted under: lower_snake_case.
void check_reason(const std::string& reason, Origin origin, Mistakes& mistakes);

}  // namespace sfi
