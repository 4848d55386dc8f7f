// Parses a definition; every mistake is reported with file, line and column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "definition/definition.h"

namespace sfi {

// All mistakes found in one pass, each formatted by located().
struct DefinitionError : Refused {
  explicit DefinitionError(std::vector<std::string> mistakes);
  std::vector<std::string> mistakes;
};

// Parses and validates: unknown keys and verbs (with "did you mean"), wrong types, names that are
// not defined (inputs, layouts, tables, codes, lookups, joins, values of a joined lookup), fields
// that the record type does not have, fields that it must have, bad dates, patterns, encodings.
// Throws DefinitionError.
Definition parse_definition(std::string text, const std::string& file);

}  // namespace sfi
