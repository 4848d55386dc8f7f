// Shared by the parts of the parser while a definition is read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "definition/mistakes.h"
#include "definition/toml_tree.h"

namespace sfi {

// [shared.NAME]; the tree that `content` is part of lives as long as the context.
struct SharedPart {
  std::string name;
  const TomlNode* content;
  Origin origin;
  bool is_used = false;
};

struct ParseContext {
  Definition& definition;
  Mistakes& mistakes;
  // All lookups of the file, including those not parsed yet.
  std::vector<std::string> lookup_names;
  std::vector<SharedPart> shared;
  // The place of each code's value: code table -> code -> place.
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

// Reports a name that is not in `known`. An empty name is ignored: it was reported where it was read.
void check_name(const std::string& name, Origin origin, const char* what, const std::vector<std::string>& known,
                Mistakes& mistakes);
// The code table `us_states` (Wyoming, WYOMING, wyoming, wy: WY), unless the definition has one of this name.
void add_built_in_codes(const std::string& name, ParseContext& context);
// An RE2 expression with `groups` capture groups; -1: any number.
void check_pattern(const std::string& pattern, Origin origin, int groups, Mistakes& mistakes);
void check_date_format(const std::string& format, Origin origin, Mistakes& mistakes);
// A reason to count rows under: lower_snake_case.
void check_reason(const std::string& reason, Origin origin, Mistakes& mistakes);

}  // namespace sfi
