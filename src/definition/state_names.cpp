#include "definition/state_names.h"

#include <algorithm>
#include <array>

namespace sfi {
namespace {

constexpr std::array<StateName, 50> kStates{{
    {"al", "Alabama"},        {"ak", "Alaska"},       {"az", "Arizona"},      {"ar", "Arkansas"},
    {"ca", "California"},     {"co", "Colorado"},     {"ct", "Connecticut"},  {"de", "Delaware"},
    {"fl", "Florida"},        {"ga", "Georgia"},      {"hi", "Hawaii"},       {"id", "Idaho"},
    {"il", "Illinois"},       {"in", "Indiana"},      {"ia", "Iowa"},         {"ks", "Kansas"},
    {"ky", "Kentucky"},       {"la", "Louisiana"},    {"me", "Maine"},        {"md", "Maryland"},
    {"ma", "Massachusetts"},  {"mi", "Michigan"},     {"mn", "Minnesota"},    {"ms", "Mississippi"},
    {"mo", "Missouri"},       {"mt", "Montana"},      {"ne", "Nebraska"},     {"nv", "Nevada"},
    {"nh", "New Hampshire"},  {"nj", "New Jersey"},   {"nm", "New Mexico"},   {"ny", "New York"},
    {"nc", "North Carolina"}, {"nd", "North Dakota"}, {"oh", "Ohio"},         {"ok", "Oklahoma"},
    {"or", "Oregon"},         {"pa", "Pennsylvania"}, {"ri", "Rhode Island"}, {"sc", "South Carolina"},
    {"sd", "South Dakota"},   {"tn", "Tennessee"},    {"tx", "Texas"},        {"ut", "Utah"},
    {"vt", "Vermont"},        {"va", "Virginia"},     {"wa", "Washington"},   {"wv", "West Virginia"},
    {"wi", "Wisconsin"},      {"wy", "Wyoming"},
}};

template <typename Condition>
const StateName* first_with(Condition condition) {
  const auto found = std::find_if(kStates.begin(), kStates.end(), condition);
  return found == kStates.end() ? nullptr : &*found;
}

}  // namespace

std::span<const StateName> state_names() {
  return kStates;
}

const StateName* state_of(std::string_view code) {
  return first_with([code](const StateName& state) { return state.code == code; });
}

const StateName* state_named(std::string_view name) {
  return first_with([name](const StateName& state) { return state.name == name; });
}

}  // namespace sfi
