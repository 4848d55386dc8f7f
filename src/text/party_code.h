// A party in the same words for all states.
#pragma once

#include <string_view>

namespace sfi {

// `dem`, `rep`, `lib`, `gre`, `ind` (independent), `np` (no party, or nonpartisan) or `oth` (any other party) for a
// party as agencies write it: "Democratic", "DEM", "D", "Democratic-Farmer-Labor"; case and punctuation do not count.
// Of several parties ("Progressive/Democratic") it is the major one, if there is only one. Empty for a blank text and
// for a word that says nothing about a party ("unknown", "write-in"). Sources: the agencies' lists of parties.
std::string_view party_code(std::string_view party);

}  // namespace sfi
