// How well a file fits a table, for files that several tables could read: their headers tell whose they are.
#pragma once

#include <cstddef>

#include "definition/definition.h"
#include "input/part_finder.h"

namespace sfi {

struct TableFit {
  std::size_t missing = 0;  // columns that the table needs and the file lacks
  std::size_t present = 0;  // columns of the table that the file has

  bool is_better_than(const TableFit& other) const {
    return missing != other.missing ? missing < other.missing : present > other.present;
  }
};

// A file that the table's layout cannot read lacks all of its columns.
TableFit fit_of(const Definition& definition, const Table& table, const Part& part);

}  // namespace sfi
