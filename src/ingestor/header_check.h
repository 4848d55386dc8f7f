// What the header of a file says before any row is read: columns that the definition needs and that are
// not there, columns that are new, and whether the file is rather another state's.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"
#include "plan/plan_compiler.h"
#include "text/columns.h"

namespace sfi {

// Every column that a lookup or stream of the table uses and the file does not have; optional ones are
// not needed.
std::vector<MissingColumn> missing_columns(const Definition& definition, const Table& table, const Columns& columns);

// "its columns are those of Nebraska's [table.receipts]", or empty. `names` is the header; of a file
// that has other delimiters it is one name, the whole line.
std::string columns_of_another_state(const std::string& code, const std::vector<std::string>& names);

// Columns of the file that neither the definition uses nor the table lists as `ignored`; nothing when
// the table has no such list.
std::vector<std::string> new_columns(const Definition& definition, const Table& table, const Columns& columns);

}  // namespace sfi
