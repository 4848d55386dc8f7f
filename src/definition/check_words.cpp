// Checks fields that can only hold certain words.
#include <fmt/format.h>

#include <algorithm>

#include "definition/parse_rows.h"
#include "definition/table_reader.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

struct Word {
  std::string text;
  Origin origin;
};

class WordCollector {
 public:
  explicit WordCollector(const ParseContext& context) : context_(context) {}

  // The texts that the definition itself can put into `expression`. Values of columns, and values that are changed
  // by a verb, are known only when rows are read.
  void collect(const Expression& expression, const std::vector<Rule>& rules) {
    using enum Verb;
    switch (expression.verb) {
      case Verb::text:
        if (!expression.text.empty()) words_.push_back({expression.text, expression.origin});
        return;
      case coalesce:
      case choose:
        for (const Expression& operand : expression.operands) collect(operand, rules);
        return;
      case codes:
        collect_codes(expression.name);
        if (expression.otherwise == Expression::Otherwise::meaning) {
          words_.push_back({expression.meaning, expression.origin});
        }
        return;
      case from:
        collect_joined(expression, rules);
        return;
      default:
        return;
    }
  }

  const std::vector<Word>& words() const { return words_; }

 private:
  void collect_codes(const std::string& name) {
    const CodeTable* table = find_named(context_.definition.code_tables, name);
    if (table == nullptr) return;
    for (const auto& [code, text] : table->codes) {
      if (!text.empty()) words_.push_back({text, context_.code_origins.at(name).at(code)});
    }
  }

  // Terminates because a lookup can only join those above it.
  void collect_joined(const Expression& expression, const std::vector<Rule>& rules) {
    const Rule* join = nullptr;
    for (const Rule& rule : rules) {
      if (rule.action == Rule::Action::join && rule.name == expression.name) join = &rule;
    }
    if (join == nullptr) return;
    for (const JoinStep& step : join->steps) {
      const Lookup* lookup = find_named(context_.definition.lookups, step.lookup);
      if (lookup == nullptr) continue;
      const NamedExpression* value = find_named(lookup->values, expression.text);
      if (value != nullptr) collect(value->expression, lookup->rules);
    }
  }

  const ParseContext& context_;
  std::vector<Word> words_;
};

void check_field(const Stream& stream, const std::string& path, std::span<const std::string_view> allowed,
                 ParseContext& context) {
  const NamedExpression* field = find_named(stream.fields, path);
  if (field == nullptr) return;
  WordCollector collector(context);
  collector.collect(field->expression, stream.rules);
  const std::vector<std::string> known(allowed.begin(), allowed.end());
  for (const Word& word : collector.words()) {
    if (std::find(known.begin(), known.end(), word.text) != known.end()) continue;
    context.mistakes.add(word.origin, fmt::format("'{}' must be {}, not '{}'.{}", path, either_of(allowed), word.text,
                                                  did_you_mean(word.text, known)));
  }
}

}  // namespace

void check_words(const Stream& stream, ParseContext& context) {
  for (const FieldInfo& field : fields_of(stream.record)) {
    const auto words = words_of(stream.record, field.field);
    if (!words.empty()) check_field(stream, std::string(field.path), words, context);
  }
}

}  // namespace sfi
