// Which row of a file names its columns.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"

namespace sfi {

struct HeaderRule {
  // Titles above a header are a handful of lines.
  static constexpr std::size_t kSearchedRows = 50;

  Header kind = Header::present;
  // Names of the fields when there is no header row, one list for each width.
  std::vector<std::vector<std::string>> columns;
  // The columns that the definition uses, each with its other names.
  std::vector<std::vector<std::string>> used;

  // Whether this row names the columns; a row of data has hardly any of the names.
  bool is_header(const std::vector<std::string>& row) const;
  // Whether one of the lists has so many names.
  bool has_names_for(std::size_t fields) const;
  // "45, 46 or 59": how many names the lists have, for messages.
  std::string widths() const;
  // The names of a file without a header; empty when none are known.
  std::vector<std::string> names_for(std::size_t fields) const;
  // Whether the definition uses a column of this name.
  bool uses(const std::string& name) const;
  // "'Date', 'Amount', 'Name' ...": the names that are looked for, for messages.
  std::string wanted() const;
};

}  // namespace sfi
