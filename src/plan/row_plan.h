// A section of the definition (a lookup or a stream) bound to the columns of one file: the flat plan
// by which a row is kept or dropped, joined and turned into values. Nothing is looked up by name
// and, once the buffers have grown, nothing is allocated while rows go through.
#pragma once

#include <re2/re2.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/units.h"
#include "definition/definition.h"
#include "plan/lookup_table.h"
#include "text/columns.h"
#include "text/date.h"
#include "text/field_text.h"
#include "text/row_block.h"

namespace sfi {

// A lookup that was built: its table and the names of its values, in the order of the definition.
struct BuiltLookup {
  const Lookup* definition = nullptr;
  std::unique_ptr<LookupTable> table;
};

// The lookups built so far, by name.
using BuiltLookups = std::unordered_map<std::string, BuiltLookup>;

// Which row of a lookup a join has found.
struct Joined {
  std::int32_t step = -1;  // -1: none
  std::uint32_t row = 0;
};

// Why a row is not used, or that it is.
struct Verdict {
  enum class Kind : std::uint8_t { use, skip, reject };
  Kind kind = Kind::use;
  std::uint32_t rule = 0;   // skip: index of the rule in the section
  const char* reason = "";  // reject
  std::uint32_t field = 0;  // reject: 1-based field that is at fault, 0: the whole row
  std::string_view value;   // reject: the text at fault
};

// What one thread needs to send rows through plans: buffers, what the joins found, the verdict.
struct RowContext {
  RowContext(const FieldFormat& format, std::size_t joins) : decoder(format), joined(joins) {}
  const RowBlock* block = nullptr;
  std::string_view file;  // of the rows, for the verb `file`
  Row row;
  FieldDecoder decoder;
  std::vector<Joined> joined;
  Verdict verdict;

  void begin(const RowBlock& rows, const Row& next) {
    block = &rows;
    row = next;
    decoder.reset();
    verdict = Verdict{};
  }
  void reject(const char* reason, std::uint32_t field, std::string_view value) {
    if (verdict.kind == Verdict::Kind::reject) return;
    verdict = {Verdict::Kind::reject, 0, reason, field, value};
  }
};

// Columns that a section needs and a file does not have; all of them are listed in one message.
struct MissingColumn {
  std::string column;
  std::string nearest;  // in the file, or empty
  Origin origin;
  bool repeated = false;  // it is there, but more than once
};

class RowPlan {
 public:
  using Id = std::uint32_t;

  // `lookups` must have all lookups that the rules join. What the file lacks is appended to
  // `missing`; the plan must not be used then.
  RowPlan(const Definition& definition, const Table& table, const Columns& columns, const BuiltLookups& lookups,
          std::vector<MissingColumn>& missing);
  RowPlan(RowPlan&&) = default;

  // Compiling; in this order: rules first, so that later expressions may use their joins.
  void add_rules(const std::vector<Rule>& rules);
  Id add(const Expression& expression);
  std::uint32_t add_test(const Condition& condition);

  std::size_t joins() const { return joins_.size(); }
  // The steps of all joins, numbered one after another.
  std::size_t step_count() const;
  std::size_t step_index(std::size_t join, std::int32_t step) const {
    return joins_[join].first_step + static_cast<std::size_t>(step);
  }

  // Running, for the row in `context`: the rules give the verdict ...
  void apply_rules(RowContext& context) const;
  // Where a rule has dropped the row: joins behind it have found nothing, whatever the row before had.
  void forget_later_joins(RowContext& context) const;
  // ... and then values are asked for. An error (unknown code) turns the verdict into a reject and
  // gives an empty text.
  std::string_view text(Id id, RowContext& context) const;
  std::optional<Cents> cents(Id id, RowContext& context) const;    // of a `money` expression
  std::optional<Moment> moment(Id id, RowContext& context) const;  // of a `date` expression

  bool holds(std::uint32_t test, RowContext& context) const;  // of add_test()

  // The key of a lookup: one text, or several with a separator between them; empty when all are.
  std::string_view key_text(const std::vector<Id>& key, RowContext& context) const;

  // The 1-based field that a value mainly comes from, for reject messages; 0 when from several.
  std::uint32_t field_of(Id id) const;

 private:
  struct Node {
    Expression::Verb verb;
    Expression::Unknown unknown = Expression::Unknown::reject;
    bool negate = false;
    bool lax = false;
    std::uint32_t column = 0;  // kAbsent: an optional column that the file does not have
    std::uint32_t first = 0;   // into children_ (parts) or choices_
    std::uint32_t count = 0;
    std::uint32_t extra = 0;                  // index into codes_, patterns_, date_formats_ or joins_
    std::string_view text;                    // constant or separator
    std::vector<std::int32_t> value_of_step;  // from: index of the value in each step's lookup
  };
  struct Test {
    Condition::Test test;
    bool negate = false;
    Id value = 0;
    Id other = 0;
    std::vector<std::string_view> texts;
    std::uint32_t pattern = 0;
    std::vector<std::uint32_t> children;  // into tests_
  };
  struct Choice {
    std::int32_t test = -1;  // -1: always
    Id value = 0;
  };
  struct Step {
    const LookupTable* table;
    std::vector<Id> key;
    std::int32_t when = -1;
  };
  struct Join {
    std::string name;
    std::vector<Step> steps;
    std::vector<const Lookup*> lookups;
    std::size_t first_step = 0;
  };
  struct CompiledRule {
    Rule::Action action;
    bool drops_unmatched = false;
    std::uint32_t test = 0;  // skip
    std::uint32_t join = 0;  // join
  };
  using CodeMap = std::unordered_map<std::string_view, std::string_view>;

  static constexpr std::uint32_t kAbsent = ~std::uint32_t{0};

  std::uint32_t bind(const std::string& column, Origin origin);
  std::optional<std::uint32_t> find_column(const std::string& column) const;
  std::uint32_t add_pattern(const std::string& pattern);
  void add_join(const Rule& rule);
  void compile_from(const Expression& expression, Node& node);
  void compile_choices(const Expression& expression, Node& node);

  std::string_view raw_text(std::uint32_t column, RowContext& context) const;
  std::string_view concat(const Node& node, RowContext& context) const;
  std::string_view code(const Node& node, RowContext& context) const;
  std::string_view plain(const Node& node, RowContext& context) const;
  std::string_view cut(const Node& node, RowContext& context) const;
  std::string_view change_case(const Node& node, RowContext& context) const;
  std::string_view joined_value(const Node& node, RowContext& context) const;
  std::string_view row_hash(RowContext& context) const;
  bool find_joined(const Join& join, Joined& joined, RowContext& context) const;

  const Definition* definition_;
  const Table* table_;
  const Columns* columns_;
  const BuiltLookups* lookups_;
  std::vector<MissingColumn>* missing_;

  std::vector<Node> nodes_;
  std::vector<Id> children_;
  std::vector<Choice> choices_;
  std::vector<Test> tests_;
  std::vector<CodeMap> codes_;
  std::vector<std::unique_ptr<RE2>> patterns_;
  std::vector<std::vector<DateFormat>> date_formats_;
  std::vector<Join> joins_;
  std::vector<CompiledRule> rules_;
};

}  // namespace sfi
