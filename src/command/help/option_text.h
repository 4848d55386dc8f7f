// The description of an option, taken from its declaration, for help, manual and completions.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace sfi {

struct OptionText {
  std::string name;                  // "--jobs"; for an argument: "STATE"
  std::string short_name;            // "-h", or empty
  std::string value;                 // "N"; empty for a flag and for an argument
  std::string text;                  // "Threads (1 to 256; default: one per processor)"
  std::string group;                 // its heading
  std::vector<std::string> choices;  // the words it accepts; empty: any
  char delimiter = 0;                // between several values in one word
  bool repeatable = false;
  bool required = false;
};

OptionText text_of(const CLI::Option& option);

}  // namespace sfi
