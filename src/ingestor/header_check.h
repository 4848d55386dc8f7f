// Checks the header of a file before any row is read: for columns that the definition needs, for new columns, and
// for the columns of another state.
#pragma once

#include <string>
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

// Columns of the file that the definition does not use and the table does not list as `ignored`; none if the table
// has no such list.
std::vector<std::string> new_columns(const Definition& definition, const Table& table, const Columns& columns);

}  // namespace sfi
