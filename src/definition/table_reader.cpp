#include "definition/table_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "wording/nearest.h"

namespace sfi {

const TomlNode* TableReader::find(std::string_view key) {
  known_.emplace_back(key);
  return table_.find(key);
}

const TomlNode* TableReader::need(std::string_view key) {
  const TomlNode* value = find(key);
  if (value == nullptr) missing_.emplace_back(key);
  return value;
}

const TomlNode* TableReader::table(std::string_view key) {
  const TomlNode* value = find(key);
  if (value == nullptr || value->is_table()) return value;
  wrong_type(key, *value, "a table");
  return nullptr;
}

std::string TableReader::text(std::string_view key, std::string fallback) {
  const TomlNode* value = find(key);
  if (value == nullptr) return fallback;
  if (value->is_text()) return value->text;
  wrong_type(key, *value, "a text in quotes");
  return fallback;
}

std::string TableReader::needed_text(std::string_view key) {
  const TomlNode* value = need(key);
  if (value == nullptr) return {};
  if (value->is_text()) {
    if (value->text.empty()) mistake(value->origin, fmt::format("'{}' must not be empty.", key));
    return value->text;
  }
  wrong_type(key, *value, "a text in quotes");
  return {};
}

bool TableReader::boolean(std::string_view key, bool fallback) {
  const TomlNode* value = find(key);
  if (value == nullptr) return fallback;
  if (value->type == TomlNode::Type::boolean) return value->boolean;
  wrong_type(key, *value, "true or false, without quotes");
  return fallback;
}

std::int64_t TableReader::needed_integer(std::string_view key) {
  const TomlNode* value = need(key);
  if (value == nullptr) return 0;
  if (value->type == TomlNode::Type::integer) return value->integer;
  wrong_type(key, *value, "a whole number, without quotes");
  return 0;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  const TomlNode* value = find(key);
  if (value == nullptr) return {};
  if (value->is_text()) return {value->text};
  std::vector<std::string> result;
  if (!value->is_list()) {
    wrong_type(key, *value, "a list of texts");
    return result;
  }
  for (const TomlNode& item : value->items) {
    if (item.is_text()) {
      result.push_back(item.text);
    } else {
      mistake(item.origin, fmt::format("'{}' must hold texts in quotes, not {}.", key, item.described()));
    }
  }
  return result;
}

std::optional<std::size_t> TableReader::choice(std::string_view key, std::span<const std::string_view> words) {
  const TomlNode* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_text()) {
    wrong_type(key, *value, "a text in quotes");
    return std::nullopt;
  }
  const auto found = std::find(words.begin(), words.end(), value->text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::vector<std::string> known(words.begin(), words.end());
  mistake(value->origin, fmt::format("'{}' must be {}, not '{}'.{}", key, either_of(words), value->text,
                                     did_you_mean(value->text, known)));
  return std::nullopt;
}

std::optional<std::size_t> TableReader::needed_choice(std::string_view key, std::span<const std::string_view> words) {
  if (need(key) == nullptr) return std::nullopt;
  return choice(key, words);
}

void TableReader::finish() {
  for (const TomlEntry& entry : table_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    // A misspelled key is not also reported as missing.
    std::erase(missing_, nearest(entry.key, known_));
    mistake(entry.origin, fmt::format("Unknown key '{}' in {}.{}", entry.key, place_, did_you_mean(entry.key, known_)));
  }
  for (const std::string& key : missing_) {
    mistake(table_.origin, fmt::format("'{}' is missing in {}.", key, place_));
  }
}

Origin TableReader::origin(std::string_view key) const {
  const TomlNode* value = table_.find(key);
  return value == nullptr ? table_.origin : value->origin;
}

void TableReader::wrong_type(std::string_view key, const TomlNode& value, std::string_view wanted) {
  mistake(value.origin, fmt::format("'{}' must be {}, not {}.", key, wanted, value.described()));
}

std::string either_of(std::span<const std::string_view> words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) result += i + 1 == words.size() ? " or " : ", ";
    result += words[i];
  }
  return result;
}

}  // namespace sfi
