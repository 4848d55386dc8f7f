#include <fmt/format.h>

#include "base/buffer.h"
#include "export/row_writer.h"
#include "text/date.h"
#include "text/json_text.h"

namespace sfi {
namespace {

constexpr std::size_t kWriteBytes = std::size_t{1} << 20;
constexpr std::size_t kMomentBytes = 19;  // 2020-01-15T00:00:00
constexpr std::size_t kDayBytes = 10;

class CsvWriter final : public RowWriter {
 public:
  CsvWriter(RecordType type, OutputFile& file) : type_(type), file_(file) {
    for (const FieldInfo& field : fields_of(type_)) {
      separate(field);
      append_text(field.path);
    }
    end_line();
  }

  void write(const Record& record, std::string_view extra) override {
    for (const FieldInfo& field : fields_of(type_)) {
      separate(field);
      append_value(field, record, extra);
    }
    end_line();
  }

  void finish() override { flush(); }

  std::vector<std::string> notes() const override {
    if (formulas_ == 0) return {};
    return {
        fmt::format("{} text{} that begin{} with =, +, - or @ in the source {} left unchanged: a spreadsheet "
                    "would treat such texts as formulas. --format xlsx is safe to open there.",
                    formulas_, formulas_ == 1 ? "" : "s", formulas_ == 1 ? "s" : "", formulas_ == 1 ? "was" : "were")};
  }

 private:
  void separate(const FieldInfo& field) {
    if (field.field != id_field(type_)) line_.push_back(',');
  }

  void append_value(const FieldInfo& field, const Record& record, std::string_view extra) {
    if (field.kind == FieldKind::text) {
      const std::string_view text = record.text(field.field);
      if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) ++formulas_;
      return append_text(text);
    }
    if (field.kind == FieldKind::extra) return append_text(extra);
    if (record.has_number(field.field)) append_number(field, record);
  }

  void append_number(const FieldInfo& field, const Record& record) {
    char text[kMaxJsonNumber];
    const char* end = text;
    switch (field.kind) {
      case FieldKind::money:
        end = write_json_cents(text, record.cents(field.field));
        break;
      case FieldKind::date:
        write_iso_datetime(record.day(field.field), text);
        end = text + kDayBytes;
        break;
      case FieldKind::datetime:
        write_iso_datetime(record.moment(field.field), text);
        end = text + kMomentBytes;
        break;
      default:
        end = write_json_integer(text, record.number(field.field));
        break;
    }
    line_.append({text, end});
  }

  void append_text(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return line_.append(text);
    line_.push_back('"');
    for (const char c : text) {
      if (c == '"') line_.push_back('"');
      line_.push_back(c);
    }
    line_.push_back('"');
  }

  void end_line() {
    line_.append("\r\n");
    if (line_.size() >= kWriteBytes) flush();
  }

  void flush() {
    file_.write(line_.view());
    line_.clear();
  }

  RecordType type_;
  OutputFile& file_;
  Buffer line_;
  std::uint64_t formulas_ = 0;
};

}  // namespace

std::unique_ptr<RowWriter> make_csv_writer(RecordType type, OutputFile& file) {
  return std::make_unique<CsvWriter>(type, file);
}

}  // namespace sfi
