// Finds the route of a path in a table of patterns such as "/{state}/candidate/{id}".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sfi {

// In what form the answer goes out: a page, or the whole table that the page is about.
enum class Form { page, json, csv };

struct Pattern {
  std::string_view path;  // literal segments, and {} for one that is any text
  bool is_table = false;  // also with .json and .csv after it
};

struct Match {
  std::size_t route = 0;            // its place in the table
  std::vector<std::string> values;  // of the {}, decoded
  Form form = Form::page;
};

// The first pattern that fits. Throws Problem (400) for a path that cannot be decoded.
std::optional<Match> find_route(std::span<const Pattern> patterns, std::string_view path);

}  // namespace sfi
