// Which contributions are asked for: the filters of pages and of the REST interface, one table for both.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/query.h"

namespace sfi {

struct Filter {
  enum class Kind { text, word, state, year, money };
  const char* name;   // of the parameter
  const char* label;  // on pages
  Kind kind;
  const char* sql;  // a condition in which {} is the value
  const char* hint;
};
std::span<const Filter> filters();
std::vector<std::string> filter_names();
// The only words that a filter takes, if there are such.
std::span<const std::string_view> words_of(const Filter& filter);

class Selection {
 public:
  struct Value {
    const Filter* filter;
    std::string text;
  };

  // Reads the filters among the parameters. Throws Problem (400) with the parameter's name.
  explicit Selection(const Query& query);

  const std::vector<Value>& values() const { return values_; }
  std::optional<std::string> state() const;
  void add(std::string_view filter, const std::string& value);

  // A condition; the values of its $1, $2 ... are appended to `bound`.
  std::string sql(std::vector<std::string>& bound) const;

 private:
  std::vector<Value> values_;
};

}  // namespace sfi
