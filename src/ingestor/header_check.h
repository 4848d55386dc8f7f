// Checks the header of a file before any row is read: for columns that the definition needs, for new columns, and
// for the columns of another state.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "definition/definition.h"
#include "plan/plan_compiler.h"
#include "text/columns.h"

namespace sfi {

// Every column that a lookup or stream of the table uses and the file lacks, except optional ones.
std::vector<MissingColumn> missing_columns(const Definition& definition, const Table& table, const Columns& columns);

// "Its columns are those of Nebraska's [table.receipts]", or empty. `names` is the header; in a file with other
// delimiters it is a single name, the whole line.
std::string columns_of_another_state(const std::string& code, const std::vector<std::string>& names);

// How the columns of a file differ from those that the definition knows. Nothing of it hinders a load, but together
// they tell that a column was renamed.
struct HeaderChanges {
  std::vector<std::string> added;   // the definition neither uses them nor lists them as `ignored`
  std::vector<std::string> absent;  // optional columns that a rule or value uses

  // Without a list of ignored columns, most columns of a file may be added ones.
  bool is_notable(const Table& table) const { return !added.empty() && (table.ignored || !absent.empty()); }
};

HeaderChanges header_changes(const Definition& definition, const Table& table, const Columns& columns);

// Aliases that were found in the file though the definition uses the column under its own name too, so that one column
// would stand for two: pairs of the column and its alias.
std::vector<std::pair<std::string, std::string>> doubly_bound(const Definition& definition, const Table& table,
                                                              const Columns& columns);

}  // namespace sfi
