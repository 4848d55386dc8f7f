// A column with values that were there and could not be read, in rows that were loaded even so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "plan/unread_values.h"

namespace sfi {

struct UnreadColumn {
  std::string section;  // of the definition: "stream.contributions"
  std::string column;   // or several: "SubmittedDate, FilingDate"
  WatchedValue::Kind kind = WatchedValue::Kind::code;
  std::string otherwise;                    // blank, keep or the meaning of unlisted codes
  std::uint64_t values = 0;                 // rows with a value that is not blank
  std::uint64_t unread = 0;                 // rows among them whose value could not be read
  std::vector<UnreadCount::Text> examples;  // codes: the most frequent; dates: the first

  // Only for checks and messages, not in the JSON:
  std::string place;       // in the definition
  std::uint64_t rows = 0;  // read for the section

  // So many that they count against --max-rejects: the code list or date format does not fit the column. A code that is
  // kept loses nothing.
  bool is_doubtful() const;
  // "12 of 340 codes are not listed"
  std::string what() const;
  // "read as other", "left blank", "kept as they are"
  std::string read_as() const;
  // "'XYZ' in 10 rows (the first is a.csv:17), 'Q' in 2 rows ...": at most `shown` of them.
  std::string examples_text(std::size_t shown) const;

  bool operator==(const UnreadColumn&) const = default;
};

// The columns with unread values. `rows` were read for the section.
std::vector<UnreadColumn> unread_columns(const std::string& section, const std::vector<WatchedValue>& watched,
                                         const UnreadCounts& counts, std::uint64_t rows);

}  // namespace sfi
