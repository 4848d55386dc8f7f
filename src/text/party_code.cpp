#include "text/party_code.h"

#include <algorithm>
#include <array>

#include "base/lower.h"

namespace sfi {
namespace {

constexpr std::string_view kOther = "oth";

// Names in small letters, with single spaces for everything that is not a letter, without a final "party".
struct Name {
  std::string_view name;
  std::string_view code;
};
constexpr Name kNames[] = {
    {"d", "dem"},
    {"dem", "dem"},
    {"democrat", "dem"},
    {"democrats", "dem"},
    {"democratic", "dem"},
    {"dfl", "dem"},  // Minnesota
    {"democratic farmer labor", "dem"},
    {"dnl", "dem"},  // North Dakota
    {"dem npl", "dem"},
    {"democratic npl", "dem"},
    {"democratic nonpartisan league", "dem"},
    {"r", "rep"},
    {"rep", "rep"},
    {"republican", "rep"},
    {"republicans", "rep"},
    {"gop", "rep"},
    {"rpm", "rep"},  // Minnesota
    {"l", "lib"},
    {"lp", "lib"},
    {"lib", "lib"},
    {"lbt", "lib"},
    {"libertarian", "lib"},
    {"g", "gre"},
    {"gp", "gre"},
    {"gre", "gre"},
    {"grn", "gre"},
    {"green", "gre"},
    {"green independent", "gre"},  // Maine
    {"green rainbow", "gre"},      // Massachusetts
    {"pacific green", "gre"},      // Oregon
    {"desert green", "gre"},       // Utah
    {"mountain", "gre"},           // West Virginia
    {"i", "ind"},
    {"ind", "ind"},
    {"independent", "ind"},
    {"n", "np"},
    {"np", "np"},
    {"non", "np"},
    {"npa", "np"},
    {"npp", "np"},
    {"nonpartisan", "np"},
    {"non partisan", "np"},
    {"no", "np"},  // no party
    {"none", "np"},
    {"no affiliation", "np"},
    {"no party affiliation", "np"},
    {"no party preference", "np"},
    {"decline to state", "np"},
    {"u", "np"},
    {"una", "np"},
    {"unaffiliated", "np"},
    {"undeclared", "np"},
    {"unenrolled", "np"},
    {"unknown", ""},
    {"not available", ""},
    {"na", ""},
    {"n a", ""},
    {"wri", ""},  // a write-in may be of any party
    {"write in", ""},
};

constexpr std::size_t kLongestName = 40;

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

// The text in the form of the table, at most `out.size()` characters of it.
std::string_view plain(std::string_view text, std::array<char, kLongestName>& out) {
  std::size_t size = 0;
  bool gap = false;
  for (const char c : text) {
    const char lower = ascii_lower(c);
    if (!is_letter(lower)) {
      gap |= c != '.' && c != '\'';  // D.F.L. is one word
      continue;
    }
    if (size + 2 > out.size()) break;
    if (gap && size != 0) out[size++] = ' ';
    gap = false;
    out[size++] = lower;
  }
  return {out.data(), size};
}

// The parties of that name are parties of their own.
bool is_independent_party(std::string_view name) {
  return name == "independent party" || name == "independence party";
}

std::string_view code_of_one(std::string_view party) {
  std::array<char, kLongestName> buffer;
  std::string_view name = plain(party, buffer);
  if (name.empty()) return {};
  if (is_independent_party(name)) return kOther;
  constexpr std::string_view kParty = " party";
  if (name.ends_with(kParty)) name.remove_suffix(kParty.size());
  const auto* found =
      std::find_if(std::begin(kNames), std::end(kNames), [name](const Name& one) { return one.name == name; });
  return found == std::end(kNames) ? kOther : found->code;
}

bool is_major(std::string_view code) {
  return code == "dem" || code == "rep";
}

// The one major party among several.
std::string_view code_of_several(std::string_view parties, std::string_view separators) {
  std::string_view major;
  while (!parties.empty()) {
    const std::size_t end = std::min(parties.find_first_of(separators), parties.size());
    const std::string_view code = code_of_one(parties.substr(0, end));
    parties.remove_prefix(std::min(end + 1, parties.size()));
    if (!is_major(code) || code == major) continue;
    if (!major.empty()) return kOther;  // of both
    major = code;
  }
  return major.empty() ? kOther : major;
}

}  // namespace

std::string_view party_code(std::string_view party) {
  constexpr std::string_view kSeparators = "/,;&+|";
  const std::string_view code = code_of_one(party);
  const bool may_be_several = code == kOther && party.find_first_of(kSeparators) != std::string_view::npos;
  return may_be_several ? code_of_several(party, kSeparators) : code;
}

}  // namespace sfi
