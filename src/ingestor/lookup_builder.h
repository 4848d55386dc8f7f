// Rows of a table into a lookup, by the lookup's rules.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "account/rejects.h"
#include "definition/definition.h"
#include "input/inputs.h"
#include "plan/lookup_table.h"
#include "progress/state_progress.h"

namespace sfi {

// What became of the rows of a lookup.
struct LookupAccount {
  std::uint64_t rows = 0;        // read
  std::uint64_t kept = 0;        // passed the rules and had a key
  std::uint64_t keys = 0;        // distinct
  std::uint64_t unreadable = 0;  // wrong number of fields, unknown code, bad date
  std::uint64_t repaired = 0;
  std::vector<std::uint64_t> rows_of_parts;
  std::vector<std::string> notes;  // of the readers
  // "filers.csv:17: unknown_code 'XYZ' (key '00070001')", the first few.
  std::vector<std::string> unreadable_rows;
  std::uint64_t gaps = 0;  // keys that lack an earlier version than their highest
  std::string first_gap;   // one of these keys, its parts parted by \x1F
};

// Throws Refused for a repeated key where the definition allows none, and when more than one row in a
// hundred cannot be read: links would be missing without anybody noticing. Every such row goes to the file of rejects.
std::shared_ptr<const LookupTable> build_lookup(const Definition& definition, const Lookup& lookup,
                                                const std::vector<Part>& parts, const BuiltLookups& earlier,
                                                StateProgress& progress, Rejects& rejects, LookupAccount& account);

}  // namespace sfi
