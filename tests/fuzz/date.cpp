// Dates in any format. Input: the format, a line end, the text.
#include "text/date.h"

#include <stdexcept>

#include "fuzzing.h"
#include "input/excel_value.h"

namespace sfi::fuzz {
namespace {

void check_moment(std::int64_t seconds) {
  char iso[19];
  write_iso_datetime(seconds, iso);
  static const DateFormat format("%Y-%m-%dT%H:%M:%S");
  check(format.parse({iso, sizeof iso}) == seconds, "a moment that was written is read as the same");
  const std::int64_t day = (seconds - (seconds % 86400 + 86400) % 86400) / 86400;
  const CivilDate civil = civil_from_days(day);
  check(days_from_civil(civil.year, civil.month, civil.day) == day, "a day has one date");
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const std::string_view format = input.until('\n');
  const std::string_view text = input.rest();
  try {
    if (const auto seconds = DateFormat(format).parse(text)) check_moment(*seconds);
  } catch (const std::invalid_argument&) {  // as the header says
  }
  is_date_format(format);
  double serial = 0;
  if (text.size() >= sizeof serial) {
    std::memcpy(&serial, text.data(), sizeof serial);
    check(!excel_number(serial).empty(), "a number has a text");
    excel_date(serial, false);
    excel_date(serial, true);
  }
  return 0;
}
