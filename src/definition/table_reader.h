// Reads the keys of one TOML table by type. A wrong value is reported as a mistake and replaced by a default, so
// that parsing goes on and finds further mistakes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "definition/mistakes.h"
#include "definition/toml_tree.h"

namespace sfi {

class TableReader {
 public:
  // `place` names the table in messages: "[table.filers]", "this step".
  TableReader(const TomlNode& table, std::string place, Mistakes& mistakes)
      : table_(table), place_(std::move(place)), mistakes_(mistakes) {}

  // Null if absent. A key asked for by any of these functions is a known key.
  const TomlNode* find(std::string_view key);
  // Like find(), but a missing key is a mistake.
  const TomlNode* need(std::string_view key);
  // Null if absent or not a table.
  const TomlNode* table(std::string_view key);

  std::string text(std::string_view key, std::string fallback = {});
  // Absent or empty is a mistake.
  std::string needed_text(std::string_view key);
  bool boolean(std::string_view key, bool fallback);
  std::int64_t needed_integer(std::string_view key);
  // A list of texts; a single text counts as a list of one. Empty if absent.
  std::vector<std::string> texts(std::string_view key);
  // The index of the text in `words`; nothing if it is absent or not one of them.
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> words);
  std::optional<std::size_t> needed_choice(std::string_view key, std::span<const std::string_view> words);

  // Reports missing keys and unknown keys. Call it last.
  void finish();

  // The place of a key's value; of the table if the key is absent.
  Origin origin(std::string_view key) const;
  Origin origin() const { return table_.origin; }
  const std::string& place() const { return place_; }
  void mistake(Origin origin, std::string message) { mistakes_.add(origin, std::move(message)); }

 private:
  void wrong_type(std::string_view key, const TomlNode& value, std::string_view wanted);

  const TomlNode& table_;
  std::string place_;
  Mistakes& mistakes_;
  std::vector<std::string> known_;
  std::vector<std::string> missing_;
};

// "a, b or c"
std::string either_of(std::span<const std::string_view> words);

}  // namespace sfi
