// Which files of a state the program can fetch by itself.
#pragma once

#include <string>
#include <vector>

#include "definition/definition.h"

namespace sfi {

struct PlannedFile {
  std::string input;  // [input.NAME]
  std::string url;
  std::string name;        // relative to the state's folder
  bool is_yearly = false;  // one of a file of each year: a year may not be there
};

struct Years {
  int first;
  int last;  // included
};

// Files of each year: those of `years` that the agency has, the newest first.
std::vector<PlannedFile> planned_files(const Definition& definition, Years years);

// The inputs that have no fixed address, in the words of the definition; empty when there are none.
std::string steps_by_hand(const Definition& definition);

}  // namespace sfi
