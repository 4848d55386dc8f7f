// What a reader of a state's numbers should know about them.
#pragma once

#include <string>
#include <vector>

namespace sfi {

struct AboutState {
  std::string agency;
  std::string portal;
  int since = 0;                // first year that the files have; 0: not stated
  std::string checked_against;  // what the definition was checked against: files, excerpts or descriptions
  std::string coverage;
  std::vector<std::string> notes;  // what is not covered or uncertain

  bool operator==(const AboutState&) const = default;
};

}  // namespace sfi
