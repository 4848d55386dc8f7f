#include "text/us_address.h"

#include <algorithm>

#include "text/us_states.h"

namespace sfi {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr std::string_view kFiller = " ,\t\r\n";

std::string_view without_filler(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kFiller);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kFiller) - begin + 1);
}

// Whether `text`, which ends before a part, ends with a comma or two blanks.
bool ends_with_separator(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t");
  if (last == std::string_view::npos) return false;
  return text[last] == ',' || text.size() - last > 2;
}

// The ZIP code at the end of `text`; empty if there is none.
std::string_view zip_at_end(std::string_view text) {
  const std::size_t blank = text.find_last_of(kFiller);
  if (blank == std::string_view::npos) return {};
  std::string_view word = text.substr(blank + 1);
  if (word.ends_with('-')) word.remove_suffix(1);  // 20910-
  const auto digits = [](std::string_view part, std::size_t count) {
    return part.size() == count && std::all_of(part.begin(), part.end(), is_digit);
  };
  const bool is_zip =
      digits(word, 5) || digits(word, 9) ||
      (word.size() == 10 && word[5] == '-' && digits(word.substr(0, 5), 5) && digits(word.substr(6), 4));
  return is_zip ? word : std::string_view();
}

// The place where a state's code or name at the end of `text` begins; npos if there is none. A name needs a separator
// before it: Lake Washington is none.
std::size_t state_at_end(std::string_view text) {
  const std::size_t first = text.size() - std::min(text.size(), kLongestUsState);
  for (std::size_t at = first; at < text.size(); ++at) {
    const bool begins_word = at != 0 && kFiller.find(text[at - 1]) != std::string_view::npos;
    if (!begins_word || kFiller.find(text[at]) != std::string_view::npos) continue;
    const std::string_view word = text.substr(at);
    if (us_state_code(word).empty()) continue;
    if (word.size() == 2 || ends_with_separator(text.substr(0, at))) return at;
  }
  return std::string_view::npos;
}

// Where the city begins in `text`: after its last separator; npos if it has none.
std::size_t city_at_end(std::string_view text) {
  for (std::size_t at = text.size(); at > 1; --at) {
    if (text[at - 1] == ',') return at;
    if (text[at - 1] == ' ' && text[at - 2] == ' ') return at;
  }
  return std::string_view::npos;
}

}  // namespace

UsAddress split_us_address(std::string_view text) {
  const std::string_view all = without_filler(text);
  const UsAddress unsplit{all, {}, {}, {}};
  std::string_view rest = all;
  const std::string_view zip = zip_at_end(rest);
  if (!zip.empty()) rest = without_filler(rest.substr(0, static_cast<std::size_t>(zip.data() - rest.data())));
  const std::size_t state_begins = state_at_end(rest);
  if (state_begins == std::string_view::npos) return unsplit;
  const std::string_view state = us_state_code(rest.substr(state_begins));
  const std::string_view before = rest.substr(0, state_begins);
  const std::string_view head = without_filler(before);
  const std::size_t city_begins = city_at_end(head);
  if (city_begins == std::string_view::npos) {
    if (zip.empty()) return unsplit;
    return {head, {}, state, zip};
  }
  if (zip.empty() && !ends_with_separator(before)) return unsplit;
  return {without_filler(head.substr(0, city_begins)), without_filler(head.substr(city_begins)), state, zip};
}

}  // namespace sfi
