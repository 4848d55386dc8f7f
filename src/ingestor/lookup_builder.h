// Rows of a table into a lookup, by the lookup's rules.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/inputs.h"
#include "plan/lookup_table.h"
#include "progress/state_progress.h"

namespace sfi {

struct LookupReport {
  std::uint64_t rows = 0;        // read
  std::uint64_t kept = 0;        // passed the rules and had a key
  std::uint64_t keys = 0;        // distinct
  std::uint64_t unreadable = 0;  // wrong number of fields, unknown code, bad date
  std::uint64_t repaired = 0;
  std::vector<std::uint64_t> rows_of_parts;
  std::vector<std::string> notes;  // of the readers
  std::string first_unreadable;    // "filers.csv:17: unknown_code 'XYZ'"
  std::uint64_t gaps = 0;          // keys that lack an earlier version than their highest
  std::string first_gap;           // one of these keys, its parts parted by \x1F
};

// Throws Refused for a repeated key where the definition allows none, and when more than one row in a
// hundred cannot be read: links would be missing without anybody noticing.
std::shared_ptr<const LookupTable> build_lookup(const Definition& definition, const Lookup& lookup,
                                                const std::vector<Part>& parts, const BuiltLookups& earlier,
                                                StateProgress& progress, LookupReport& report);

}  // namespace sfi
