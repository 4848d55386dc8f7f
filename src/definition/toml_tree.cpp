#include "definition/toml_tree.h"

#include <algorithm>

#define TOML_ENABLE_FORMATTERS 0
// Some of its assertions fail for invalid texts such as "[#", which the code after them handles correctly.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

namespace sfi {
namespace {

Origin origin_of(const toml::source_region& source) {
  return {source.begin.line, source.begin.column};
}

TomlNode convert(const toml::node& node);

void convert_table(const toml::table& table, TomlNode& result) {
  result.type = TomlNode::Type::table;
  for (const auto& [key, value] : table) {
    result.entries.push_back({std::string(key.str()), convert(value), origin_of(key.source())});
  }
  std::stable_sort(result.entries.begin(), result.entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
    return std::pair(a.origin.line, a.origin.column) < std::pair(b.origin.line, b.origin.column);
  });
}

void convert_value(const toml::node& node, TomlNode& result) {
  if (const auto* text = node.as_string()) {
    result.type = TomlNode::Type::text;
    result.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    result.type = TomlNode::Type::integer;
    result.integer = integer->get();
  } else if (const auto* boolean = node.as_boolean()) {
    result.type = TomlNode::Type::boolean;
    result.boolean = boolean->get();
  } else {
    result.text = node.is_floating_point() ? "a number with decimals" : "a date or time";
  }
}

TomlNode convert(const toml::node& node) {
  TomlNode result;
  result.origin = origin_of(node.source());
  if (const auto* table = node.as_table()) {
    convert_table(*table, result);
  } else if (const auto* array = node.as_array()) {
    result.type = TomlNode::Type::list;
    for (const toml::node& item : *array) result.items.push_back(convert(item));
  } else {
    convert_value(node, result);
  }
  return result;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view key) const {
  for (const TomlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string TomlNode::described() const {
  switch (type) {
    case Type::text:
      return "a text";
    case Type::integer:
      return "a number";
    case Type::boolean:
      return boolean ? "true" : "false";
    case Type::list:
      return "a list";
    case Type::table:
      return "a table";
    case Type::other:
      break;
  }
  return text;
}

TomlNode parse_toml(std::string_view text) {
  try {
    return convert(toml::parse(text));
  } catch (const toml::parse_error& error) {
    throw TomlSyntaxError(std::string(error.description()), origin_of(error.source()));
  }
}

}  // namespace sfi
