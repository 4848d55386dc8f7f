#include "serve/paging.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "serve/key_token.h"
#include "serve/problem.h"
#include "text/date.h"
#include "text/money.h"
#include "wording/display_width.h"
#include "wording/figures.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

constexpr std::size_t kMostPerPage = 1000;
constexpr std::size_t kTokenParts = 5;  // order, whether NULL, value, state, id

const Order& order_of(const Query& query, std::span<const Order> orders) {
  const auto name = query.get("sort");
  if (!name) return orders.front();
  std::vector<std::string> known;
  for (const Order& order : orders) {
    if (order.name == *name) return order;
    known.emplace_back(order.name);
  }
  throw bad_request(fmt::format("'{}' is not a value of the parameter 'sort'.", cut_to_width(*name, 60)),
                    fmt::format("Use {}.{}", fmt::join(known, ", "), did_you_mean(*name, known)));
}

std::size_t per_page_of(const Query& query, std::size_t usual) {
  const auto text = query.get("per_page");
  if (!text) return usual;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error == std::errc{} && end == text->data() + text->size() && number >= 1 && number <= kMostPerPage) {
    return number;
  }
  throw bad_request(fmt::format("'{}' is not a value of the parameter 'per_page'.", cut_to_width(*text, 60)),
                    fmt::format("Use a number from 1 to {}.", kMostPerPage));
}

// DuckDB must be able to read it as the type.
bool is_value(const Order& order, const std::string& text) {
  if (order.type == "VARCHAR") return true;
  if (order.type == "DATE") return text.size() == 10 && day_from_iso(text).has_value();
  std::string digits = text;
  if (digits.starts_with('-')) digits.erase(0, 1);
  return !digits.empty() && digits.size() <= 20 &&
         std::ranges::all_of(digits, [](char c) { return (c >= '0' && c <= '9') || c == '.'; }) &&
         parse_cents(digits).has_value();
}

}  // namespace

Problem too_many(std::uint64_t rows, std::string_view what) {
  return {413, fmt::format("These are {} {}; at most {} are given at once.", grouped(rows), what, grouped(kMostRows)),
          "Narrow the selection, take it page by page from /v1, or use the command 'export'."};
}

Paging paging_of(const Query& query, std::span<const Order> orders, std::size_t per_page) {
  Paging paging{&order_of(query, orders), per_page_of(query, per_page), {}, false};
  const auto token = query.get("next");
  if (!token) return paging;
  auto parts = parts_of(*token, kTokenParts);
  const bool is_ours =
      parts && (*parts)[0] == paging.order->name && ((*parts)[1] == "1" || is_value(*paging.order, (*parts)[2]));
  if (!is_ours) {
    throw bad_request("The parameter 'next' is not one that an answer to this question had.",
                      "Take it unchanged from the answer before, with the same sort; or leave it out.");
  }
  paging.after_null = (*parts)[1] == "1";
  paging.after = std::vector<std::string>(parts->begin() + 2, parts->end());
  return paging;
}

std::string order_sql(const Order& order, std::string_view id) {
  return fmt::format("{0} IS NULL, {0} {1}, jurisdiction, {2}", order.column, order.descending ? "DESC" : "ASC", id);
}

std::string after_sql(const Paging& paging, std::string_view id, std::vector<std::string>& bound) {
  if (!paging.after) return "true";
  const auto& parts = *paging.after;
  const auto bind = [&bound](const std::string& value) {
    bound.push_back(value);
    return fmt::format("${}", bound.size());
  };
  const std::string state = bind(parts[1]);
  const std::string key =
      fmt::format("(jurisdiction > {0} OR (jurisdiction = {0} AND {1} > {2}))", state, id, bind(parts[2]));
  const Order& order = *paging.order;
  if (paging.after_null) return fmt::format("({} IS NULL AND {})", order.column, key);
  const std::string value = fmt::format("{}::{}", bind(parts[0]), order.type);
  return fmt::format("({0} IS NULL OR {0} {1} {2} OR ({0} = {2} AND {3}))", order.column, order.descending ? "<" : ">",
                     value, key);
}

std::string next_token(const Order& order, const std::optional<std::string>& value, const std::string& state,
                       const std::string& id) {
  return token_of({std::string(order.name), value ? "0" : "1", value.value_or(""), state, id});
}

}  // namespace sfi
