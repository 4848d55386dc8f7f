// A section of the definition as flat data: a PlanCompiler compiles it for one file, a RowPlan runs it. It owns
// everything it needs and outlives the definition and the columns.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "definition/definition.h"
#include "plan/lookup_table.h"
#include "plan/unread_values.h"
#include "text/date.h"

namespace sfi {

struct RowProgram {
  using Id = std::uint32_t;  // of a node
  static constexpr std::uint32_t kAbsent = ~std::uint32_t{0};

  // An expression.
  struct Node {
    Verb verb;
    Expression::Otherwise otherwise = Expression::Otherwise::reject;
    Expression::Sign sign = Expression::Sign::as_filed;
    Expression::AddressPart address_part = Expression::AddressPart::street;
    std::uint32_t column = 0;  // kAbsent: an optional column that the file lacks
    std::uint32_t first = 0;   // into `operands` or `choices`
    std::uint32_t count = 0;
    std::uint32_t extra = 0;          // index into `codes`, `patterns`, `dates` or `joins`
    std::uint32_t watched = kAbsent;  // index into `watched`
    std::string_view text;
    std::string_view meaning;                 // of unlisted codes
    std::vector<std::int32_t> value_of_step;  // from: index of the value in each step's lookup
  };
  // The formats of a date and the days it may be.
  struct DateReading {
    std::vector<DateFormat> formats;
    std::optional<Day> earliest;
    std::optional<Day> latest;

    bool admits(Day day) const { return (!earliest || day >= *earliest) && (!latest || day <= *latest); }
  };
  // A condition.
  struct Test {
    Condition::Test test;
    Condition::Comparison comparison = Condition::Comparison::below;
    bool negate = false;
    bool ignore_case = false;
    Id value = 0;
    Id other = 0;
    std::vector<std::string_view> texts;
    std::uint32_t pattern = 0;
    std::vector<std::uint32_t> children;  // into `tests`
  };
  struct Choice {
    std::int32_t test = -1;  // -1: always
    Id value = 0;
  };
  struct Step {
    std::shared_ptr<const LookupTable> table;
    std::vector<Id> key;
    std::optional<Id> at;
    JoinStep::Direction direction = JoinStep::Direction::at_or_before;
    std::int32_t when = -1;
  };
  struct Join {
    std::vector<Step> steps;
    std::size_t first_step = 0;
  };
  struct Rule {
    sfi::Rule::Action action;
    bool drops_unmatched = false;
    std::uint32_t test = 0;  // skip, reject
    std::uint32_t join = 0;  // join
    std::string_view reason;
  };
  using CodeMap = std::unordered_map<std::string_view, std::string_view>;

  RowProgram() = default;
  RowProgram(RowProgram&&) = default;  // views stay valid: moving a deque does not move its texts
  RowProgram& operator=(RowProgram&&) = default;

  // The steps of all joins, numbered one after another.
  std::size_t step_count() const { return joins.empty() ? 0 : joins.back().first_step + joins.back().steps.size(); }

  std::vector<Node> nodes;
  std::vector<Id> operands;
  std::vector<Choice> choices;
  std::vector<Test> tests;
  bool ignore_case = false;  // then the keys of `codes` are in lower case
  std::vector<CodeMap> codes;
  std::vector<std::unique_ptr<RE2>> patterns;
  std::vector<DateReading> dates;
  std::vector<WatchedValue> watched;
  std::vector<Join> joins;
  std::vector<Rule> rules;
  std::deque<std::string> texts;  // the target of all views above
};

}  // namespace sfi
