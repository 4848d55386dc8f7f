// Pages by key: the next page begins after the last row of the one before, whatever was between.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/data_table.h"
#include "serve/problem.h"
#include "serve/query.h"

namespace sfi {

// Of a whole result, as .csv and .json.
inline constexpr std::size_t kMostRows = 100'000;

// The Problem (413) to throw for more rows than that.
Problem too_many(std::uint64_t rows, std::string_view what);

struct Order {
  std::string_view name;  // of the parameter `sort`
  std::string_view label;
  std::string_view column;  // SQL
  std::string_view type;    // SQL
  bool descending = false;
};

// The parameters `sort`, `next` and, for programs, `per_page`.
struct Paging {
  const Order* order = nullptr;
  std::size_t per_page = 0;
  std::optional<std::vector<std::string>> after;  // value ("": NULL is `after_null`), state, id of the last row
  bool after_null = false;
};

// Throws Problem (400).
Paging paging_of(const Query& query, std::span<const Order> orders, std::size_t per_page);

// ORDER BY, with `id` after the state as the last key.
std::string order_sql(const Order& order, std::string_view id);
// The condition for the rows after the last one; its values are appended to `bound`.
std::string after_sql(const Paging& paging, std::string_view id, std::vector<std::string>& bound);

struct PageRows {
  DataTable table;
  bool has_more = false;
};
// One row more than asked for is read, to know whether there is a next page. `read` takes a Paging.
template <typename Read>
PageRows page_rows(Paging paging, Read read) {
  const std::size_t wanted = paging.per_page++;
  PageRows page{read(paging), false};
  page.has_more = page.table.rows.size() > wanted;
  if (page.has_more) page.table.rows.resize(wanted);
  return page;
}

// The token for what follows a row.
std::string next_token(const Order& order, const std::optional<std::string>& value, const std::string& state,
                       const std::string& id);

}  // namespace sfi
