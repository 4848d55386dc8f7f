#include "input/line_edit_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sfi {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10;
// Longer ones are rejects, edited or not.
constexpr std::size_t kLongestLine = std::size_t{4} << 20;

}  // namespace

LineEditSource::LineEditSource(std::unique_ptr<ByteSource> inner, const std::vector<LineEdit>& edits)
    : inner_(std::move(inner)) {
  for (const LineEdit& edit : edits) edits_.push_back({std::make_unique<RE2>(edit.pattern), edit.replacement});
}

std::size_t LineEditSource::read(char* out, std::size_t capacity) {
  std::size_t count = 0;
  while (count < capacity) {
    if (given_at_ == given_.size() && !refill()) break;
    const std::size_t taken = std::min(capacity - count, given_.size() - given_at_);
    std::memcpy(out + count, given_.data() + given_at_, taken);
    given_at_ += taken;
    count += taken;
  }
  return count;
}

// Whether there is more.
bool LineEditSource::refill() {
  given_.clear();
  given_at_ = 0;
  while (given_.empty() && !at_end_) {
    const std::size_t before = rest_.size();
    rest_.resize(before + kBlock);
    const std::size_t count = inner_->read(rest_.data() + before, kBlock);
    rest_.resize(before + count);
    at_end_ = count < kBlock;
    if (line_end_ == 0) {
      const bool of_old_macs = rest_.find('\n') == std::string::npos && rest_.find('\r') != std::string::npos;
      line_end_ = of_old_macs ? '\r' : '\n';
    }
    std::size_t begin = 0;
    for (std::size_t end = rest_.find(line_end_); end != std::string::npos; end = rest_.find(line_end_, begin)) {
      edit_line(rest_.substr(begin, end - begin));
      given_ += line_end_;
      begin = end + 1;
    }
    rest_.erase(0, begin);
    if ((at_end_ && !rest_.empty()) || rest_.size() > kLongestLine) edit_line(std::exchange(rest_, {}));
  }
  return !given_.empty();
}

void LineEditSource::edit_line(std::string line) {
  ++line_;
  const bool has_return = line.ends_with('\r');
  if (has_return) line.pop_back();
  bool changed = false;
  for (const Edit& edit : edits_) changed |= RE2::Replace(&line, *edit.pattern, edit.replacement);
  if (changed && ++edited_lines_ == 1) first_edited_ = line_;
  given_ += line;
  if (has_return) given_ += '\r';
}

}  // namespace sfi
