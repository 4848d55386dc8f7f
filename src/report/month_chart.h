// Money by month as an area: an SVG that stretches to any width, with its labels outside of it, so that
// they keep their size on a phone and in print.
#pragma once

#include <string>
#include <vector>

namespace sfi {

struct Month {
  int index = 0;    // year * 12 + month - 1
  std::string sum;  // decimal
};

// `months` in order, at least one; those that are missing between them have no money.
std::string month_chart(const std::vector<Month>& months, const std::string& description);

// 24228 -> "2019-01"
std::string month_name(int index);

}  // namespace sfi
