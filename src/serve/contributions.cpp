#include "serve/contributions.h"

#include <fmt/format.h>

#include <algorithm>

#include "database/connection.h"
#include "record/schema.h"
#include "serve/problem.h"
#include "wording/figures.h"

namespace sfi {
namespace {

constexpr std::string_view kId = "contribution_id";

constexpr Order kOrders[] = {
    {"-amount", "largest first", "amount", "DECIMAL(14, 2)", true},
    {"amount", "smallest first", "amount", "DECIMAL(14, 2)", false},
    {"-date", "newest first", "contribution_date", "DATE", true},
    {"date", "oldest first", "contribution_date", "DATE", false},
};

DataColumn::Kind kind_of(const FieldInfo& field) {
  switch (field.kind) {
    case FieldKind::money:
      return DataColumn::Kind::money;
    case FieldKind::integer:
      return DataColumn::Kind::integer;
    case FieldKind::extra:
      return DataColumn::Kind::json;
    default:
      return DataColumn::Kind::text;
  }
}

std::string column_sql(const FieldInfo& field) {
  return field.group.empty() ? sql_name(field.name) : sql_name(field.group) + "." + sql_name(field.name);
}

std::vector<DataColumn> document_columns() {
  std::vector<DataColumn> columns;
  for (const FieldInfo& field : fields_of(RecordType::contribs)) {
    columns.push_back({std::string(field.path), kind_of(field)});
  }
  return columns;
}

std::string document_sql() {
  std::string sql;
  for (const FieldInfo& field : fields_of(RecordType::contribs)) {
    sql += fmt::format("{}{} AS {}", sql.empty() ? "" : ", ", column_sql(field), sql_name(field.path));
  }
  return sql;
}

// Of a column, in rows of document_columns().
std::size_t place_of(std::string_view path) {
  const auto fields = fields_of(RecordType::contribs);
  const auto found = std::ranges::find(fields, path, &FieldInfo::path);
  return static_cast<std::size_t>(found - fields.begin());
}

std::string source_of(const Reading& reading, const Selection& selection) {
  return reading.snapshot().contributions_sql(selection.state());
}

}  // namespace

Sums sums_of(Reading& reading, const Selection& selection) {
  std::vector<std::string> bound;
  const std::string where = selection.sql(bound);
  const DataRow row =
      reading.connection()
          .rows(fmt::format("SELECT count(*), coalesce(sum(amount), 0::DECIMAL(14, 2)), min(contribution_date), "
                            "max(contribution_date) FROM {} WHERE {}",
                            source_of(reading, selection), where),
                bound)
          .front();
  return {std::stoull(row[0].value_or("0")), row[1].value_or("0.00"), row[2].value_or(""), row[3].value_or("")};
}

std::span<const Order> contribution_orders() {
  return kOrders;
}

DataTable read_contributions(Reading& reading, const Selection& selection, const Paging& paging) {
  std::vector<std::string> bound;
  const std::string where = selection.sql(bound);
  const std::string after = after_sql(paging, kId, bound);
  return {document_columns(),
          reading.connection().rows(
              fmt::format("SELECT {} FROM {} WHERE {} AND {} ORDER BY {} LIMIT {}", document_sql(),
                          source_of(reading, selection), where, after, order_sql(*paging.order, kId), paging.per_page),
              bound)};
}

std::string next_contribution(const DataRow& row, const Order& order) {
  return next_token(order, row[place_of(order.column)], row[place_of("jurisdiction")].value_or(""),
                    row[place_of(kId)].value_or(""));
}

const std::optional<std::string>& value_in(const DataRow& row, std::string_view path) {
  return row[place_of(path)];
}

DataTable all_contributions(Reading& reading, const Selection& selection, const Order& order) {
  const Sums sums = sums_of(reading, selection);
  if (sums.records > kMostRows) throw too_many(sums.records, "contributions");
  return read_contributions(reading, selection, {&order, kMostRows, {}, false});
}

}  // namespace sfi
