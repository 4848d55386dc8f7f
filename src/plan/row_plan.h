// Runs a RowProgram: a row is kept or dropped, joined and turned into values. Nothing is looked up by name and, once
// the buffers have grown, nothing is allocated per row.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.h"
#include "plan/row_program.h"
#include "reason/row_fault.h"
#include "text/field_text.h"
#include "text/row_block.h"

namespace sfi {

// The row of a lookup that a join found.
struct Joined {
  static constexpr std::int32_t kNotFound = -1;
  static constexpr std::int32_t kNoKey = -2;  // nothing was looked up: no step applied, or the key was blank
  std::int32_t step = kNotFound;
  std::uint32_t row = 0;
};

// Whether a row is used, and if not, why.
struct Verdict {
  enum class Kind : std::uint8_t {
    use,
    skip_by_rule,  // dropped by a rule of the definition
    skip,          // dropped by the program
    reject,
  };
  Kind kind = Kind::use;
  Reason reason = Reason::field_count;  // skip
  std::uint32_t rule = 0;               // skip_by_rule, or rejected by_rule: index of the rule in its section
  RowFault fault;                       // reject

  bool is_skip() const { return kind == Kind::skip || kind == Kind::skip_by_rule; }
};

// What one thread needs to run plans: buffers, the joined rows, the verdict.
struct RowContext {
  RowContext(const FieldFormat& format, std::size_t joins) : decoder(format), joined(joins) {}
  const RowBlock* block = nullptr;
  std::string_view file;  // of the rows, for the verb `file`
  Row row;
  FieldDecoder decoder;
  std::vector<Joined> joined;
  Verdict verdict;
  UnreadCounts unread;       // by number of the watched value
  UnreadCount beyond_seats;  // districts above the number of the chamber's seats
  bool counting = true;      // false while values are only looked at

  void begin(const RowBlock& rows, const Row& next) {
    block = &rows;
    row = next;
    decoder.reset();
    verdict.kind = Verdict::Kind::use;  // the rest only matters for other kinds
  }
  void skip(Reason reason) {
    verdict.kind = Verdict::Kind::skip;
    verdict.reason = reason;
  }
  void skip_by_rule(std::uint32_t rule) {
    verdict.kind = Verdict::Kind::skip_by_rule;
    verdict.rule = rule;
  }
  // Keeps the first fault of a row.
  void reject(const RowFault& fault) {
    if (is_rejected()) return;
    verdict.kind = Verdict::Kind::reject;
    verdict.fault = fault;
  }
  // A watched value that is not blank.
  void note_value(std::uint32_t watched, bool could_be_read, std::string_view text) {
    if (!counting) return;
    if (watched >= unread.size()) unread.resize(watched + 1);
    UnreadCount& count = unread[watched];
    const std::uint64_t line = block->first_line + row.line;
    const std::uint64_t this_row = line << 32 | row.first_separator;
    if (std::exchange(count.last_row, this_row) == this_row) return;
    ++count.values;
    if (!could_be_read) count.note_unread(text, file, line);
  }
  bool is_rejected() const { return verdict.kind == Verdict::Kind::reject; }
};

class RowPlan {
 public:
  using Id = RowProgram::Id;

  explicit RowPlan(RowProgram program) : program_(std::move(program)) {}

  std::size_t joins() const { return program_.joins.size(); }
  const std::vector<WatchedValue>& watched() const { return program_.watched; }
  // The steps of all joins, numbered one after another.
  std::size_t step_count() const { return program_.step_count(); }
  std::size_t step_index(std::size_t join, std::int32_t step) const {
    return program_.joins[join].first_step + static_cast<std::size_t>(step);
  }

  // Applies the rules to the row in `context`; they set the verdict.
  void apply_rules(RowContext& context) const;
  // After a rule has dropped the row: clears later joins, which still hold the results of the previous row.
  void forget_later_joins(RowContext& context) const;
  // Values of the row, after apply_rules(). An error such as an unknown code turns the verdict into a reject and
  // returns an empty text.
  std::string_view text(Id id, RowContext& context) const;
  std::optional<Cents> cents(Id id, RowContext& context) const;    // of a `money` expression
  std::optional<Moment> moment(Id id, RowContext& context) const;  // of a `date` expression

  // What rows with the same key are compared by: a date, or the hundredths of a number; kNoRank if it is blank.
  static constexpr std::int64_t kNoRank = INT64_MIN;
  std::int64_t rank(Id id, bool is_date, RowContext& context) const;

  bool holds(std::uint32_t test, RowContext& context) const;

  // The key of a lookup: one text, or several with a separator between them; empty if all are empty.
  std::string_view key_text(const std::vector<Id>& key, RowContext& context) const;

  // The 1-based field that a value mainly comes from, for reject messages; 0 if there are several.
  std::uint32_t field_of(Id id) const;

 private:
  using Node = RowProgram::Node;
  using Join = RowProgram::Join;

  void reject_by_rule(std::uint32_t number, RowContext& context) const;
  std::optional<std::uint32_t> find_in_order(const RowProgram::Step& step, std::string_view key,
                                             RowContext& context) const;
  bool compares(const RowProgram::Test& test, RowContext& context) const;
  std::string_view raw_text(std::uint32_t column, RowContext& context) const;
  std::string_view concat(const Node& node, RowContext& context) const;
  std::string_view code(const Node& node, RowContext& context) const;
  std::string_view number(const Node& node, RowContext& context) const;
  std::string_view day_text(Id date, RowContext& context) const;
  std::optional<Cents> sum(const Node& node, RowContext& context) const;
  std::string_view address(const Node& node, RowContext& context) const;
  std::string_view normalize(const Node& node, RowContext& context) const;
  std::string_view extract(const Node& node, RowContext& context) const;
  std::string_view change_case(const Node& node, RowContext& context) const;
  std::string_view in_case(std::string_view value, bool lower, RowContext& context) const;
  std::string_view joined_value(const Node& node, RowContext& context) const;
  std::string_view row_hash(RowContext& context) const;
  // The value that `choose` chooses.
  std::optional<Id> chosen(const Node& node, RowContext& context) const;
  template <typename Value, typename Read>
  std::optional<Value> first_of(const Node& node, RowContext& context, const Read& read) const;
  bool find_joined(const Join& join, Joined& joined, RowContext& context) const;

  RowProgram program_;
};

}  // namespace sfi
