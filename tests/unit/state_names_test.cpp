#include "definition/state_names.h"

#include <gtest/gtest.h>

#include <optional>

#include "definition/load.h"

namespace sfi {
namespace {

TEST(StateNames, EveryStateIsFoundByCodeAndByName) {
  ASSERT_EQ(state_names().size(), 50U);
  std::string_view before;
  for (const StateName& state : state_names()) {
    EXPECT_EQ(state_of(state.code), &state) << state.code;
    EXPECT_EQ(state_named(state.name), &state) << state.name;
    EXPECT_EQ(state.code.size(), 2U) << state.code;
    EXPECT_LT(before, state.name);
    before = state.name;
  }
  EXPECT_EQ(state_of("TX"), nullptr);
  EXPECT_EQ(state_of(""), nullptr);
  EXPECT_EQ(state_named(""), nullptr);
}

TEST(StateNames, DefinitionsNameTheirStateTheSame) {
  for (const std::string& code : known_states(std::nullopt)) {
    const StateName* state = state_of(code);
    ASSERT_NE(state, nullptr) << code;
    EXPECT_EQ(load_definition(code, std::nullopt).state_name, state->name);
  }
}

}  // namespace
}  // namespace sfi
