#include "sink/record_lines.h"

#include <utility>

namespace sfi {

void RecordLines::suffix_first_value(std::size_t line, std::string_view suffix) {
  const std::string_view text = text_.view().substr(line);
  const std::size_t value = text.find(":\"") + 2;
  suffixes_.push_back({line + text.find('"', value), std::string(suffix)});
}

void RecordLines::settle() {
  if (suffixes_.empty()) return;
  spliced_.clear();
  std::size_t at = 0;
  std::size_t record = 0;
  std::size_t added = 0;
  for (const Suffix& suffix : suffixes_) {
    for (; record < starts_.size() && starts_[record] <= suffix.at; ++record) starts_[record] += added;
    spliced_.append(text_.view().substr(at, suffix.at - at));
    spliced_.append(suffix.text);
    at = suffix.at;
    added += suffix.text.size();
  }
  for (; record < starts_.size(); ++record) starts_[record] += added;
  spliced_.append(text_.view().substr(at));
  std::swap(text_, spliced_);
  suffixes_.clear();
}

void RecordLines::clear() {
  text_.clear();
  starts_.clear();
  suffixes_.clear();
}

}  // namespace sfi
