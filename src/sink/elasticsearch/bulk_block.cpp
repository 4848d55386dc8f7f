#include "sink/elasticsearch/bulk_block.h"

#include <algorithm>

#include "record/document.h"
#include "text/json_text.h"

namespace sfi {
namespace {

constexpr std::size_t kMaxId = 512;
constexpr std::size_t kMaxSuffix = 11;  // "-4294967295"

}  // namespace

void BulkBlock::append(const Record& record) {
  const std::string_view id = record.text(id_field(type_));
  if (id.size() + kMaxSuffix > kMaxId) long_ids_.push_back(lines_.records());
  lines_.begin_record();
  Buffer& text = lines_.text();
  text.append(R"({"index":{"_id":)");
  append_json_string(text, id);
  text.append("}}\n");
  documents_.push_back(text.size());
  append_document(text, type_, record);
  text.push_back('\n');
}

void BulkBlock::clear() {
  lines_.clear();
  documents_.clear();
  long_ids_.clear();
}

bool BulkBlock::has_long_id(std::size_t index) const {
  return !long_ids_.empty() && std::binary_search(long_ids_.begin(), long_ids_.end(), index);
}

void BulkBlock::suffix_id(std::size_t index, std::string_view suffix) {
  lines_.suffix_first_value(lines_.begin_of(index), suffix);
  lines_.suffix_first_value(documents_[index], suffix);
}

}  // namespace sfi
