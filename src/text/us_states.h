// The states, the federal district, the territories and the military "states" of American addresses.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace sfi {

struct UsState {
  std::string_view code;
  std::string_view name;  // empty: it has only a code
};
std::span<const UsState> us_states();
constexpr std::size_t kLongestUsState = 24;  // bytes of the longest name

// The code of a state that is written as its code or name, in any case; empty for any other text.
std::string_view us_state_code(std::string_view text);

}  // namespace sfi
