#include "command/progress/pace.h"

#include <algorithm>

namespace sfi {

std::optional<double> Pace::seconds_left(const StateProgress::View& view) const {
  const auto rate = bytes_.per_second();
  if (!rate || *rate <= 0 || view.bytes >= view.all_bytes) return std::nullopt;
  return static_cast<double>(view.all_bytes - view.bytes) / *rate;
}

std::optional<unsigned> percent_read(const StateProgress::View& view) {
  if (view.all_bytes == 0) return std::nullopt;
  const double share = static_cast<double>(view.bytes) / static_cast<double>(view.all_bytes);
  if (view.bytes < view.all_bytes) return std::min(99U, static_cast<unsigned>(share * 100));
  return 100;
}

}  // namespace sfi
