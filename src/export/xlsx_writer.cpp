// Writes workbooks with libxlsxwriter in constant memory mode, in which rows go to a temporary file. The library does
// not report if that file's disk is full, so the finished workbook is read once and its rows are counted.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdio>

#include "base/nameless_file.h"
#include "export/row_writer.h"
#include "input/excel_value.h"
#include "input/xlsx_workbook.h"
#include "text/date.h"

namespace sfi {
namespace {

// Excel includes 29 February 1900, which did not exist: earlier days are written as texts.
constexpr Day kFirstGoodDay{std::chrono::year(1900) / 3 / 1};
constexpr double kTextWidth = 20;
constexpr double kNumberWidth = 13;

class RowCounter final : public MarkupListener {
 public:
  std::uint64_t rows = 0;
  void begin(std::string_view element, const Attributes&) override {
    if (element == "row") ++rows;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

// Discards output to stderr during its lifetime.
class SilentStderr {
 public:
  SilentStderr() : kept_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (kept_ >= 0 && nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) ::close(nowhere);
  }
  ~SilentStderr() {
    if (kept_ < 0) return;
    ::dup2(kept_, STDERR_FILENO);
    ::close(kept_);
  }
  SilentStderr(const SilentStderr&) = delete;
  SilentStderr& operator=(const SilentStderr&) = delete;

 private:
  int kept_;
};

// "_x0041_" in a workbook's text means the letter A: to be read literally, its first underscore is escaped in the same
// way.
std::string escaped(std::string_view text) {
  std::string result(text);
  for (std::size_t at = result.find("_x"); at != std::string::npos; at = result.find("_x", at + 7)) {
    result.replace(at, 1, "_x005F_");
  }
  return result;
}

// A line break within a cell is a line feed in Excel. Of a carriage return the file format makes "_x000D_", which many
// programs show as it is.
std::string with_line_feeds(std::string text) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_return = text[i] == '\r';
    if (is_return && i + 1 < text.size() && text[i + 1] == '\n') continue;
    text[size++] = is_return ? '\n' : text[i];
  }
  text.resize(size);
  return text;
}

class XlsxWriter final : public RowWriter {
 public:
  XlsxWriter(RecordType type, const OutputFile& file, std::uint64_t rows, std::int64_t made)
      : type_(type), file_(file), rows_(rows) {
    temporary_ = temporary_folder();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = temporary_.data();
    workbook_ = workbook_new_opt(file.partial().c_str(), &options);
    if (workbook_ == nullptr) throw RunFailed(fmt::format("{}: the workbook cannot be begun.", file.path()));
    lxw_doc_properties properties{};
    properties.created = made;
    check(workbook_set_properties(workbook_, &properties));
    sheet_ = add_sheet_quietly();
    if (sheet_ == nullptr) fail("no temporary file could be made");
    make_formats();
    write_header();
  }

  ~XlsxWriter() override {
    if (workbook_ != nullptr) lxw_workbook_free(workbook_);
  }
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  void write(const Record& record, std::string_view extra) override {
    ++row_;
    column_ = 0;
    for (const FieldInfo& field : fields_of(type_)) {
      if (field.kind == FieldKind::text) {
        write_text(field, record, record.text(field.field));
      } else if (field.kind == FieldKind::extra) {
        write_text(field, record, extra);
      } else if (record.has_number(field.field)) {
        write_number(field, record);
      }
      ++column_;
    }
  }

  void finish() override {
    const lxw_error error = close_quietly();
    workbook_ = nullptr;
    check(error);
    verify();
  }

 private:
  // The library also prints the errors that it returns.
  lxw_worksheet* add_sheet_quietly() {
    const SilentStderr silent;
    return workbook_add_worksheet(workbook_, type_ == RecordType::contribs ? "contributions" : "reports");
  }

  lxw_error close_quietly() {
    const SilentStderr silent;
    return workbook_close(workbook_);
  }

  void make_formats() {
    const auto number_format = [this](const char* form) {
      lxw_format* format = workbook_add_format(workbook_);
      format_set_num_format(format, form);
      return format;
    };
    header_ = workbook_add_format(workbook_);
    format_set_bold(header_);
    money_ = number_format("#,##0.00");
    day_ = number_format("yyyy-mm-dd");
    moment_ = number_format("yyyy-mm-dd hh:mm:ss");
  }

  void write_header() {
    lxw_col_t column = 0;
    for (const FieldInfo& field : fields_of(type_)) {
      const double width = field.kind == FieldKind::text ? kTextWidth : kNumberWidth;
      check(worksheet_set_column(sheet_, column, column, width, nullptr));
      const std::string path(field.path);
      check(worksheet_write_string(sheet_, 0, column++, path.c_str(), header_));
    }
    worksheet_freeze_panes(sheet_, 1, 0);
    check(worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows_), static_cast<lxw_col_t>(column - 1)));
  }

  void write_text(const FieldInfo& field, const Record& record, std::string_view text) {
    if (text.empty()) return;
    const lxw_error error =
        worksheet_write_string(sheet_, row_, column_, with_line_feeds(escaped(text)).c_str(), nullptr);
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
      throw Refused(fmt::format("{}: {} of {} is longer than the 32,767 characters that fit into a workbook's cell.",
                                file_.path(), field.path, record.text(id_field(type_))),
                    "Export to CSV or Parquet, or leave it out with --where.");
    }
    check(error);
  }

  void write_number(const FieldInfo& field, const Record& record) {
    switch (field.kind) {
      case FieldKind::money:
        return put(static_cast<double>(record.number(field.field)) / 100, money_);
      case FieldKind::date:
        return write_moment(record.day(field.field), day_, 10);
      case FieldKind::datetime:
        return write_moment(record.moment(field.field), moment_, 19);
      default:
        return put(static_cast<double>(record.number(field.field)), nullptr);
    }
  }

  void write_moment(Moment moment, lxw_format* format, std::size_t bytes) {
    if (moment >= kFirstGoodDay) return put(ExcelDays(moment - kExcelDayZero).count(), format);
    char text[20]{};
    write_iso_datetime(moment, text);
    text[bytes] = '\0';
    check(worksheet_write_string(sheet_, row_, column_, text, nullptr));
  }

  void put(double number, lxw_format* format) { check(worksheet_write_number(sheet_, row_, column_, number, format)); }

  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) fail(lxw_strerror(error));
  }

  [[noreturn]] void fail(std::string_view reason) const {
    throw RunFailed(fmt::format("{}: writing the workbook failed: {}", file_.path(), reason),
                    fmt::format("Is the disk full, there or in {}? TMPDIR names another folder for what is made "
                                "on the way.",
                                temporary_));
  }

  void verify() const {
    RowCounter counter;
    try {
      ZipArchive archive(file_.partial());
      parse_member(archive, "xl/worksheets/sheet1.xml", counter);
    } catch (const std::exception& error) {
      fail(error.what());
    }
    if (counter.rows != rows_ + 1) fail(fmt::format("it holds {} rows instead of {}", counter.rows, rows_ + 1));
  }

  RecordType type_;
  const OutputFile& file_;
  std::uint64_t rows_;
  std::string temporary_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* header_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* moment_ = nullptr;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
};

}  // namespace

std::unique_ptr<RowWriter> make_xlsx_writer(RecordType type, const OutputFile& file, std::uint64_t rows,
                                            std::int64_t made) {
  return std::make_unique<XlsxWriter>(type, file, rows, made);
}

}  // namespace sfi
