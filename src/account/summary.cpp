#include "account/summary.h"

namespace sfi {

const std::vector<LinkCount>& StateSummary::links() const {
  static const std::vector<LinkCount> none;
  return types.empty() ? none : types.begin()->second.account.links;
}

}  // namespace sfi
