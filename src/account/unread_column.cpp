#include "account/unread_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "wording/figures.h"

namespace sfi {
namespace {

constexpr std::size_t kCodes = 20;
constexpr std::size_t kDates = 3;

std::vector<UnreadCount::Text> examples_of(const UnreadCount& count, WatchedValue::Kind kind) {
  std::vector<UnreadCount::Text> examples = count.texts;
  if (kind == WatchedValue::Kind::code) {
    std::stable_sort(examples.begin(), examples.end(), [](const auto& a, const auto& b) { return a.rows > b.rows; });
  }
  examples.resize(std::min(examples.size(), kind == WatchedValue::Kind::code ? kCodes : kDates));
  return examples;
}

}  // namespace

bool UnreadColumn::is_doubtful() const {
  constexpr std::uint64_t kFew = 3;
  return otherwise != "keep" && unread >= kFew && unread * 100 > values;
}

std::string UnreadColumn::what() const {
  return fmt::format("{} of {} {}", grouped(unread), grouped(values),
                     kind == WatchedValue::Kind::code ? "codes are not listed" : "dates cannot be read");
}

std::string UnreadColumn::read_as() const {
  if (otherwise == "blank") return "left blank";
  return otherwise == "keep" ? "kept as they are" : fmt::format("read as {}", otherwise);
}

std::string UnreadColumn::examples_text(std::size_t shown) const {
  std::vector<std::string> texts;
  std::uint64_t named = 0;
  for (const UnreadCount::Text& example : examples) {
    if (texts.size() == shown) break;
    named += example.rows;
    texts.push_back(fmt::format("'{}' {} ({})", example.text, counted(example.rows, "row"), example.first));
  }
  const std::string rest = named < unread ? fmt::format(", others {}", counted(unread - named, "row")) : "";
  return fmt::format("{}{}", fmt::join(texts, ", "), rest);
}

std::vector<UnreadColumn> unread_columns(const std::string& section, const std::vector<WatchedValue>& watched,
                                         const UnreadCounts& counts, std::uint64_t rows) {
  std::vector<UnreadColumn> columns;
  for (std::size_t i = 0; i < std::min(watched.size(), counts.size()); ++i) {
    const WatchedValue& value = watched[i];
    const UnreadCount& count = counts[i];
    if (count.unread == 0) continue;
    columns.push_back({section, value.column, value.kind, value.otherwise, count.values, count.unread,
                       examples_of(count, value.kind), value.place, rows});
  }
  return columns;
}

}  // namespace sfi
