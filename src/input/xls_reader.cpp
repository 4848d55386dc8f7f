#include "input/xls_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "input/compound_file.h"
#include "input/excel_value.h"
#include "input/sheet_choice.h"
#include "text/decode.h"

namespace sfi {
namespace {

using Cells = std::vector<std::vector<std::string>>;

// Types of records.
enum : std::uint16_t {
  kFormula = 0x06,
  kEof = 0x0A,
  kFilePass = 0x2F,
  kContinue = 0x3C,
  kBoundSheet = 0x85,
  kMulRk = 0xBD,
  kSst = 0xFC,
  kLabelSst = 0xFD,
  kNumber = 0x203,
  kLabel = 0x204,
  kBoolErr = 0x205,
  kString = 0x207,
  kDateMode = 0x22,
  kFormat = 0x41E,
  kXf = 0xE0,
  kBof = 0x809,
  kRk = 0x27E,
};

constexpr std::uint16_t kBiff8 = 0x0600;
constexpr std::uint16_t kMaxColumns = 256;

std::string utf8_of(const std::u16string& text) {
  std::string bytes(reinterpret_cast<const char*>(text.data()), text.size() * 2);
  Utf16Decoder decoder(std::endian::native == std::endian::big);
  Buffer out;
  decoder.append(bytes, out);
  decoder.finish();
  return std::string(out.view());
}

// Bytes that are parted over several records: a table of texts or a long text, which may break off in the middle
// and go on in the next record.
class ContinuedRecord {
 public:
  explicit ContinuedRecord(std::vector<std::string_view> records) : records_(std::move(records)) {}

  // The table of the texts that cells share.
  std::vector<std::string> shared_strings() {
    take(4);  // how often they are used
    const std::uint32_t count = read_u32(take(4), 0);
    std::vector<std::string> strings;
    for (std::uint32_t i = 0; i < count; ++i) strings.push_back(shared_string());
    return strings;
  }

  // A text whose length is two bytes.
  std::string long_text() {
    const std::uint16_t length = read_u16(take(2), 0);
    return characters(length, flags());
  }

 private:
  std::string shared_string() {
    const std::uint16_t length = read_u16(take(2), 0);
    const unsigned flags = this->flags();
    const std::size_t runs = (flags & 8) != 0 ? read_u16(take(2), 0) : 0;
    const std::size_t extra = (flags & 4) != 0 ? read_u32(take(4), 0) : 0;
    std::string text = characters(length, flags);
    skip(runs * 4 + extra);
    return text;
  }

  unsigned flags() { return static_cast<unsigned char>(take(1)[0]); }

  std::string characters(std::size_t length, unsigned flags) {
    std::u16string text;
    bool wide = (flags & 1) != 0;
    while (text.size() < length) {
      if (at_ == records_.at(record_).size()) {
        next_record();
        wide = (this->flags() & 1) != 0;
      }
      text.push_back(wide ? static_cast<char16_t>(read_u16(take(2), 0))
                          : static_cast<char16_t>(static_cast<unsigned char>(take(1)[0])));
    }
    return utf8_of(text);
  }

  // A number or a character never lies in two records.
  std::string_view take(std::size_t size) {
    if (at_ == records_.at(record_).size()) next_record();
    const std::string_view bytes = read_bytes(records_[record_], at_, size);
    at_ += size;
    return bytes;
  }

  void skip(std::size_t size) {
    while (size > 0) {
      if (at_ == records_.at(record_).size()) next_record();
      const std::size_t part = std::min(size, records_[record_].size() - at_);
      at_ += part;
      size -= part;
    }
  }

  void next_record() {
    if (++record_ >= records_.size()) throw DamagedFile("one of its texts is cut off");
    at_ = 0;
  }

  std::vector<std::string_view> records_;
  std::size_t record_ = 0;
  std::size_t at_ = 0;
};

class Workbook {
 public:
  explicit Workbook(std::string stream) : stream_(std::move(stream)) {}

  // `wanted` is a name, a number from 1, or empty for the first that is not hidden.
  Cells sheet(const std::string& wanted) {
    read_globals();
    chosen_ = choose_sheet(sheets_, wanted);
    beside_ = sheets_beside(sheets_, wanted, chosen_);
    read_sheet(sheets_at_[chosen_]);
    return std::move(cells_);
  }
  std::vector<std::string> notes(const std::string& label) const {
    return sheet_notes(label, sheets_[chosen_].name, beside_, uncomputed_);
  }
  const std::set<std::pair<std::uint16_t, std::uint16_t>>& errors() const { return errors_; }

 private:
  struct Record {
    std::uint16_t type;
    std::string_view body;
  };

  Record record_at(std::size_t& at) const {
    const std::uint16_t type = read_u16(stream_, at);
    const std::uint16_t size = read_u16(stream_, at + 2);
    const Record record{type, read_bytes(stream_, at + 4, size)};
    at += 4 + std::size_t{size};
    return record;
  }

