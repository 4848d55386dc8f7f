#include "input/fixed_width_reader.h"

#include <algorithm>
#include <utility>

#include "text/blanks.h"
#include "text/decode.h"

namespace sfi {
namespace {

// Lines with a single field: the only separators are line ends.
DelimitedOptions whole_lines(DelimitedOptions options) {
  options.dialect.mode = QuoteMode::raw;
  options.dialect.delimiter = '\n';
  options.format.quote = 0;
  options.header = {Header::absent, {}, {}};
  options.repair = {};
  return options;
}

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// The first `width` characters; bytes, where they are not UTF-8.
std::string_view first_characters(std::string_view line, std::uint32_t width, bool utf8) {
  if (!utf8) return line.substr(0, width);
  std::size_t size = 0;
  for (std::uint32_t characters = 0; size < line.size(); ++size) {
    if (begins_character(line[size]) && characters++ == width) break;
  }
  return line.substr(0, size);
}

}  // namespace

FixedWidthReader::FixedWidthReader(std::unique_ptr<ByteSource> source, std::vector<std::uint32_t> widths,
                                   const DelimitedOptions& options, const std::string& label)
    : widths_(std::move(widths)), lines_(std::move(source), whole_lines(options), label) {
  format_ = lines_.format();
  take_header(options.header, label);
}

// To the next line that is not blank; false at the end.
bool FixedWidthReader::find_line() {
  while (true) {
    while (row_ != block_.rows.size() && trim_blanks(block_.text(block_.rows[row_])).empty()) ++row_;
    if (row_ != block_.rows.size() || bad_row_ != block_.bad_rows.size()) return true;
    if (!lines_.read(block_)) return false;
    row_ = bad_row_ = 0;
  }
}

bool FixedWidthReader::next(Values& values) {
  if (!find_line()) return false;
  const bool has_row = row_ != block_.rows.size();
  const bool has_bad_row = bad_row_ != block_.bad_rows.size();
  if (has_bad_row && !(has_row && block_.rows[row_].begin < block_.bad_rows[bad_row_].begin)) {
    const BadRow& bad = block_.bad_rows[bad_row_++];
    constexpr std::size_t kShown = 200;
    values.texts = {
        std::string(block_.bytes.view().substr(bad.begin, std::min<std::size_t>(bad.end - bad.begin, kShown)))};
    values.faults = {bad.fault};
    values.position = block_.first_line + bad.line;
    return true;
  }
  const Row& row = block_.rows[row_++];
  cut(block_.text(row), values.texts);
  values.position = block_.first_line + row.line;
  return true;
}

void FixedWidthReader::cut(std::string_view line, std::vector<std::string>& texts) const {
  const bool utf8 = format_.encoding == Encoding::utf8 && is_valid_utf8(line);
  texts.clear();
  for (const std::uint32_t width : widths_) {
    if (line.empty()) return;
    const std::string_view field = first_characters(line, width, utf8);
    texts.emplace_back(field);
    line.remove_prefix(field.size());
  }
  if (!trim_blanks(line).empty()) texts.emplace_back(line);
}

}  // namespace sfi
