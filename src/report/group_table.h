// Groups of contributions as a table with number, sum and share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/figures.h"

namespace sfi {

struct GroupTable {
  std::string caption;
  std::string name;  // of the groups
  std::string unknown = "not stated";
  std::string others = "others";
  std::string members = "";  // heading of a column that counts them, or none
  bool numbered = false;     // labels begin with a digit for sorting and a space
  std::function<std::string(const std::string& key)> href = {};
};

std::string table_of(const GroupTable& shape, const std::vector<Group>& groups, const Totals& totals);

}  // namespace sfi
