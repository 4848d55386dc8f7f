// The conditions of ExpressionParser.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "definition/parse_expression.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

constexpr std::array<std::string_view, 8> kTests{"is", "is_not", "blank", "matches", "same_as", "all", "any", "not"};

bool is_test(std::string_view key) {
  return std::find(kTests.begin(), kTests.end(), key) != kTests.end();
}

// True for the tests that look at a value, false for those that combine conditions.
bool looks_at_value(std::string_view test) {
  return test == "is" || test == "is_not" || test == "blank" || test == "matches" || test == "same_as";
}

}  // namespace

Condition ExpressionParser::condition(const TomlNode& node) {
  Condition result;
  result.origin = node.origin;
  if (!node.is_table()) {
    context_.mistakes.add(node.origin, fmt::format("A condition is a table such as {{ column = \"x\", "
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
  for (const std::string_view known : {"column", "value"}) reader.find(known);
  for (const std::string_view known : kTests) reader.find(known);
  const std::vector<std::string> tests(kTests.begin(), kTests.end());
  for (const TomlEntry& entry : node.entries) {
    const bool operand = entry.key == "column" || entry.key == "value";
    if (!operand && !nearest(entry.key, tests).empty()) return;  // reported as an unknown key
  }
  reader.mistake(node.origin, fmt::format("This condition has no test; it needs {}.", either_of(kTests)));
}

void ExpressionParser::read_test(const TomlEntry& test, TableReader& reader, Condition& result) {
  reader.find(test.key);
  if (looks_at_value(test.key)) {
    read_operand(test, reader, result);
    read_texts(test, reader, result);
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

void ExpressionParser::read_operand(const TomlEntry& test, TableReader& reader, Condition& result) {
  const TomlNode* column = reader.find("column");
  const TomlNode* value = reader.find("value");
  if ((column == nullptr) == (value == nullptr)) {
    reader.mistake(result.origin, fmt::format("'{}' needs either 'column' or 'value' to test.", test.key));
  } else if (value != nullptr) {
    result.value = text(*value);
  } else {
    Expression expression;
    expression.verb = Verb::column;
    expression.origin = column->origin;
    expression.name = reader.needed_text("column");
    result.value = std::move(expression);
  }
}

void ExpressionParser::read_children(const TomlEntry& test, Condition& result) {
  if (!test.value.is_list() || test.value.items.empty()) {
    context_.mistakes.add(test.value.origin, fmt::format("'{}' must be a list of conditions such as "
                                                         "[{{ column = \"x\", is = \"y\" }}].",
                                                         test.key));
    return;
  }
  for (const TomlNode& child : test.value.items) result.children.push_back(condition(child));
}

void ExpressionParser::read_texts(const TomlEntry& test, TableReader& reader, Condition& result) {
  if (test.key == "blank") {
    result.test = Condition::Test::blank;
    result.negate = !reader.boolean("blank", true);
    return;
  }
  if (test.key == "same_as") {
    result.test = Condition::Test::same_as;
    result.other = text(test.value);
    return;
  }
  if (test.key == "matches") {
    result.test = Condition::Test::matches;
    result.texts = {reader.needed_text("matches")};
    check_pattern(result.texts.front(), test.value.origin, -1, context_.mistakes);
    return;
  }
  result.test = Condition::Test::is;
  result.negate = test.key == "is_not";
  result.texts = reader.texts(test.key);
  if (test.value.is_list() && test.value.items.empty()) {
    reader.mistake(test.value.origin, fmt::format("'{}' must name at least one text.", test.key));
  }
  if (std::find(result.texts.begin(), result.texts.end(), "") != result.texts.end()) {
    reader.mistake(test.value.origin, fmt::format("'{}' compares with a text that is not empty; write blank = true "
                                                  "or blank = false for blanks.",
                                                  test.key));
  }
}

}  // namespace sfi
