// Tells people from companies and groups by their names alone.
#pragma once

#include <string_view>

namespace sfi {

// "entity" for a name with a word that only companies and groups have (Inc, PAC, Committee); "individual" for
// "Last, First Middle" without such a word; otherwise empty, since it is not certain: Ann Lee, Wells Fargo.
std::string_view person_or_entity(std::string_view name);

}  // namespace sfi
