// Amounts: what is read is a number of cents that is written and read again as the same.
#include "text/money.h"

#include "base/buffer.h"
#include "fuzzing.h"
#include "text/json_text.h"

namespace sfi::fuzz {
namespace {

// Digits, at most one point, at most two decimals: read by a second, plainer way.
std::optional<Cents> plain_cents(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  if (point == 0 || point > 14 || decimals.size() > 2) return std::nullopt;
  std::string digits(text.substr(0, point));
  digits += decimals;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  digits.append(2 - decimals.size(), '0');
  return Cents(std::stoll(digits));
}

}  // namespace
}  // namespace sfi::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  const std::string_view text = Input(data, size).rest();
  const auto cents = parse_cents(text);
  const auto plain = plain_cents(text);
  check(!plain || cents == plain, "a plain amount is read as what it says");
  if (!cents) return 0;
  check(cents->value > -10'000'000'000'000'000 && cents->value < 10'000'000'000'000'000,
        "at most 14 digits before the point");
  char out[kMaxJsonNumber];
  const char* end = write_json_cents(out, *cents);
  check(parse_cents({out, end}) == cents, "an amount that was written is read as the same");
  return 0;
}
