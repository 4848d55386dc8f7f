// Expressions and conditions of a definition.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "definition/parse_context.h"
#include "definition/table_reader.h"

namespace sfi {

class ExpressionParser {
 public:
  // `rules`: the section's rules so far; `from` can name their joins. The vector may grow while the parser is
  // in use.
  ExpressionParser(ParseContext& context, const std::vector<Rule>& rules) : context_(context), rules_(rules) {}

  Expression text(const TomlNode& node) { return parse(node, Place::anywhere); }
  // The id of a record: a text, or `row_hash`.
  Expression id(const TomlNode& node) { return parse(node, Place::id); }
  // Verb::date, or a choice among dates. `what` is what messages call the value.
  Expression date(const TomlNode& node, std::string_view what);
  // Verb::money, or a choice among amounts; a bare expression is wrapped.
  Expression money(const TomlNode& node);
  // One expression or a list of them.
  std::vector<Expression> list(const TomlNode& node, std::string_view what);

  Condition condition(const TomlNode& node);

 private:
  Expression parse(const TomlNode& node, Place place);
  const TomlEntry* verb_entry(const TomlNode& node);
  void no_verb(const TomlNode& node);
  bool may_stand(const VerbInfo& verb, Place place, Origin origin);
  Expression operand(const TomlNode& node, Place place);
  // `inside` is the place of the operands.
  void read_argument(const Argument& argument, Place inside, TableReader& reader, Expression& result);
  void read_operands(std::string_view key, Place place, TableReader& reader, Expression& result);
  void read_choices(std::string_view key, Place place, TableReader& reader, Expression& result);
  void read_choice(const TomlNode& entry, Place place, bool last, Expression& result);
  void read_if_unknown(std::string_view key, TableReader& reader, Expression& result);
  void read_otherwise(std::string_view key, std::initializer_list<std::string_view> words, TableReader& reader,
                      Expression& result);
  static std::optional<Day> read_day(std::string_view key, TableReader& reader);
  void read_sign(std::string_view key, TableReader& reader, Expression& result);
  void read_address_part(std::string_view key, TableReader& reader, Expression& result);
  const Rule* join_named(const std::string& name) const;
  void read_value_of_join(std::string_view key, TableReader& reader, Expression& result);
  void check_value_of_join(const Expression& from, Origin origin);
  void read_formats(std::string_view key, TableReader& reader, Expression& result);
  std::string column_name(const TomlNode& node);

  void no_test(const TomlNode& node, TableReader& reader);
  void read_test(const TomlEntry& test, TableReader& reader, Condition& result);
  void read_children(const TomlEntry& test, Condition& result);
  void read_equality(const TomlEntry& test, TableReader& reader, Condition& result);
  void read_comparison(const TomlEntry& test, TableReader& reader, Condition& result);
  void read_compared(const TomlEntry& test, TableReader& reader, Condition& result);

  ParseContext& context_;
  const std::vector<Rule>& rules_;
};

}  // namespace sfi
