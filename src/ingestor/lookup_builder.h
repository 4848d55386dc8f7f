// Builds a lookup from the rows of a table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "account/rejects.h"
#include "account/unread_column.h"
#include "definition/definition.h"
#include "input/inputs.h"
#include "plan/lookup_table.h"
#include "progress/state_progress.h"

namespace sfi {

// What became of the rows of a lookup.
struct LookupAccount {
  std::uint64_t rows = 0;        // read
  std::uint64_t kept = 0;        // passed the rules and had a key
  std::uint64_t skipped = 0;     // dropped by a rule
  std::uint64_t keys = 0;        // distinct
  std::uint64_t unreadable = 0;  // wrong number of fields, unknown code, bad date
  std::uint64_t repaired = 0;
  std::vector<std::uint64_t> rows_of_parts;
  std::vector<std::string> notes;  // of the readers
  // The first few: "filers.csv:17: unknown_code 'XYZ' (key '00070001')".
  std::vector<std::string> unreadable_rows;
  std::vector<UnreadColumn> unread;
  std::uint64_t ties = 0;  // keys with several rows that are the newest, highest or most frequent, and differ
  std::string first_tie;   // "a.csv:17, key '7'"
  std::uint64_t gaps = 0;  // keys that lack a version below their highest
  std::string first_gap;   // one of these keys, its parts separated by \x1F
};

// Throws Refused for a repeated key if the definition allows none, and if more than one row in a hundred cannot be
// read, since links would be missing unnoticed. Every unreadable row goes to the rejects file.
std::shared_ptr<const LookupTable> build_lookup(const Definition& definition, const Lookup& lookup,
                                                const std::vector<Part>& parts, const BuiltLookups& earlier,
                                                StateProgress& progress, Rejects& rejects, LookupAccount& account);

}  // namespace sfi
