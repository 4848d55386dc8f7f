// Values that were there and could not be read, in rows that are loaded even so: codes that are not listed, texts that
// are not dates, where the definition says what to do `otherwise`. They are counted, since a code that is new or a date
// format that has changed would otherwise go unnoticed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// What is counted together: the values of a section that are read in the same way from the same columns.
struct WatchedValue {
  enum class Kind : std::uint8_t { code, date };
  std::string column;  // or several: "SubmittedDate, FilingDate"
  Kind kind = Kind::code;
  std::string otherwise;  // blank, keep or the meaning of unlisted codes
  std::string place;      // in the definition: "states/tx/ingestor.toml:41"

  // The same but for the place.
  bool is_like(const WatchedValue& other) const {
    return column == other.column && kind == other.kind && otherwise == other.otherwise;
  }
};

struct UnreadCount {
  struct Text {
    std::string text;
    std::uint64_t rows = 0;
    std::string first;  // "a.csv:17"
    bool operator==(const Text&) const = default;
  };
  // Distinct texts that are counted one by one; rows with any other only count in `unread`.
  static constexpr std::size_t kMostTexts = 100;
  static constexpr std::size_t kMostBytes = 100;  // of a text

  std::uint64_t values = 0;  // rows with a value that is not blank
  std::uint64_t unread = 0;
  std::vector<Text> texts;     // in the order of the rows
  std::uint64_t last_row = 0;  // a row with several records counts once

  void note_unread(std::string_view text, std::string_view file, std::uint64_t line);
  void add(const UnreadCount& other);
};

// By number of the watched value.
using UnreadCounts = std::vector<UnreadCount>;
void add(UnreadCounts& sum, const UnreadCounts& counts);

}  // namespace sfi
