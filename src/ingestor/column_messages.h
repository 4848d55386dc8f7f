// What to tell of the columns of a file: that one is missing, and which may be its new name; that there are new ones;
// that it is a file of another kind.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"
#include "ingestor/header_check.h"
#include "text/columns.h"

namespace sfi {

struct ColumnMessages {
  std::vector<std::string> problems;  // the file cannot be read with this definition
  std::vector<std::string> notes;
};

// `label` names the file.
ColumnMessages column_messages(const Definition& definition, const Table& table, const std::string& label,
                               const Columns& columns);

// "Fax, E-Mail": at most ten, then how many more there are.
std::string first_few(const std::vector<std::string>& names);

}  // namespace sfi
