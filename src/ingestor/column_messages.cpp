#include "ingestor/column_messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "wording/nearest.h"

namespace sfi {
namespace {

std::string head_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 100;
  const std::string all = fmt::format("{}", fmt::join(names, " | "));
  return all.size() <= kShown ? all : all.substr(0, kShown) + " ...";
}

// The file has new columns, and the definition says so of each.
bool has_new(const Table& table, const std::vector<std::string>& added) {
  return table.ignored && !added.empty();
}

std::string other_kind(const Definition& definition, const Table& table, const std::string& label,
                       const Columns& columns, const std::vector<MissingColumn>& missing) {
  std::string problem = fmt::format(
      "{}: does not match [table.{}]: {} of the columns it needs are missing, such as '{}'; "
      "the first line has {} column{}: {}\n",
      label, table.name, missing.size(), missing.front().column, columns.count(), columns.count() == 1 ? "" : "s",
      head_of(columns.names()));
  const std::string other = columns_of_another_state(definition.code, columns.names());
  if (!other.empty()) problem += fmt::format("    Is it in the wrong folder? {}.\n", other);
  return problem + located(definition, table.origin, "change its 'path', 'members' or 'layout', or move the file away");
}

// Of the columns that the definition does not know: one that it knows is not the one that was renamed.
std::string missing_column(const Definition& definition, const Table& table, const std::string& label,
                           const MissingColumn& missing, const std::vector<std::string>& added) {
  if (missing.repeated) {
    return fmt::format("{}: the column '{}' occurs more than once in the header.\n{}", label, missing.column,
                       located(definition, missing.origin,
                               fmt::format("name the right one: '{0}#2' is the second '{0}'", missing.column)));
  }
  const std::string near = nearest(missing.column, added);
  std::string found;
  if (!near.empty()) {
    found = fmt::format("the nearest name in the file is '{}'", near);
  } else if (has_new(table, added)) {
    found = fmt::format("new in the file {} {}", added.size() == 1 ? "is" : "are", first_few(added));
  } else {
    found = fmt::format(
        "no column of the file has a similar name. If it is not a column but a fixed text, write "
        "{{ text = \"{}\" }}",
        missing.column);
  }
  const std::string renamed = near.empty() && !has_new(table, added)
                                  ? ""
                                  : fmt::format("; its new name goes into 'aliases' of [table.{}]", table.name);
  return fmt::format("{}: the column '{}' is missing; {}.\n{}", label, missing.column, found,
                     located(definition, missing.origin, "the column is used here" + renamed));
}

std::string new_columns(const Table& table, const std::string& label, const HeaderChanges& changes) {
  const bool one = changes.added.size() == 1;
  std::string note = fmt::format("{}: the definition does not know {}: {}.", label,
                                 one ? "this column" : "these columns", first_few(changes.added));
  if (!changes.absent.empty()) {
    note += fmt::format(
        " Of those that may be missing, the file lacks {}: if one has a new name, add it to 'aliases' "
        "in [table.{}].",
        first_few(changes.absent), table.name);
  }
  return note + fmt::format(" Nothing reads {}; if that is right, add {} to 'ignored' in [table.{}].",
                            one ? "it" : "them", one ? "it" : "them", table.name);
}

std::string bound_twice(const Definition& definition, const Table& table, const std::string& label,
                        const std::pair<std::string, std::string>& bound) {
  const auto& [column, alias] = bound;
  return fmt::format("{0}: '{1}' would be read as '{2}' by its alias, but is used as '{1}' too.\n{3}", label, alias,
                     column, located(definition, table.origin, "give another name in 'aliases' of this table"));
}

}  // namespace

std::string first_few(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  const auto shown = static_cast<std::ptrdiff_t>(std::min(kShown, names.size()));
  std::string list = fmt::format("{}", fmt::join(names.begin(), names.begin() + shown, ", "));
  if (names.size() > kShown) list += fmt::format(" and {} more", names.size() - kShown);
  return list;
}

ColumnMessages column_messages(const Definition& definition, const Table& table, const std::string& label,
                               const Columns& columns) {
  // So many missing columns mean a different kind of file: listing them all would obscure that.
  constexpr std::size_t kTooMany = 8;
  const std::vector<MissingColumn> missing = missing_columns(definition, table, columns);
  ColumnMessages messages;
  if (missing.size() >= kTooMany && missing.size() * 2 > columns.count()) {
    messages.problems.push_back(other_kind(definition, table, label, columns, missing));
    return messages;
  }
  const HeaderChanges changes = header_changes(definition, table, columns);
  for (const MissingColumn& column : missing) {
    messages.problems.push_back(missing_column(definition, table, label, column, changes.added));
  }
  for (const auto& bound : doubly_bound(definition, table, columns)) {
    messages.problems.push_back(bound_twice(definition, table, label, bound));
  }
  if (changes.is_notable(table)) messages.notes.push_back(new_columns(table, label, changes));
  return messages;
}

}  // namespace sfi
