// The conditions of ExpressionParser.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "definition/parse_expression.h"
#include "text/date.h"
#include "text/number.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

// In the order of Condition::Comparison.
constexpr std::array<std::string_view, 4> kComparisons{"below", "at_most", "above", "at_least"};
constexpr std::array<std::string_view, 10> kTests{"is",    "is_not",   "matches", "below", "at_most",
                                                  "above", "at_least", "all",     "any",   "not"};

std::optional<Condition::Comparison> comparison_named(std::string_view key) {
  const auto* found = std::find(kComparisons.begin(), kComparisons.end(), key);
  if (found == kComparisons.end()) return std::nullopt;
  return static_cast<Condition::Comparison>(found - kComparisons.begin());
}

bool is_test(std::string_view key) {
  return std::find(kTests.begin(), kTests.end(), key) != kTests.end();
}

// True for the tests that look at a value, false for those that combine conditions.
bool looks_at_value(std::string_view test) {
  return test != "all" && test != "any" && test != "not";
}

}  // namespace

Condition ExpressionParser::condition(const TomlNode& node) {
  Condition result;
  result.origin = node.origin;
  if (!node.is_table()) {
    context_.mistakes.add(node.origin, fmt::format("A condition is a table such as {{ of = \"x\", "
                                                   "is = \"y\" }}, not {}.",
                                                   node.described()));
    return result;
  }
  TableReader reader(node, "this condition", context_.mistakes);
  const TomlEntry* test = nullptr;
  for (const TomlEntry& entry : node.entries) {
    if (!is_test(entry.key)) continue;
    if (test != nullptr) {
      reader.mistake(entry.origin, fmt::format("A condition has one test, but this has both '{}' and '{}'; "
                                               "write {{ all = [{{ ... }}, {{ ... }}] }} for several.",
                                               test->key, entry.key));
      return result;
    }
    test = &entry;
  }
  if (test != nullptr) {
    read_test(*test, reader, result);
  } else {
    no_test(node, reader);
  }
  reader.finish();
  return result;
}

void ExpressionParser::no_test(const TomlNode& node, TableReader& reader) {
  reader.find("of");
  for (const std::string_view known : kTests) reader.find(known);
  const std::vector<std::string> tests(kTests.begin(), kTests.end());
  for (const TomlEntry& entry : node.entries) {
    if (entry.key != "of" && !nearest(entry.key, tests).empty()) return;  // reported as an unknown key
  }
  reader.mistake(node.origin, fmt::format("This condition has no test; it needs {}.", either_of(kTests)));
}

void ExpressionParser::read_test(const TomlEntry& test, TableReader& reader, Condition& result) {
  reader.find(test.key);
  if (looks_at_value(test.key)) {
    if (const TomlNode* of = reader.need("of")) result.value = text(*of);
    read_compared(test, reader, result);
    return;
  }
  if (test.key != "not") {
    result.test = test.key == "all" ? Condition::Test::all : Condition::Test::any;
    read_children(test, result);
    return;
  }
  result = condition(test.value);
  result.negate = !result.negate;
}

void ExpressionParser::read_children(const TomlEntry& test, Condition& result) {
  if (!test.value.is_list() || test.value.items.empty()) {
    context_.mistakes.add(test.value.origin, fmt::format("'{}' must be a list of conditions such as "
                                                         "[{{ of = \"x\", is = \"y\" }}].",
                                                         test.key));
    return;
  }
  for (const TomlNode& child : test.value.items) result.children.push_back(condition(child));
}

void ExpressionParser::read_compared(const TomlEntry& test, TableReader& reader, Condition& result) {
  if (test.key == "matches") {
    result.test = Condition::Test::matches;
    result.texts = {reader.needed_text("matches")};
    check_pattern(result.texts.front(), test.value.origin, -1, context_.mistakes);
    return;
  }
  if (const auto comparison = comparison_named(test.key)) {
    result.comparison = *comparison;
    return read_comparison(test, reader, result);
  }
  read_equality(test, reader, result);
}

// A number or a date, written down or another value. The text of a column is never taken as a date by guessing its
// format.
void ExpressionParser::read_comparison(const TomlEntry& test, TableReader& reader, Condition& result) {
  result.test = Condition::Test::compares;
  if (test.value.is_table()) {
    result.other = text(test.value);
    return;
  }
  const bool integer = test.value.type == TomlNode::Type::integer;
  const std::string bound = integer ? std::to_string(test.value.integer) : reader.needed_text(test.key);
  result.texts = {bound};
  if (bound.empty()) return;
  if (!compare_values(bound, bound)) {
    reader.mistake(
        test.value.origin,
        fmt::format("'{}' needs a number, a day such as \"2024-03-01\" or another value, not '{}'.", test.key, bound));
  } else if (day_from_iso(bound) && result.value && result.value->verb == Verb::column) {
    reader.mistake(result.value->origin,
                   fmt::format("To compare the column '{0}' with a day, write its format: of = {{ date = \"%m/%d/%Y\", "
                               "of = \"{0}\" }}.",
                               result.value->name));
  }
}

void ExpressionParser::read_equality(const TomlEntry& test, TableReader& reader, Condition& result) {
  result.negate = test.key == "is_not";
  if (test.value.is_table()) {
    result.test = Condition::Test::same_as;
    result.other = text(test.value);
    return;
  }
  result.test = Condition::Test::is;
  result.texts = reader.texts(test.key);
  if (test.value.is_list() && test.value.items.empty()) {
    reader.mistake(test.value.origin, fmt::format("'{}' must name at least one text.", test.key));
  }
}

}  // namespace sfi
