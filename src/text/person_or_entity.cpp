#include "text/person_or_entity.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/lower.h"

namespace sfi {
namespace {

// Not in it: words that are also names of people (Union as a place is rare, Young).
constexpr auto kWords = std::to_array<std::string_view>({
    "action",       "alliance",     "assn",          "assoc",        "associates",   "association",
    "authority",    "board",        "brotherhood",   "campaign",     "caucus",       "center",
    "chamber",      "citizens",     "clinic",        "clinics",      "club",         "coalition",
    "college",      "comm",         "committee",     "company",      "congress",     "construction",
    "consulting",   "contractors",  "contributions", "cooperative",  "corp",         "corporation",
    "council",      "county",       "credit",        "democrat",     "democratic",   "democrats",
    "dental",       "department",   "enterprises",   "federation",   "firefighters", "firm",
    "foundation",   "friends",      "fund",          "group",        "holdings",     "hospital",
    "inc",          "incorporated", "industries",    "institute",    "insurance",    "international",
    "investments",  "league",       "libertarian",   "llc",          "lllp",         "llp",
    "lp",           "ltd",          "management",    "municipal",    "office",       "offices",
    "organization", "pac",          "partners",      "partnership",  "party",        "plc",
    "pllc",         "political",    "properties",    "realtors",     "realty",       "republican",
    "republicans",  "senate",       "services",      "society",      "solutions",    "sons",
    "state",        "systems",      "teachers",      "technologies", "trust",        "university",
    "workers",
});

// Words of names that are hardly a person's, but may be: what has one is not taken for "Last, First".
constexpr auto kDoubtfulWords = std::to_array<std::string_view>({
    "and",
    "bank",
    "church",
    "city",
    "for",
    "law",
    "lc",
    "local",
    "of",
    "pa",
    "pc",
    "school",
    "the",
    "town",
});

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// The words of a name in lower case; dots and apostrophes are left out, so that L.L.C. is "llc".
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : name) {
    if (c == '.' || c == '\'') continue;
    const char lower = ascii_lower(c);
    if (is_letter(lower) || (lower >= '0' && lower <= '9')) {
      words.back() += lower;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_entity_word(const std::string& word) {
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_doubtful_word(const std::string& word) {
  return std::find(kDoubtfulWords.begin(), kDoubtfulWords.end(), word) != kDoubtfulWords.end();
}

bool is_word_of_name(const std::string& word) {
  return std::all_of(word.begin(), word.end(), is_letter);
}

// "Roe, Jane" or "van der Berg, Jane A Jr".
bool is_last_comma_first(std::string_view name) {
  constexpr std::size_t kMostWords = 4;
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find_first_of("&/") != std::string_view::npos) return false;
  const std::vector<std::string> last = words_of(name.substr(0, comma));
  const std::vector<std::string> first = words_of(name.substr(comma + 1));
  if (last.empty() || first.empty() || last.size() > kMostWords || first.size() > kMostWords) return false;
  constexpr auto kSuffixes =
      std::to_array<std::string_view>({"jr", "sr", "ii", "iii", "iv", "md", "esq", "phd", "dds"});
  if (std::find(kSuffixes.begin(), kSuffixes.end(), first.front()) != kSuffixes.end()) return false;  // Jane Roe, Jr
  return std::all_of(last.begin(), last.end(), is_word_of_name) &&
         std::all_of(first.begin(), first.end(), is_word_of_name);
}

}  // namespace

std::string_view person_or_entity(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  if (std::any_of(words.begin(), words.end(), is_entity_word)) return "entity";
  if (std::any_of(words.begin(), words.end(), is_doubtful_word)) return "";
  return is_last_comma_first(name) ? "individual" : "";
}

}  // namespace sfi
