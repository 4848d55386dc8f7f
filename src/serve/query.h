// The part of a URL after the question mark, and the percent code of URLs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sfi {

// "%41b+c" -> "Ab c" ('+' only with `plus_is_blank`). Throws Problem (400) for a broken escape, for a NUL and for what
// is not UTF-8.
std::string percent_decoded(std::string_view text, bool plus_is_blank);
// For a segment of a path or a value: all but letters, digits and -._~ is escaped.
std::string percent_encoded(std::string_view text);

class Query {
 public:
  using Pair = std::pair<std::string, std::string>;

  Query() = default;
  // Throws Problem (400) for what cannot be decoded, a repeated name and too many names.
  explicit Query(std::string_view text);

  const std::vector<Pair>& pairs() const { return pairs_; }
  bool empty() const { return pairs_.empty(); }
  // Without blanks around; nothing if it is missing or blank.
  std::optional<std::string> get(std::string_view name) const;

  // A copy with this value; an empty value removes the name.
  Query with(std::string_view name, std::string_view value) const;
  // "?a=1&b=2", or nothing.
  std::string str() const;

  // Throws Problem (400), with the nearest known name, for any other name.
  void allow_only(std::span<const std::string> names) const;

 private:
  std::vector<Pair> pairs_;
};

}  // namespace sfi
