#include "report/group_table.h"

#include <fmt/format.h>

#include <cstdlib>

#include "report/html.h"
#include "wording/figures.h"

namespace sfi {
namespace {

using html::Table;

double value(const std::string& decimal) {
  return std::strtod(decimal.c_str(), nullptr);
}

// The label of a group, also of one without a name and of the rest.
std::string label(const GroupTable& shape, const Group& group) {
  if (group.is_rest) return fmt::format("{} {}", grouped(group.members), shape.others);
  if (group.label.empty()) return shape.unknown;
  return shape.numbered && group.label.size() > 2 ? group.label.substr(2) : group.label;
}

html::Cell first_cell(const GroupTable& shape, const Group& group) {
  const bool leads_on = shape.href && !group.is_rest && !group.key.empty();
  return {label(shape, group), leads_on ? shape.href(group.key) : ""};
}

}  // namespace

std::string table_of(const GroupTable& shape, const std::vector<Group>& groups, const Totals& totals) {
  std::vector<Table::Column> columns{{shape.name, false}, {"number"}, {"sum"}, {"share"}};
  // Five such columns do not fit on a phone.
  columns.back().on_phone = shape.members.empty();
  if (!shape.members.empty()) columns.push_back({shape.members});
  Table table(shape.caption, columns);
  for (const Group& group : groups) {
    std::vector<html::Cell> cells{first_cell(shape, group), grouped(group.records), html::dollars(group.sum),
                                  html::percent(value(group.sum), value(totals.sum))};
    if (!shape.members.empty()) cells.emplace_back(group.is_rest ? "" : grouped(group.members));
    // The rest would dwarf the others.
    table.add(std::move(cells), group.is_rest ? std::nullopt : std::optional(value(group.sum)));
  }
  return table.str();
}

}  // namespace sfi