  void read_globals() {
    std::size_t at = 0;
    const Record begin = record_at(at);
    if (begin.type != kBof || read_u16(begin.body, 0) != kBiff8) {
      throw DamagedFile("it is older than Excel 97");
    }
    for (;;) {
      const Record record = record_at(at);
      if (record.type == kEof) return;
      if (record.type == kFilePass) throw DamagedFile("it has a password");
      if (record.type == kSst) read_strings(record, at);
      if (record.type == kBoundSheet && read_bytes(record.body, 5, 1)[0] == 0) {
        sheets_at_.push_back(read_u32(record.body, 0));
        const bool hidden = (static_cast<unsigned char>(read_bytes(record.body, 4, 1)[0]) & 3) != 0;
        sheets_.push_back({short_text(record.body, 6), hidden});
      }
      read_style(record);
    }
  }

  void read_style(const Record& record) {
    if (record.type == kDateMode) from_1904_ = read_u16(record.body, 0) != 0;
    if (record.type == kXf) formats_of_styles_.push_back(read_u16(record.body, 2));
    if (record.type != kFormat) return;
    date_formats_[read_u16(record.body, 0)] = is_date_format(std::string_view(long_text(record.body, 2)));
  }

  void read_strings(const Record& first, std::size_t& at) {
    strings_ = ContinuedRecord(with_continuations(first, at)).shared_strings();
  }

  // The record and those that continue it; `at` is then after the last one.
  std::vector<std::string_view> with_continuations(const Record& first, std::size_t& at) const {
    std::vector<std::string_view> records{first.body};
    for (std::size_t next = at; next + 4 <= stream_.size();) {
      const Record record = record_at(next);
      if (record.type != kContinue) break;
      records.push_back(record.body);
      at = next;
    }
    return records;
  }

  void read_sheet(std::size_t at) {
    if (record_at(at).type != kBof) throw DamagedFile("its sheet is not where it should be");
    for (;;) {
      const Record record = record_at(at);
      if (record.type == kEof) return;
      if (record.type == kString) {  // what the formula before gives
        put(formula_row_, formula_column_, ContinuedRecord(with_continuations(record, at)).long_text());
      } else {
        read_cell(record);
      }
    }
  }

  void read_cell(const Record& record) {
    const std::string_view body = record.body;
    switch (record.type) {
      case kLabelSst: {
        const std::uint32_t index = read_u32(body, 6);
        if (index >= strings_.size()) throw DamagedFile("a cell names a text that is not there");
        return put(read_u16(body, 0), read_u16(body, 2), strings_[index]);
      }
      case kLabel:
        return put(read_u16(body, 0), read_u16(body, 2), long_text(body, 6));
      case kNumber:
        return put(read_u16(body, 0), read_u16(body, 2), number_text(read_double(body, 6), read_u16(body, 4)));
      case kFormula:
        return read_formula(body);
      case kBoolErr:
        return put_truth(read_u16(body, 0), read_u16(body, 2), read_u16(body, 6));
      case kRk:
        return put(read_u16(body, 0), read_u16(body, 2), number_text(rk_value(read_u32(body, 6)), read_u16(body, 4)));
      case kMulRk: {
        std::uint16_t column = read_u16(body, 2);
        for (std::size_t at = 4; at + 6 <= body.size() - 2; at += 6) {
          put(read_u16(body, 0), column++, number_text(rk_value(read_u32(body, at + 2)), read_u16(body, at)));
        }
        return;
      }
      default:
        return;
    }
  }

  void put(std::uint16_t row, std::uint16_t column, std::string text) {
    if (column >= kMaxColumns) throw DamagedFile("a cell lies outside of the sheet");
    if (row >= cells_.size()) cells_.resize(std::size_t{row} + 1);
    auto& values = cells_[row];
    if (column >= values.size()) values.resize(std::size_t{column} + 1);
    values[column] = std::move(text);
  }

  // The result of a formula: a number, or a mark that a text follows, or a truth value, or an error.
  void read_formula(std::string_view body) {
    formula_row_ = read_u16(body, 0);
    formula_column_ = read_u16(body, 2);
    if (read_u16(body, 12) != 0xFFFF) {
      // Programs that do not compute leave 0, and a flag that asks Excel to compute when it loads the file.
      constexpr std::uint16_t kAsksToCompute = 2;
      if (read_double(body, 6) == 0 && (read_u16(body, 14) & kAsksToCompute) != 0) ++uncomputed_;
      return put(formula_row_, formula_column_, number_text(read_double(body, 6), read_u16(body, 4)));
    }
    const auto kind = static_cast<unsigned char>(body[6]);
    const auto value = static_cast<unsigned char>(body[8]);
    if (kind == 1 || kind == 2) {
      put_truth(formula_row_, formula_column_, static_cast<std::uint16_t>(value | (kind - 1) << 8));
    }
  }

