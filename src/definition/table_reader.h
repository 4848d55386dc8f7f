// Reads the keys of one TOML table by type. What is not as it must be becomes a mistake and a
// default value, so that reading goes on and finds the other mistakes too.
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
  // `place` is what messages call the table: "[table.filers]", "this step".
  TableReader(const TomlNode& table, std::string place, Mistakes& mistakes)
      : table_(table), place_(std::move(place)), mistakes_(mistakes) {}

  // Null when absent. Every key that was asked for by any of these is a known one.
  const TomlNode* find(std::string_view key);
  // As find(), and absence is a mistake.
  const TomlNode* need(std::string_view key);
  // Null when absent or not a table.
  const TomlNode* table(std::string_view key);

  std::string text(std::string_view key, std::string fallback = {});
  // Absent and empty are mistakes.
  std::string needed_text(std::string_view key);
  bool boolean(std::string_view key, bool fallback);
  std::int64_t needed_integer(std::string_view key);
  // A list of texts; a single text is a list of one. Absent: empty.
  std::vector<std::string> texts(std::string_view key);
  // The place of the text in `words`, or nothing when absent or none of them.
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> words);
  std::optional<std::size_t> needed_choice(std::string_view key, std::span<const std::string_view> words);

  // Reports missing keys and keys that were never asked for. Call it last.
  void finish();

  // Where the value of a key stands; the table itself when the key is absent.
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
