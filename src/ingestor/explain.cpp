// Shows step by step how a row becomes a document, for authors of definitions.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/error.h"
#include "definition/sections.h"
#include "ingestor/definition_ingestor.h"
#include "ingestor/fate_decider.h"
#include "ingestor/find_row.h"
#include "plan/lookup_plan.h"
#include "plan/record_plan.h"
#include "record/document.h"

namespace sfi {
namespace {

// A terminal does not show NUL bytes.
std::string without_nul(std::string_view text) {
  std::string shown;
  for (const char c : text) c == '\0' ? shown += "\\0" : shown += c;
  return shown;
}

std::string fields_text(const FoundRow& found) {
  if (found.bad) return fmt::format("    {}\n", without_nul(found.block.text(*found.bad)));
  FieldDecoder decoder(found.reader->format());
  std::string text;
  const auto& columns = found.reader->columns();
  for (std::uint32_t i = 0; i < found.row.fields; ++i) {
    const std::string_view value = decoder.text(found.block.field(found.row, i));
    if (value.empty()) continue;
    text += fmt::format("    {:<32} {}\n", i < columns.size() ? columns[i] : "(beyond the header)", without_nul(value));
  }
  return text;
}

// The columns and joined values that an expression or condition uses, each once.
template <typename Part>
std::vector<const Expression*> sources_of(const Part& part) {
  std::vector<const Expression*> sources;
  visit_all(part, [&](const Expression& expression) {
    if (info_of(expression.verb).source.empty()) return;
    const bool known = std::any_of(sources.begin(), sources.end(), [&](const Expression* other) {
      return other->verb == expression.verb && other->name == expression.name && other->text == expression.text;
    });
    if (!known) sources.push_back(&expression);
  });
  return sources;
}

// What the rules of a section do with the row.
class RuleExplainer {
 public:
  RuleExplainer(const Definition& definition, const std::string& table, const std::vector<Rule>& rules,
                const BuiltLookups& lookups, const FoundRow& found, const Part& part)
      : definition_(definition),
        table_(definition.table(table)),
        rules_(rules),
        lookups_(lookups),
        found_(found),
        part_(part),
        columns_(found.reader->columns()) {}

 protected:
  PlanSources sources() const { return {definition_, columns_, lookups_}; }

  // The row before any rule; rejected already if it could not be split or may not be used.
  void begin(RowContext& context, const RowGate& gate) const {
    if (found_.bad) {
      context.reject(found_.bad->fault);
      return;
    }
    context.file = part_.name;
    context.begin(found_.block, found_.row);
    gate.admits(context);
  }

  void rule_lines(RowContext& context) {
    const Verdict& verdict = context.verdict;
    const bool by_rule = verdict.kind == Verdict::Kind::skip_by_rule ||
                         (verdict.kind == Verdict::Kind::reject && verdict.fault.reason == Reason::by_rule);
    const std::size_t dropped_by = by_rule ? verdict.rule : rules_.size();
    std::size_t join = 0;
    for (std::size_t i = 0; i < rules_.size() && i <= dropped_by; ++i) {
      const Rule& rule = rules_[i];
      if (rule.action == Rule::Action::join) {
        join_line(rule, context.joined[join++], context);
      } else {
        text_ += fmt::format("    line {:<4} {} {}: {} ({})\n", rule.origin.line,
                             rule.action == Rule::Action::skip ? "skip" : "reject", rule.reason,
                             i == dropped_by ? "yes" : "no", values_of(sources_of(*rule.when), context));
      }
    }
  }

  void skip_line(const Verdict& verdict) {
    const bool by_rule = verdict.kind == Verdict::Kind::skip_by_rule;
    text_ += fmt::format("  => skipped: {}\n", by_rule ? rules_[verdict.rule].reason : to_string(verdict.reason));
  }

  void reject_line(const RowFault& fault) {
    text_ += fmt::format("  => rejected: {}", fault.word());
    const auto& names = found_.reader->columns();
    if (fault.field != 0 && fault.field <= names.size()) text_ += " in column " + names[fault.field - 1];
    if (!fault.value.empty()) {
      text_ += fmt::format(": '{}'", fault.value);
    } else if (const std::string detail = fault.detail(); !detail.empty()) {
      text_ += ": " + detail;
    }
    text_ += "\n";
  }

  // The row's values: "infoOnlyFlag = 'N', Amount = '5'".
  std::string values_of(const std::vector<const Expression*>& sources, RowContext& context) {
    std::string text;
    for (const Expression* source : sources) {
      text += fmt::format("{}{} = '{}'", text.empty() ? "" : ", ", source_name(*source), key_of({source, 1}, context));
    }
    return text;
  }

  static std::string shown_key(std::string_view key) {
    std::string shown(key);
    std::replace(shown.begin(), shown.end(), '\x1F', ' ');
    return shown;
  }

  const Definition& definition_;
  const Table& table_;
  const std::vector<Rule>& rules_;
  const BuiltLookups& lookups_;
  const FoundRow& found_;
  const Part& part_;
  const Columns columns_;
  std::string text_;

