// The text of a block of records, with the start of each. Ids can still get a suffix after they were written: all
// suffixes are inserted at once, since a block can have thousands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.h"

namespace sfi {

class RecordLines {
 public:
  // Text written after this belongs to a new record.
  void begin_record() { starts_.push_back(text_.size()); }
  Buffer& text() { return text_; }

  // Appends `suffix` to the first text value of the line that starts at `line`, an offset in text(). The value must not
  // contain quotes: it is an id that is a hash. Call it with lines in ascending order.
  void suffix_first_value(std::size_t line, std::string_view suffix);
  // Inserts the suffixes; call it before the functions below.
  void settle();

  std::size_t records() const { return starts_.size(); }
  std::size_t begin_of(std::size_t record) const { return starts_[record]; }
  std::size_t end_of(std::size_t record) const {
    return record + 1 == starts_.size() ? text_.size() : starts_[record + 1];
  }
  // The lines of records [first, last).
  std::string_view lines(std::size_t first, std::size_t last) const {
    return text_.view().substr(begin_of(first), end_of(last - 1) - begin_of(first));
  }
  std::string_view lines() const { return text_.view(); }

  void clear();

 private:
  struct Suffix {
    std::size_t at;
    std::string text;
  };
  Buffer text_;
  Buffer spliced_;
  std::vector<std::size_t> starts_;
  std::vector<Suffix> suffixes_;
};

}  // namespace sfi
