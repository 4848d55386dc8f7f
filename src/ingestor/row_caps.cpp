#include "ingestor/row_caps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sfi {

std::optional<std::string> row_cap_note(const std::string& label, std::uint64_t rows,
                                        const std::vector<std::uint64_t>& declared) {
  static constexpr std::array<std::uint64_t, 10> kKnown{65'000,  65'535,    65'536,    99'999,    100'000,
                                                        999'999, 1'000'000, 1'048'574, 1'048'575, 1'048'576};
  const bool is_declared = std::find(declared.begin(), declared.end(), rows) != declared.end();
  if (!is_declared && std::find(kKnown.begin(), kKnown.end(), rows) == kKnown.end()) return std::nullopt;
  return fmt::format(
      "{}: has exactly {} rows, {}: it is probably cut off. Export smaller selections, such as fewer "
      "months, and keep all the files.",
      label, rows, is_declared ? "at which this agency's exports stop" : "at which many exports stop");
}

}  // namespace sfi
