// "Did you mean": the nearest known name by edit distance.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// Number of typos between two names, ignoring ASCII case: an extra, missing or wrong letter, or two adjacent letters
// swapped.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `name`, or an empty string if none is near enough for a typo: up to a third of the longer
// name can differ, or two letters of a short one.
std::string nearest(std::string_view name, std::span<const std::string> candidates);

// " Did you mean 'x'?" or an empty string, ready to append to a message.
std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace sfi