 private:
  // A compiler for a single question about the row, to which the rules have been applied.
  PlanCompiler question() {
    PlanCompiler compiler(sources(), table_, missing_);
    compiler.add_rules(rules_);
    return compiler;
  }

  std::string key_of(std::span<const Expression> values, RowContext& context) {
    PlanCompiler compiler = question();
    std::vector<RowPlan::Id> ids;
    for (const Expression& value : values) ids.push_back(compiler.add(value));
    return std::string(std::move(compiler).finish().key_text(ids, context));
  }

  bool holds(const Condition& condition, RowContext& context) {
    PlanCompiler compiler = question();
    const std::uint32_t test = compiler.add_test(condition);
    return std::move(compiler).finish().holds(test, context);
  }

  // " at or after '2024-03-01'"
  std::string direction_of(const JoinStep& step, RowContext& context) {
    const bool after = step.direction == JoinStep::Direction::at_or_after;
    return fmt::format(" at or {} '{}'", after ? "after" : "before", key_of({&*step.at, 1}, context));
  }

  // A step that found nothing or was not tried.
  void tried_line(const JoinStep& step, RowContext& context) {
    if (step.when && !holds(*step.when, context)) {
      text_ += fmt::format("              step {} does not apply ({})\n", step.name,
                           values_of(sources_of(*step.when), context));
      return;
    }
    const std::string key = shown_key(key_of(step.key, context));
    const std::string at = step.at && !key.empty() ? direction_of(step, context) : std::string();
    text_ += key.empty()
                 ? fmt::format("              step {}: its key is blank\n", step.name)
                 : fmt::format("              step {}: '{}'{} is not in lookup {}\n", step.name, key, at, step.lookup);
  }

  void join_line(const Rule& rule, const Joined& joined, RowContext& context) {
    text_ += fmt::format("    line {:<4} join {}: ", rule.origin.line, rule.name);
    if (joined.step < 0) {
      text_ += "nothing found\n";
      for (const JoinStep& step : rule.steps) tried_line(step, context);
      return;
    }
    const JoinStep& step = rule.steps[static_cast<std::size_t>(joined.step)];
    const LookupTable& lookup = *lookups_.at(step.lookup);
    text_ +=
        fmt::format("step {} found '{}' in lookup {}\n", step.name, shown_key(lookup.key(joined.row)), step.lookup);
    for (std::int32_t i = 0; i < joined.step; ++i) {
      tried_line(rule.steps[static_cast<std::size_t>(i)], context);
    }
    for (std::uint32_t i = 0; i < lookup.value_names().size(); ++i) {
      text_ += fmt::format("              {} = {}\n", lookup.value_names()[i], lookup.value(joined.row, i));
    }
  }

  std::vector<MissingColumn> missing_;  // stays empty: check() found nothing missing
};

class StreamExplainer : private RuleExplainer {
 public:
  StreamExplainer(const Definition& definition, const Stream& stream, const BuiltLookups& lookups,
                  const FoundRow& found, const Part& part, Fate fate)
      : RuleExplainer(definition, stream.table, stream.rules, lookups, found, part), stream_(stream), fate_(fate) {}

  std::string text() {
    Selection everything;
    everything.kinds.fill(true);
    std::vector<MissingColumn> missing;
    const RecordPlan plan = compile_stream(sources(), stream_, everything, missing);
    text_ = fmt::format("  [stream.{}]\n", stream_.name);
    RowContext context(found_.reader->format(), plan.rows().joins());
    begin(context, plan.gate());
    if (context.is_rejected()) {
      reject_line(context.verdict.fault);
      return text_;
    }
    for (std::size_t slot = 0; slot < plan.slots(); ++slot) {
      if (plan.slots() > 1) text_ += fmt::format("  slot {} of {}\n", slot + 1, plan.slots());
      explain(plan, slot);
    }
    return text_;
  }

 private:
  void explain(const RecordPlan& plan, std::size_t slot) {
    RowContext context(found_.reader->format(), plan.rows().joins());
    begin(context, plan.gate());
    Record record;
    plan.make(context, record, slot);
    if (fate_ != Fate::counts) context.skip(reason_of(fate_));
    rule_lines(context);
    if (!context.verdict.is_skip()) field_lines(slot, context);
    verdict_line(context.verdict, record);
  }

  // The columns that each field of the document comes from.
  void field_lines(std::size_t slot, RowContext& context) {
    for (const NamedExpression* field : stream_.fields_of_slot(slot)) {
      const auto sources = sources_of(field->expression);
      if (sources.empty()) continue;
      text_ += fmt::format("    line {:<4} {} from {}\n", field->expression.origin.line, field->name,
                           values_of(sources, context));
    }
  }

  void verdict_line(const Verdict& verdict, Record& record) {
    if (verdict.is_skip()) return skip_line(verdict);
    if (verdict.kind == Verdict::Kind::reject) return reject_line(verdict.fault);
    record.set_text(Field::jurisdiction, definition_.code);
    record.set_text(Field::source_file, part_.name);
    record.set_number(Field::source_line, static_cast<std::int64_t>(found_.block.first_line + found_.row.line));
    Buffer document;
    append_document(document, stream_.record, record);
    text_ += fmt::format("  => {}: {}\n", to_string(stream_.record), document.view());
  }

