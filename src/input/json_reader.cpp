#include "input/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
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
  return value.get(array) == simdjson::SUCCESS && array.size() != 0 && (*array.begin()).is_object();
}

const char* kind_of(const element& value) {
  switch (value.type()) {
    case element_type::ARRAY:
      return "an array";
    case element_type::OBJECT:
      return "an object";
    case element_type::STRING:
      return "a text";
    case element_type::NULL_VALUE:
      return "null";
    case element_type::BOOL:
      return "true or false";
    default:
      return "a number";
  }
}

// "'Table', 'Count' ...": as many as fit into a message.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) {
    list += fmt::format("{}'{}'", i == 0 ? "" : ", ", names[i]);
  }
  return names.size() > kShown ? list + " ..." : list;
}

std::vector<std::string> keys_of(const simdjson::dom::object& object) {
  std::vector<std::string> keys;
  for (const auto& field : object) keys.emplace_back(field.key);
  return keys;
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

  // What a path leads to, from `value` on: "data.items". An array on the way is gone through, a text is JSON once more.
  // `name` is what messages call the value.
  void follow(const element& value, std::string_view path, const std::string& name) {
    std::string_view nested;
    if (value.get(nested) == simdjson::SUCCESS) {
      simdjson::dom::parser parser;
      element inner;
      const simdjson::padded_string text(nested);
      const auto error = parser.parse(text).get(inner);
      if (error != simdjson::SUCCESS || inner.is_string()) refuse(fmt::format("{} is a text without JSON in it", name));
      return follow(inner, path, name);
    }
    if (path.empty()) return add_list(value, name);
    simdjson::dom::array array;
    if (value.get(array) == simdjson::SUCCESS) {
      for (const element& item : array) follow(item, path, name);
      return;
    }
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) refuse(fmt::format("{} is {}, not an object", name, kind_of(value)));
    const std::string key(path.substr(0, path.find('.')));
    element member;
    if (object.at_key(key).get(member) != simdjson::SUCCESS) {
      refuse(fmt::format("{} has no '{}', but the keys {}", name, key, listed(keys_of(object))));
    }
    follow(member, path.substr(std::min(key.size() + 1, path.size())), fmt::format("'{}'", key));
  }

  // An array of objects, an object with one in it (with `every`: with several), or a single object.
  void search(const element& root, bool every) {
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS) return add_list(root, "it");
    std::vector<std::string> lists;
    for (const auto& field : object) {
      if (is_list_of_objects(field.value)) lists.emplace_back(field.key);
    }
    if (lists.size() > 1 && !every) {
      throw Refused(fmt::format("{}: has several lists of objects: {}.", label_, listed(lists)),
                    "Say in the layout which has the rows: row_path = \"" + lists.front() +
                        "\", or a list of those that do, or \"*\" if all do.");
    }
    for (const std::string& list : lists) add_list(object.at_key(list), fmt::format("'{}'", list));
    if (!lists.empty()) return;
    add(object);
    ++lone_objects_;
  }

  // Objects that were taken for a row because they have no list in them.
  std::size_t lone_objects() const { return lone_objects_; }

 private:
  void add(const simdjson::dom::object& object) {
    Cells row;
    for (const auto& field : object) row.emplace_back(column_of(field.key), text_of(field.value));
    rows_.push_back(std::move(row));
  }

  void add_list(const element& value, const std::string& name) {
    simdjson::dom::array array;
    simdjson::dom::object object;
    if (value.get(object) == simdjson::SUCCESS) return add(object);
    if (value.get(array) != simdjson::SUCCESS) {
      refuse(fmt::format("{} is {}, not a list of objects", name, kind_of(value)));
    }
    std::size_t number = 0;
    for (const element& item : array) {
      ++number;
      if (item.get(object) == simdjson::SUCCESS) {
        add(object);
      } else {
        refuse(fmt::format("{} is not a list of objects: item {} is {}", name, number, kind_of(item)));
      }
    }
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Refused(fmt::format("{}: {}.", label_, what),
                  "The layout's 'row_path' must lead to the rows, a list of objects. Is it the right file?");
  }

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
  std::size_t lone_objects_ = 0;
};

JsonReader::JsonReader(std::unique_ptr<ByteSource> source, FieldFormat format, const HeaderRule& header,
                       std::vector<std::string> row_paths, std::string label)
    : label_(std::move(label)), row_paths_(std::move(row_paths)) {
  set_format(std::move(format));
  const bool is_lone_object = take(read_all(*source, label_));
  if (columns_.empty()) {
    throw Refused(fmt::format("{}: holds no objects.", label_), "Get the file again.");
  }
  if (!is_lone_object || header.used.empty()) return;
  HeaderRule rule = header;
  rule.kind = Header::search;
  if (rule.is_header(columns_)) return;
  throw Refused(fmt::format("{}: is one object without a list of rows; it has the keys {}.", label_, listed(columns_)),
                "Say with 'row_path' in the layout where the rows are, or get the file again.");
}

JsonReader::~JsonReader() = default;

// True for a single object that has no list in it.
bool JsonReader::take(std::string text) {
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);  // which the parser may read
  simdjson::dom::parser parser;
  simdjson::dom::document_stream documents;
  const std::size_t batch = text.size() + 64;  // all at once
  auto error = parser.parse_many(text, batch).get(documents);
  Rows rows(columns_, rows_, label_);
  const bool every = row_paths_ == std::vector<std::string>{"*"};
  const bool searched = every || row_paths_.empty();
  if (error == simdjson::SUCCESS) {
    for (auto document = documents.begin(); document != documents.end(); ++document) {
      element root;
      error = (*document).get(root);
      if (error != simdjson::SUCCESS) break;
      std::string_view nested;
      if (searched && root.get(nested) == simdjson::SUCCESS) return take(std::string(nested));
      if (searched) {
        rows.search(root, every);
        continue;
      }
      for (const std::string& path : row_paths_) rows.follow(root, path, "it");
    }
  }
  if (error == simdjson::SUCCESS && documents.truncated_bytes() != 0) error = simdjson::UNCLOSED_STRING;
  if (error != simdjson::SUCCESS) {
    throw Refused(
        fmt::format("{}: is damaged JSON after object {}: {}", label_, rows_.size(), simdjson::error_message(error)),
        "Get the file again.");
  }
  return rows.lone_objects() == 1 && rows_.size() == 1;
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
