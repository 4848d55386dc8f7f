#include "sink/elasticsearch/bulk_block.h"

#include "record/document.h"
#include "text/json_text.h"

namespace sfi {

void BulkBlock::append(const Record& record) {
  lines_.begin_record();
  Buffer& text = lines_.text();
  text.append(R"({"index":{"_id":)");
  append_json_string(text, record.text(id_field(type_)));
  text.append("}}\n");
  documents_.push_back(text.size());
  append_document(text, type_, record);
  text.push_back('\n');
}

void BulkBlock::clear() {
  lines_.clear();
  documents_.clear();
}

void BulkBlock::suffix_id(std::size_t index, std::string_view suffix) {
  lines_.suffix_first_value(lines_.begin_of(index), suffix);
  lines_.suffix_first_value(documents_[index], suffix);
}

}  // namespace sfi
