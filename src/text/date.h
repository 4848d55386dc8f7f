// Dates as the agencies write them, by declared formats, without locale and without time zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.h"

namespace sfi {

struct DateParts;

// A strptime-like format, prepared once. Directives: %Y (4 digits), %y (2 digits: below the pivot
// 20yy, else 19yy), %m %d %H %I %M %S (1 or 2 digits; exactly 2 where the next directive follows
// without a separator), %b (Jan or January, any case), %p (AM/PM), %f (1 to 9 digits, read and
// dropped), %z (Z, +hh:mm, -hhmm; read and dropped), %% . A blank in the format matches any
// number of blanks; other characters for themselves. A trailing "..." lets anything follow.
// The format `excel` is the number that a spreadsheet keeps a date as: days since 1899-12-30, with a fraction for the
// time of day.
class DateFormat {
 public:
  // Throws std::invalid_argument with a sentence when the format is not understood.
  explicit DateFormat(std::string_view format, int two_digit_year_pivot = 50);

  // Nothing when the text does not match or names no real moment (31 February, 25 o'clock). Blanks around the
  // text are ignored.
  std::optional<Moment> parse(std::string_view text) const;

 private:
  struct Directive {
    char letter;  // 'Y', 'm', ... or 0 for a literal
    char literal;
    bool fixed_width;
  };
  static std::optional<Moment> parse_serial(std::string_view text);
  static bool take(const Directive& directive, int pivot, std::string_view& text, DateParts& parts);

  std::vector<Directive> directives_;
  int pivot_;
  bool open_end_ = false;
  bool compact_ = false;  // exactly %Y%m%d: the fast way
  bool serial_ = false;   // excel
};

// "2020-01-15T00:00:00" into `out` (19 bytes, no terminator). Years 0000 to 9999.
void write_iso_datetime(Moment moment, char* out);
// "2020-01-15"
std::string iso_date(Day day);
// The day that iso_date() has written, of any year; nothing for any other text.
std::optional<Day> day_from_iso(std::string_view text);

}  // namespace sfi
