// The states that are loaded, with the figures of the first page.
#pragma once

#include "serve/data_table.h"
#include "serve/database_gate.h"

namespace sfi {

enum class StateColumn {
  jurisdiction,
  name,
  contributions,
  sum,
  data_as_of,
  first_date,
  last_date,
  loaded_at,
  rows_read,
  rows_left_out,
  notes,
  agency,
  run,
};
inline const std::optional<std::string>& at(const DataRow& row, StateColumn column) {
  return row[static_cast<std::size_t>(column)];
}

// A row for each state, in alphabetical order of their codes.
DataTable states_table(Reading& reading);

}  // namespace sfi
