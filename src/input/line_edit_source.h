// Lines of a text that are edited before anything else looks at them, for what no rule for fields can say: a first
// field that is missing together with its delimiter. The number of lines stays the same.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/byte_source.h"

namespace sfi {

class LineEditSource : public ByteSource {
 public:
  LineEditSource(std::unique_ptr<ByteSource> inner, const std::vector<LineEdit>& edits);
  std::size_t read(char* out, std::size_t capacity) override;

  // So many lines were changed so far, the first of them on this line of the file.
  std::uint64_t edited_lines() const { return edited_lines_; }
  std::uint64_t first_edited() const { return first_edited_; }

 private:
  struct Edit {
    std::unique_ptr<RE2> pattern;
    std::string replacement;
  };
  bool refill();
  void edit_line(std::string line);

  std::unique_ptr<ByteSource> inner_;
  std::vector<Edit> edits_;
  std::string given_;         // edited lines ...
  std::size_t given_at_ = 0;  // ... of which so much was handed out
  std::string rest_;          // the begin of a line whose end is not there yet
  char line_end_ = 0;         // not known yet
  bool at_end_ = false;
  std::uint64_t line_ = 0;
  std::uint64_t edited_lines_ = 0;
  std::uint64_t first_edited_ = 0;
};

}  // namespace sfi
