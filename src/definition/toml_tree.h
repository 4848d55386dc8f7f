// TOML as a plain tree that keeps the order and the places of the file. toml++, which parses it, sorts by key and
// is slow to compile, so nothing else includes it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "definition/definition.h"

namespace sfi {

struct TomlEntry;

struct TomlNode {
  enum class Type { text, integer, boolean, list, table, other };
  Type type = Type::other;
  std::string text;  // text: its value; other: the type in words
  std::int64_t integer = 0;
  bool boolean = false;
  std::vector<TomlNode> items;     // list
  std::vector<TomlEntry> entries;  // table, in the order of the file
  Origin origin;                   // of the value

  bool is_text() const { return type == Type::text; }
  bool is_list() const { return type == Type::list; }
  bool is_table() const { return type == Type::table; }
  // The value of a table's key, or null.
  const TomlNode* find(std::string_view key) const;
  // The type in words: "a text", "a list".
  std::string described() const;
};

struct TomlEntry {
  std::string key;
  TomlNode value;
  Origin origin;  // of the key
};

struct TomlSyntaxError : std::runtime_error {
  TomlSyntaxError(const std::string& message, Origin place) : std::runtime_error(message), origin(place) {}
  Origin origin;
};

// Throws TomlSyntaxError.
TomlNode parse_toml(std::string_view text);

}  // namespace sfi
