#include "definition/mistakes.h"

#include <algorithm>
#include <tuple>

namespace sfi {

std::vector<std::string> Mistakes::listed(const Definition& definition) const {
  auto sorted = found_;
  const auto key = [](const auto& mistake) {
    return std::tie(mistake.first.line, mistake.first.column, mistake.second);
  };
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.line, a.first.column) < std::tie(b.first.line, b.first.column);
  });
  // A code table used by two streams is checked twice, but a mistake in it is listed once.
  const auto end =
      std::unique(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); });
  std::vector<std::string> result;
  for (auto at = sorted.begin(); at != end; ++at) {
    result.push_back(located(definition, at->first, at->second));
  }
  return result;
}

}  // namespace sfi
