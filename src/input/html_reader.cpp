#include "input/html_reader.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/lower.h"
#include "input/compound_file.h"
#include "input/folded_text.h"
#include "input/markup_parser.h"
#include "input/sniff.h"

namespace sfi {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10;
constexpr std::size_t kTailBytes = 4096;
constexpr std::size_t kMaxSpan = 1000;
// Cells that reach over many columns and rows can blow up a small page: a block cannot honestly become so
// many cells or bytes.
constexpr std::size_t kMaxColumns = 16384;
constexpr std::size_t kMaxCellBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxRowsBytes = std::size_t{64} << 20;

std::size_t span_of(const char* text) {
  const unsigned long span = text == nullptr ? 1 : std::strtoul(text, nullptr, 10);
  return std::clamp<std::size_t>(span, 1, kMaxSpan);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Whether a text that is set higher is the mark of a footnote ("2", "*", "[a]", "†"), which joined to an amount
// would make another one, and not a part of the text ("21st", "TM").
bool is_mark(std::string_view text) {
  static const RE2 pattern(R"([\s\d\pP\pS]*[A-Za-z]?[\s\d\pP\pS]*)");
  return !text.empty() && RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

}  // namespace

// Rows of all tables of a page, in the order in which they end.
class HtmlReader::Page : public MarkupListener {
 public:
  struct PageRow {
    std::size_t table;
    std::uint64_t number;  // within its table, from 1
    std::vector<std::string> cells;
    std::size_t marks;  // of footnotes, left out of its cells
  };

  Page(std::unique_ptr<ByteSource> source, Encoding encoding, std::string line_break, std::string label)
      : source_(std::move(source)),
        line_break_(std::move(line_break)),
        label_(std::move(label)),
        parser_(MarkupParser::Kind::html, *this, encoding) {}

  bool next(PageRow& row) {
    while (rows_.empty() && !at_end_) {
      const std::size_t count = source_->read(block_.data(), block_.size());
      if (head_.empty()) head_.assign(block_.data(), std::min(count, kSniffedBytes));
      at_end_ = count < block_.size();
      parse(count);
      while (at_end_ && !open_.empty()) end("table");
    }
    if (rows_.empty()) return false;
    row = std::move(rows_.front());
    rows_.pop_front();
    if (rows_.empty()) rows_bytes_ = 0;
    return true;
  }

  const std::string& head() const { return head_; }
  const std::string& label() const { return label_; }
  // Whether what ends a page is there.
  bool is_complete() const {
    std::string tail = ascii_lower(tail_);
    std::erase(tail, '\0');  // those of UTF-16
    return tail.find("</table") != std::string::npos || tail.find("</html") != std::string::npos;
  }
  std::size_t tables() const { return tables_; }

  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "table") {
      open_.emplace_back().id = tables_++;
    } else if (element == "script" || element == "style") {
      ++unseen_;
    } else if (open_.empty()) {
      return;
    } else if (element == "tr") {
      end_row();
      open_.back().in_row = true;
    } else if (element == "td" || element == "th") {
      end_cell();
      open_.back().in_row = open_.back().in_cell = true;
      open_.back().columns = span_of(attributes.find("colspan"));
      open_.back().rows = span_of(attributes.find("rowspan"));
    } else if (element == "br") {
      end_line();
    } else if (element == "p" || element == "div") {
      text(" ");
    } else if (element == "sup" || element == "sub") {
      open_.back().begin_script(element);
    }
  }

  void end(std::string_view element) override {
    if (element == "script" || element == "style") unseen_ -= unseen_ > 0 ? 1 : 0;
    if (open_.empty()) return;
    if (element == "sup" || element == "sub") open_.back().end_script();
    if (element == "td" || element == "th") end_cell();
    if (element == "tr") end_row();
    if (element == "table") {
      end_row();
      open_.pop_back();
    }
  }

  void text(std::string_view text) override {
    if (open_.empty() || !open_.back().in_cell || unseen_ > 0) return;
    std::string& cell = open_.back().cell;
    append_folded(cell, text);
    if (cell.size() > kMaxCellBytes) throw_too_large("a cell holds more than a megabyte");
  }

 private:
  void parse(std::size_t count) {
    const std::string_view bytes(block_.data(), count);
    try {
      parser_.feed(bytes, at_end_);
      if (parser_.ends_in_comment()) throw DamagedFile("a comment in it ('<!--') never ends");
    } catch (const DamagedFile& damage) {
      throw Refused(fmt::format("{}: the page cannot be read completely: {}.", label_, damage.what()),
                    "Get the page again, or open it in a browser and save the table as CSV.");
    }
    tail_ += bytes.substr(bytes.size() - std::min(bytes.size(), kTailBytes));
    tail_.erase(0, tail_.size() - std::min(tail_.size(), kTailBytes));
  }

  [[noreturn]] void throw_too_large(const char* what) const {
    throw Refused(fmt::format("{}: in row {} of table {} {}, as in no list of records.", label_,
                              open_.back().row_number + 1, open_.back().id + 1, what),
                  "Get the page again, or save the table as CSV.");
  }
  struct Below {  // a cell that reaches down into the next rows
    std::size_t rows;
    std::string text;
  };
  struct Table {
    std::size_t id = 0;
    std::uint64_t row_number = 0;
    bool in_row = false;
    bool in_cell = false;
    std::size_t columns = 1;
    std::size_t rows = 1;
    std::string cell;
    std::vector<std::string> cells;
    std::map<std::size_t, Below> below;  // by column
    std::optional<std::size_t> script;   // where a text that is set higher or lower begins in the cell
    std::size_t marks = 0;               // that were left out of the row