  // The lower byte is the value, the upper one tells whether it is the code of an error.
  void put_truth(std::uint16_t row, std::uint16_t column, std::uint16_t value) {
    if (value >> 8 == 0) return put(row, column, (value & 0xFF) != 0 ? "TRUE" : "FALSE");
    errors_.emplace(row, column);
    put(row, column, error_text(value & 0xFF));
  }

  static std::string error_text(int code) {
    switch (code) {
      case 0x00:
        return "#NULL!";
      case 0x07:
        return "#DIV/0!";
      case 0x0F:
        return "#VALUE!";
      case 0x17:
        return "#REF!";
      case 0x1D:
        return "#NAME?";
      case 0x24:
        return "#NUM!";
      case 0x2A:
        return "#N/A";
      default:
        return "#ERROR";
    }
  }

  // A text whose length is two bytes, or one.
  static std::string long_text(std::string_view body, std::size_t at) {
    return characters(body, at + 2, read_u16(body, at));
  }
  static std::string short_text(std::string_view body, std::size_t at) {
    return characters(body, at + 1, static_cast<unsigned char>(read_bytes(body, at, 1)[0]));
  }
  static std::string characters(std::string_view body, std::size_t at, std::size_t length) {
    const bool wide = (static_cast<unsigned char>(read_bytes(body, at, 1)[0]) & 1) != 0;
    std::u16string text;
    for (std::size_t i = 0; i < length; ++i) {
      text.push_back(wide ? static_cast<char16_t>(read_u16(body, at + 1 + 2 * i))
                          : static_cast<char16_t>(static_cast<unsigned char>(read_bytes(body, at + 1 + i, 1)[0])));
    }
    return utf8_of(text);
  }

  static double read_double(std::string_view body, std::size_t at) {
    const std::uint64_t bits = read_u32(body, at) | static_cast<std::uint64_t>(read_u32(body, at + 4)) << 32;
    return std::bit_cast<double>(bits);
  }

  // A number in 30 bits: an integer or the upper half of a double, either of them perhaps in hundredths.
  static double rk_value(std::uint32_t rk) {
    const double value = (rk & 2) != 0 ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                       : std::bit_cast<double>(static_cast<std::uint64_t>(rk & ~3U) << 32);
    return (rk & 1) != 0 ? value / 100 : value;
  }

  // One real export names a style that it does not have: its numbers are numbers.
  std::string number_text(double value, std::uint16_t style) const {
    if (style >= formats_of_styles_.size()) return excel_number(value);
    const std::uint16_t format = formats_of_styles_[style];
    const auto own = date_formats_.find(format);
    const bool date = own == date_formats_.end() ? is_date_format(format) : own->second;
    return date ? excel_date(value, from_1904_) : excel_number(value);
  }

  std::string stream_;
  std::vector<std::string> strings_;
  std::vector<std::uint32_t> sheets_at_;
  std::vector<SheetEntry> sheets_;
  std::size_t chosen_ = 0;
  std::string beside_;
  std::uint64_t uncomputed_ = 0;  // formulas
  std::vector<std::uint16_t> formats_of_styles_;
  std::map<std::uint16_t, bool> date_formats_;  // of the workbook's own formats
  bool from_1904_ = false;
  std::uint16_t formula_row_ = 0;
  std::uint16_t formula_column_ = 0;
  std::set<std::pair<std::uint16_t, std::uint16_t>> errors_;  // row and column
  Cells cells_;
};

bool is_blank(const std::vector<std::string>& row) {
  return std::all_of(row.begin(), row.end(), [](const std::string& text) { return text.empty(); });
}

}  // namespace

XlsReader::XlsReader(std::unique_ptr<ByteSource> source, const std::string& sheet, FieldFormat format,
                     const HeaderRule& header, const std::string& label) {
  set_format(std::move(format));
  pads_ = true;  // empty cells at the end of a row are not in the file
  try {
    Workbook book(read_compound_stream(read_all(*source, label), {u"Workbook", u"Book", u"EncryptedPackage"}));
    cells_ = book.sheet(sheet);
    for (const auto& [row, column] : book.errors()) errors_.emplace(row, column);
    notes_ = book.notes(label);
  } catch (const DamagedFile& damage) {
    throw Refused(fmt::format("{}: cannot be read as an Excel workbook: {}.", label, damage.what()),
                  "Get the file again, or save it as CSV.");
  }
  take_header(header, label);
}

bool XlsReader::next(Values& values) {
  while (row_ < cells_.size() && is_blank(cells_[row_])) ++row_;
  if (row_ == cells_.size()) return false;
  values.texts = std::move(cells_[row_]);
  values.faults.clear();
  const auto [first, last] = errors_.equal_range(row_);
  for (auto error = first; error != last; ++error) values.faults.push_back(RowFault::formula_error(error->second + 1U));
  values.position = ++row_;
  return true;
}

}  // namespace sfi
