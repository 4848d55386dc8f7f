// Contributions of a selection: what they sum up to, a page of them, all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "serve/data_table.h"
#include "serve/database_gate.h"
#include "serve/paging.h"
#include "serve/selection.h"

namespace sfi {

struct Sums {
  std::uint64_t records = 0;
  std::string sum;        // decimal
  std::string first_day;  // empty: none has a date
  std::string last_day;
};
Sums sums_of(Reading& reading, const Selection& selection);

// "-amount", the largest first, is the default.
std::span<const Order> contribution_orders();

// The columns are the fields of the documents.
DataTable read_contributions(Reading& reading, const Selection& selection, const Paging& paging);
// A value of a row of it, by the field's path.
const std::optional<std::string>& value_in(const DataRow& row, std::string_view path);
// The token for what follows a row.
std::string next_contribution(const DataRow& row, const Order& order);
// All of them, in that order. Throws Problem (413) if there are more than kMostRows.
DataTable all_contributions(Reading& reading, const Selection& selection, const Order& order);

}  // namespace sfi