    // A low figure is a mark only where it would become a part of a number: H<sub>2</sub>O.
    void begin_script(std::string_view element) {
      const bool may_be_mark = element == "sup" || (!cell.empty() && is_digit(cell.back()));
      if (in_cell && !script && may_be_mark) script = cell.size();
    }
    void end_script() {
      if (script && is_mark(std::string_view(cell).substr(*script))) {
        cell.resize(*script);
        ++marks;
      }
      script.reset();
    }
  };

  static void take_from_above(Table& table) {
    for (auto above = table.below.find(table.cells.size()); above != table.below.end();
         above = table.below.find(table.cells.size())) {
      table.cells.push_back(above->second.text);
      if (--above->second.rows == 0) table.below.erase(above);
    }
  }

  void end_line() {
    if (line_break_ == " ") return text(" ");
    if (!open_.back().in_cell || unseen_ > 0) return;
    open_.back().cell += line_break_;
  }

  void end_cell() {
    Table& table = open_.back();
    if (!table.in_cell) return;
    table.end_script();
    table.in_cell = false;
    trim_end(table.cell, line_break_);
    take_from_above(table);
    for (std::size_t i = 0; i < table.columns; ++i) {
      std::string text = i == 0 ? table.cell : std::string();
      if (table.rows > 1) table.below[table.cells.size()] = {table.rows - 1, text};
      table.cells.push_back(std::move(text));
    }
    if (table.cells.size() > kMaxColumns) throw_too_large("there are more than 16,384 columns");
    table.cell.clear();
  }

  void end_row() {
    end_cell();
    Table& table = open_.back();
    if (!table.in_row) return;
    table.in_row = false;
    take_from_above(table);
    for (const std::string& cell : table.cells) rows_bytes_ += sizeof(cell) + cell.size();
    if (rows_bytes_ > kMaxRowsBytes) throw_too_large("cells span so many columns and rows that they fill the memory");
    ++table.row_number;
    const bool blank =
        std::all_of(table.cells.begin(), table.cells.end(), [](const std::string& cell) { return cell.empty(); });
    if (!blank) rows_.push_back({table.id, table.row_number, std::move(table.cells), table.marks});
    table.cells.clear();
    table.marks = 0;
  }

  std::unique_ptr<ByteSource> source_;
  std::string line_break_;
  std::string label_;
  MarkupParser parser_;
  std::vector<char> block_ = std::vector<char>(kBlock);
  std::string head_;
  std::string tail_;  // the last bytes that were read
  bool at_end_ = false;
  std::deque<PageRow> rows_;
  std::size_t rows_bytes_ = 0;  // of all since rows_ was empty
  std::vector<Table> open_;     // the inner ones last
  std::size_t tables_ = 0;
  int unseen_ = 0;
};

HtmlReader::HtmlReader(std::unique_ptr<ByteSource> source, FieldFormat format, const HeaderRule& header,
                       std::string line_break, std::string label)
    : page_(std::make_unique<Page>(std::move(source), format.encoding, std::move(line_break), label)) {
  set_format(std::move(format));
  find_table(header, label);
}

HtmlReader::~HtmlReader() = default;

void HtmlReader::find_table(const HeaderRule& header, const std::string& label) {
  rule_ = header;
  if (rule_.kind == Header::present) rule_.kind = Header::search;
  Page::PageRow row;
  while (page_->next(row)) {
    if (rule_.is_header(row.cells)) {
      columns_ = std::move(row.cells);
      table_ = row.table;
      return;
    }
  }
  const std::size_t tables = page_->tables();
  refuse_html(page_->head(), label,
              tables == 0 ? std::string()
                          : fmt::format("; none of its {} table{} names the columns {}", tables, tables == 1 ? "" : "s",
                                        rule_.wanted()));
}

std::vector<std::string> HtmlReader::notes() const {
  std::vector<std::string> notes;
  if (!page_->is_complete()) {
    notes.push_back(
        fmt::format("{}: the page ends without </table>: the download was probably broken off.", page_->label()));
  }
  if (marks_ != 0) {
    notes.push_back(fmt::format("{}: {} footnote mark{} (<sup>) {} left out of its cells, the first in row {}.",
                                page_->label(), marks_, marks_ == 1 ? "" : "s", marks_ == 1 ? "was" : "were",
                                first_mark_));
  }
  if (other_table_) {
    notes.push_back(fmt::format("{}: table {} of the page is read; table {} names the columns too, and is not read.",
                                page_->label(), table_ + 1, *other_table_ + 1));
  }
  return notes;
}

bool HtmlReader::next(Values& values) {
  Page::PageRow row;
  while (page_->next(row)) {
    if (row.table != table_) {
      if (!other_table_ && rule_.is_header(row.cells)) other_table_ = row.table;
      continue;
    }
    values.texts = std::move(row.cells);
    values.position = row.number;
    if (marks_ == 0) first_mark_ = row.number;
    marks_ += row.marks;
    return true;
  }
  return false;
}

}  // namespace sfi
