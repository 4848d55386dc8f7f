#include "input/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <unordered_map>
#include <utility>

#include "base/error.h"

namespace sfi {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr std::size_t kMaxNames = 4096;

bool is_list_of_objects(const element& value) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return false;
  return array.size() == 0 || (*array.begin()).is_object();
}

std::string text_of(const element& value) {
  switch (value.type()) {
    case element_type::STRING:
      return std::string(std::string_view(value));
    case element_type::BOOL:
      return bool(value) ? "true" : "false";
    case element_type::NULL_VALUE:
    case element_type::ARRAY:
    case element_type::OBJECT:
      return {};
    default:
      return simdjson::minify(value);
  }
}

}  // namespace

class JsonReader::Rows {
 public:
  Rows(std::vector<std::string>& columns, std::vector<Cells>& rows, const std::string& label)
      : columns_(columns), rows_(rows), label_(label) {}

  void add(const simdjson::dom::object& object) {
    Cells row;
    for (const auto& field : object) row.emplace_back(column_of(field.key), text_of(field.value));
    rows_.push_back(std::move(row));
  }

  // An array of objects, an object with one in it, or a single object.
  void add_all(const element& root) {
    if (is_list_of_objects(root)) {
      for (const element& item : simdjson::dom::array(root)) {
        if (item.is_object()) add(simdjson::dom::object(item));
      }
      return;
    }
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS) return;
    for (const auto& field : object) {
      if (is_list_of_objects(field.value)) return add_all(field.value);
    }
    add(object);
  }

 private:
  std::uint32_t column_of(std::string_view name) {
    const auto [found, added] = places_.emplace(std::string(name), static_cast<std::uint32_t>(columns_.size()));
    if (added) columns_.emplace_back(name);
    if (columns_.size() > kMaxNames) {
      throw Refused(fmt::format("{}: its objects have more than {} different names by object {}.", label_, kMaxNames,
                                rows_.size() + 1),
                    "Is it the right file? The names should be those of columns.");
    }
    return found->second;
  }

  std::vector<std::string>& columns_;
  std::vector<Cells>& rows_;
  const std::string& label_;
  std::unordered_map<std::string, std::uint32_t> places_;
};

JsonReader::JsonReader(std::unique_ptr<ByteSource> source, FieldFormat format, std::string label)
    : label_(std::move(label)) {
  set_format(std::move(format));
  take(read_all(*source, label_), false);
  if (columns_.empty()) {
    throw Refused(fmt::format("{}: holds no objects.", label_), "Get the file again.");
  }
}

JsonReader::~JsonReader() = default;

void JsonReader::take(std::string text, bool inner) {
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);  // which the parser may read
  simdjson::dom::parser parser;
  simdjson::dom::document_stream documents;
  const std::size_t batch = text.size() + 64;  // all at once
  auto error = parser.parse_many(text, batch).get(documents);
  Rows rows(columns_, rows_, label_);
  if (error == simdjson::SUCCESS) {
    for (auto document = documents.begin(); document != documents.end(); ++document) {
      element root;
      error = (*document).get(root);
      if (error != simdjson::SUCCESS) break;
      std::string_view nested;
      if (!inner && root.get(nested) == simdjson::SUCCESS) return take(std::string(nested), true);
      rows.add_all(root);
    }
  }
  if (error == simdjson::SUCCESS && documents.truncated_bytes() != 0) error = simdjson::UNCLOSED_STRING;
  if (error != simdjson::SUCCESS) {
    throw Refused(
        fmt::format("{}: is damaged JSON after object {}: {}", label_, rows_.size(), simdjson::error_message(error)),
        "Get the file again.");
  }
}

bool JsonReader::next(Values& values) {
  if (row_ == rows_.size()) return false;
  values.texts.assign(columns_.size(), {});
  for (auto& [column, text] : rows_[row_]) values.texts[column] = std::move(text);
  Cells().swap(rows_[row_]);
  values.position = ++row_;
  return true;
}

}  // namespace sfi