  const Stream& stream_;
  const Fate fate_;
};

class LookupExplainer : private RuleExplainer {
 public:
  LookupExplainer(const Definition& definition, const Lookup& lookup, const BuiltLookups& lookups,
                  const FoundRow& found, const Part& part)
      : RuleExplainer(definition, lookup.table, lookup.rules, lookups, found, part), lookup_(lookup) {}

  std::string text() {
    std::vector<MissingColumn> missing;
    const LookupPlan plan = compile_lookup(sources(), lookup_, missing);
    text_ = fmt::format("  [lookup.{}]\n", lookup_.name);
    RowContext context(found_.reader->format(), plan.rows().joins());
    begin(context, plan.gate());
    LookupRow row;
    if (!context.is_rejected()) {
      plan.make(context, row);
      rule_lines(context);
    }
    verdict_lines(context.verdict, row);
    return text_;
  }

 private:
  void verdict_lines(const Verdict& verdict, const LookupRow& row) {
    if (verdict.is_skip()) return skip_line(verdict);
    if (verdict.kind == Verdict::Kind::reject) return reject_line(verdict.fault);
    if (row.key.empty()) {
      text_ += "  => its key is blank: nothing links to it\n";
      return;
    }
    text_ += fmt::format("  => key '{}'\n", shown_key(row.key));
    if (lookup_.ordered_by) text_ += fmt::format("       from '{}' to '{}'\n", row.order, row.until);
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      text_ += fmt::format("       {} = {}\n", lookup_.values[i].name, row.values[i]);
    }
    what_counts(row);
  }

  // Another row can have the same key.
  void what_counts(const LookupRow& row) {
    const LookupTable& table = *lookups_.at(lookup_.name);
    const std::string key = lookup_.ordered_by ? fmt::format("{}\x1F{}", row.key, row.order) : std::string(row.key);
    const auto counts = table.find(key);
    if (!counts) {
      text_ += "     other rows with this key have other values, so it finds nothing\n";
      return;
    }
    std::string other;
    for (std::uint32_t i = 0; i < row.values.size(); ++i) {
      if (table.value(*counts, i) == row.values[i]) continue;
      other += fmt::format("       {} = {}\n", lookup_.values[i].name, table.value(*counts, i));
    }
    if (!other.empty()) text_ += "     but another row with this key is the one that counts; it has\n" + other;
  }

  const Lookup& lookup_;
};

bool is_called(const Part& part, const std::string& file) {
  return part.name == file || part.label == file || part.name.ends_with("/" + file);
}

FoundRow needed_row(const Part& part, std::uint64_t line) {
  std::uint64_t end = 0;
  auto found = find_row(part, line, end);
  if (found) return std::move(*found);
  if (end != 0 && line > end) {
    throw Refused(fmt::format("{} has no line {}: its last row is on line {}.", part.name, line, end),
                  "Name a line of the file.");
  }
  throw Refused(fmt::format("{} has no row on line {}.", part.name, line),
                "The header and blank lines are not rows; name another line.");
}

}  // namespace

std::string DefinitionIngestor::explain(const std::string& file, std::uint64_t line) {
  std::string text;
  std::vector<std::string> names;
  // `explain_row` explains the row as a row of a section that reads the table.
  const auto explain_in = [&](const std::string& table, const auto& explain_row) {
    const std::vector<Part> parts = inputs_.parts(definition_.table(table));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Part& part = parts[i];
      names.push_back(part.name);
      if (!is_called(part, file)) continue;
      if (lookups_.empty()) {
        StateProgress unseen(definition_.code);
        Rejects not_kept;
        pre(unseen, not_kept);
      }
      const FoundRow found = needed_row(part, line);
      if (text.empty()) text = fmt::format("{}:{}\n{}", part.name, line, fields_text(found));
      text += explain_row(found, parts, i);
    }
  };
  for (const Stream& stream : definition_.streams) {
    explain_in(stream.table, [&](const FoundRow& found, const std::vector<Part>& parts, std::size_t part) {
      StateProgress unseen(definition_.code);
      const bool decided = passes_of(stream) != 0 && !found.bad;
      const Fate fate = decided ? decide(stream, parts, unseen).of(part, found.number) : Fate::counts;
      return StreamExplainer(definition_, stream, lookups_, found, parts[part], fate).text();
    });
  }
  for (const Lookup& lookup : definition_.lookups) {
    explain_in(lookup.table, [&](const FoundRow& found, const std::vector<Part>& parts, std::size_t part) {
      return LookupExplainer(definition_, lookup, lookups_, found, parts[part]).text();
    });
  }
  if (!text.empty()) return text;
  throw UsageError(
      fmt::format("--explain: nothing of {} reads a file named '{}'.", definition_.code, file),
      names.empty() ? "There are no files." : fmt::format("Files are named as in source.file: '{}'.", names.front()));
}

}  // namespace sfi
