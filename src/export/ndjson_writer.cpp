#include <simdjson.h>

#include "base/buffer.h"
#include "export/row_writer.h"
#include "record/document.h"

namespace sfi {
namespace {

constexpr std::size_t kWriteBytes = std::size_t{1} << 20;

class NdjsonWriter final : public RowWriter {
 public:
  NdjsonWriter(RecordType type, OutputFile& file) : type_(type), file_(file) {}

  void write(const Record& record, std::string_view extra) override {
    if (extra == "{}") {
      append_document(lines_, type_, record);
    } else {
      append_document(lines_, type_, with_extra(record, extra));
    }
    lines_.push_back('\n');
    if (lines_.size() >= kWriteBytes) flush();
  }

  void finish() override { flush(); }

 private:
  Record with_extra(Record record, std::string_view extra) {
    simdjson::dom::object members;
    if (parser_.parse(extra.data(), extra.size()).get(members) != simdjson::SUCCESS) {
      throw RunFailed(fmt::format("{}: addtl_data is not a JSON object: {}", file_.path(), extra));
    }
    for (const auto [name, value] : members) record.add_extra(name, value.get_string().value());
    return record;
  }

  void flush() {
    file_.write(lines_.view());
    lines_.clear();
  }

  RecordType type_;
  OutputFile& file_;
  Buffer lines_;
  simdjson::dom::parser parser_;
};

}  // namespace

std::unique_ptr<RowWriter> make_ndjson_writer(RecordType type, OutputFile& file) {
  return std::make_unique<NdjsonWriter>(type, file);
}

}  // namespace sfi
