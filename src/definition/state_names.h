// The states of the Union, whether they have a definition or not.
#pragma once

#include <span>
#include <string_view>

namespace sfi {

struct StateName {
  std::string_view code;  // "tx"
  std::string_view name;  // "Texas"
};

// All fifty, by name.
std::span<const StateName> state_names();
// nullptr where there is no such state.
const StateName* state_of(std::string_view code);
const StateName* state_named(std::string_view name);

}  // namespace sfi
