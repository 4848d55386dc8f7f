// The US states, with or without a definition.
#pragma once

#include <span>
#include <string_view>

namespace sfi {

struct StateName {
  std::string_view code;  // "tx"
  std::string_view name;  // "Texas"
};

// All fifty, sorted by name.
std::span<const StateName> state_names();
// nullptr if there is no such state.
const StateName* state_of(std::string_view code);
const StateName* state_named(std::string_view name);

}  // namespace sfi
