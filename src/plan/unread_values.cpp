#include "plan/unread_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace sfi {
namespace {

UnreadCount::Text* find_text(UnreadCount& count, std::string_view text) {
  const auto same = [text](const UnreadCount::Text& known) { return known.text == text; };
  const auto found = std::find_if(count.texts.begin(), count.texts.end(), same);
  return found == count.texts.end() ? nullptr : &*found;
}

}  // namespace

void UnreadCount::note_unread(std::string_view text, std::string_view file, std::uint64_t line) {
  ++unread;
  text = text.substr(0, kMostBytes);
  if (Text* known = find_text(*this, text)) {
    ++known->rows;
  } else if (texts.size() < kMostTexts) {
    texts.push_back({std::string(text), 1, fmt::format("{}:{}", file, line)});
  }
}

void UnreadCount::add(const UnreadCount& other) {
  values += other.values;
  unread += other.unread;
  for (const Text& text : other.texts) {
    if (Text* known = find_text(*this, text.text)) {
      known->rows += text.rows;
    } else if (texts.size() < kMostTexts) {
      texts.push_back(text);
    }
  }
}

void add(UnreadCounts& sum, const UnreadCounts& counts) {
  sum.resize(std::max(sum.size(), counts.size()));
  for (std::size_t i = 0; i < counts.size(); ++i) sum[i].add(counts[i]);
}

}  // namespace sfi
