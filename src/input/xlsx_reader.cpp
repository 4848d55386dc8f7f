#include "input/xlsx_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <deque>
#include <utility>

#include "base/error.h"
#include "input/compound_file.h"
#include "input/excel_value.h"
#include "input/sheet_choice.h"
#include "input/xlsx_workbook.h"

namespace sfi {
namespace {

constexpr std::size_t kBlock = std::size_t{8} << 10;  // small: a few bytes may be a row of many cells
constexpr std::uint32_t kMaxColumns = 16384;
constexpr std::size_t kMaxCellBytes = std::size_t{1} << 20;  // a cell holds 32,767 characters

// "BC12" -> 54 (0-based); kMaxColumns when there are no letters.
std::uint32_t column_of(const char* reference) {
  std::uint32_t column = 0;
  const char* at = reference;
  for (; at != nullptr && *at >= 'A' && *at <= 'Z' && column < kMaxColumns; ++at) {
    column = column * 26 + static_cast<std::uint32_t>(*at - 'A' + 1);
  }
  return column == 0 ? kMaxColumns : column - 1;
}

}  // namespace

bool is_workbook(const ZipArchive& archive) {
  return archive.find("[Content_Types].xml") != nullptr && archive.find("xl/workbook.xml") != nullptr;
}

class XlsxReader::Sheet : public MarkupListener {
 public:
  Sheet(std::shared_ptr<ZipArchive> archive, const std::string& wanted, ByteMeter* meter)
      : archive_(std::move(archive)), book_(*archive_, wanted), parser_(MarkupParser::Kind::xml, *this) {
    const ZipMember* member = archive_->find(book_.sheet);
    if (member == nullptr) throw DamagedFile(fmt::format("its part '{}' is missing", book_.sheet));
    bytes_ = archive_->open(*member, meter);
  }

  bool next(Values& values) {
    while (rows_.empty() && !at_end_) {
      const std::size_t count = bytes_->read(block_.data(), block_.size());
      at_end_ = count < block_.size();
      parser_.feed({block_.data(), count}, at_end_);
    }
    if (rows_.empty()) return false;
    values = std::move(rows_.front());
    rows_.pop_front();
    return true;
  }

  std::uint64_t row() const { return row_; }
  const XlsxWorkbook& book() const { return book_; }
  std::uint64_t uncomputed() const { return uncomputed_; }

  void begin(std::string_view element, const Attributes& attributes) override {
    if (element == "row") {
      begin_row(attributes.find("r"));
    } else if (element == "c") {
      begin_cell(attributes);
    } else if (element == "rPh") {
      in_phonetic_ = true;
    } else if (element == "f") {
      is_formula_ = true;
    } else if (element == "v" || element == "t") {
      in_value_ = !in_phonetic_;
    }
  }

  void end(std::string_view element) override {
    if (element == "v" || element == "t") in_value_ = false;
    if (element == "rPh") in_phonetic_ = false;
    if (element == "c") end_cell();
    if (element == "row") end_row();
  }

  void text(std::string_view text) override {
    if (!in_value_) return;
    value_ += text;
    if (value_.size() > kMaxCellBytes) throw DamagedFile("a cell holds more than a megabyte");
  }

 private:
  void begin_row(const char* number) {
    const std::uint64_t stated = number == nullptr ? 0 : std::strtoull(number, nullptr, 10);
    row_ = stated > row_ ? stated : row_ + 1;
    column_ = 0;
    current_ = Values{};
  }

  void begin_cell(const Attributes& attributes) {
    const std::uint32_t column = column_of(attributes.find("r"));
    if (column < kMaxColumns) column_ = column;
    if (column_ >= kMaxColumns) throw DamagedFile("a cell lies outside of the sheet");
    const char* type = attributes.find("t");
    const char* style = attributes.find("s");
    type_ = type == nullptr ? "n" : type;
    style_ = style == nullptr ? 0 : std::strtoul(style, nullptr, 10);
    value_.clear();
    is_formula_ = false;
  }

  void end_cell() {
    if (is_formula_ && (value_.empty() || (book_.is_to_be_computed && value_ == "0"))) ++uncomputed_;
    std::string text = cell_text();
    if (!text.empty()) {
      if (current_.texts.size() <= column_) current_.texts.resize(column_ + 1);
      current_.texts[column_] = std::move(text);
    }
    ++column_;
  }

  std::string cell_text() {
    if (value_.empty()) return {};
    if (type_ == "s") return shared_text();
    if (type_ == "b") return value_ == "1" ? "TRUE" : "FALSE";
    if (type_ == "n") return number_text();
    if (type_ == "d") return excel_iso_date(std::move(value_));
    if (type_ == "e") current_.faults.push_back(RowFault::formula_error(column_ + 1));
    return std::move(value_);  // str, inlineStr, e
  }

  std::string shared_text() const {
    std::size_t index = 0;
    const auto [rest, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    if (error != std::errc{} || index >= book_.texts.size()) {
      throw DamagedFile("a cell names a text that is not there");
    }
    return book_.texts[index];
  }

  std::string number_text() {
    char* end = nullptr;
    const double number = std::strtod(value_.c_str(), &end);
    if (end != value_.c_str() + value_.size()) return std::move(value_);
    const bool date = style_ < book_.shows_date.size() && book_.shows_date[style_];
    return date ? excel_date(number, book_.from_1904) : excel_number(number);
  }

  void end_row() {
    const auto& texts = current_.texts;
    if (std::all_of(texts.begin(), texts.end(), [](const std::string& text) { return text.empty(); })) return;
    current_.position = row_;
    rows_.push_back(std::move(current_));
  }

  std::shared_ptr<ZipArchive> archive_;
  XlsxWorkbook book_;
  MarkupParser parser_;
  std::unique_ptr<ByteSource> bytes_;
  std::vector<char> block_ = std::vector<char>(kBlock);
  bool at_end_ = false;
  std::deque<Values> rows_;
  Values current_;
  std::uint64_t row_ = 0;
  std::uint32_t column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  std::string value_;
  bool is_formula_ = false;
  std::uint64_t uncomputed_ = 0;  // formulas without a value, or with the 0 of a program that does not compute
  bool in_value_ = false;
  bool in_phonetic_ = false;
};

XlsxReader::XlsxReader(std::shared_ptr<ZipArchive> archive, const std::string& sheet, FieldFormat format,
                       const HeaderRule& header, std::string label, ByteMeter* meter)
    : label_(std::move(label)) {
  set_format(std::move(format));
  pads_ = true;
  try {
    sheet_ = std::make_unique<Sheet>(std::move(archive), sheet, meter);
  } catch (const DamagedFile& damage) {
    throw Refused(fmt::format("{}: cannot be read as an Excel workbook: {}.", label_, damage.what()),
                  "Get the file again, or save it as CSV.");
  }
  take_header(header, label_);
}

XlsxReader::~XlsxReader() = default;

std::vector<std::string> XlsxReader::notes() const {
  const XlsxWorkbook& book = sheet_->book();
  return sheet_notes(label_, book.sheet_name, book.other_sheets, sheet_->uncomputed());
}

bool XlsxReader::next(Values& values) {
  try {
    return sheet_->next(values);
  } catch (const DamagedFile& damage) {
    throw Refused(fmt::format("{}: the sheet is damaged after row {}: {}.", label_, sheet_->row(), damage.what()),
                  "Get the file again, or save it as CSV.");
  }
}

}  // namespace sfi
