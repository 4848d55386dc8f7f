// Dates in any format. Input: the format, a line end, the text.
#include "text/date.h"

#include <stdexcept>

#include "fuzzing.h"
#include "input/excel_value.h"

namespace sfi::fuzz {
namespace {

void check_moment(Moment moment) {
  char iso[19];
  write_iso_datetime(moment, iso);
  static const DateFormat format("%Y-%m-%dT%H:%M:%S");
  check(format.parse({iso, sizeof iso}) == moment, "a moment that was written is read as the same");
  check(iso_date(day_of(moment)) == std::string_view(iso, 10), "a moment lies in its day");
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
    if (const auto moment = DateFormat(format).parse(text)) check_moment(*moment);
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
