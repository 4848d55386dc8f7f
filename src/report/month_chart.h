// Money by month as an area chart: an SVG that stretches to any width. The labels are outside the SVG, so that they
// keep their size on a phone and in print.
#pragma once

#include <string>
#include <vector>

namespace sfi {

struct Month {
  int index = 0;    // year * 12 + month - 1
  std::string sum;  // decimal
};

// `months` must be in order and not empty; missing months count as 0.
std::string month_chart(const std::vector<Month>& months, const std::string& description);

// 24228 -> "2019-01"
std::string month_name(int index);

}  // namespace sfi
