#include "reason/row_fault.h"

#include <fmt/format.h>

namespace sfi {

std::string RowFault::detail() const {
  constexpr std::size_t kMaxValue = 200;
  if (reason == Reason::field_count) return fmt::format("{} fields where the header has {}", fields, expected);
  if (byte != 0) return fmt::format("at byte {} of the line", byte);
  return std::string(value.substr(0, kMaxValue));
}

}  // namespace sfi
