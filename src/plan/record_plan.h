// A stream bound to one file: rows become records, or get a reason why not.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.h"
#include "plan/plan_compiler.h"
#include "plan/row_gate.h"
#include "plan/row_plan.h"
#include "record/filer.h"
#include "record/record.h"

namespace sfi {

// The records to load.
struct Selection {
  std::array<bool, kKindCount> kinds{true};  // by Kind; monetary only by default
  std::optional<Day> since;                  // first day to load
  std::optional<Day> until;                  // last day to load
};

class RecordPlan {
 public:
  struct Target {
    Field field;
    FieldKind kind;
    RowPlan::Id value;
    std::string_view name;                    // addtl_data; owned by the plan of the rows
    std::span<const std::string_view> words;  // the only texts allowed; empty: any
    bool is_name = false;                     // runs of blanks in it become one
  };
  struct Slot {
    std::optional<std::uint32_t> unused;  // a test of the plan of the rows
    std::optional<Target> kind;
    std::optional<Target> date;
    std::vector<Target> targets;
    // Targets that are also evaluated for skipped rows.
    std::optional<RowPlan::Id> amount;
    std::optional<RowPlan::Id> filer_id;
    std::optional<RowPlan::Id> filer_name;
  };
  // What decides which of several rows count: see pipeline/row_fates.h.
  struct Rivals {
    std::vector<RowPlan::Id> key;
    std::optional<RowPlan::Id> rank;
    bool rank_is_date = false;
    std::optional<std::uint32_t> deletes;  // a test of the plan of the rows
    std::vector<RowPlan::Id> key_of_deletion;
  };
  // The plan apart from the rules.
  struct Shape {
    RecordType type = RecordType::contribs;
    Selection selection;
    std::vector<std::string> columns;  // of the file
    RowGate gate;
    std::vector<Chamber> chambers;
    bool has_row_hash = false;
    std::vector<Slot> slots;
    Rivals rivals;
  };
  RecordPlan(RowPlan rows, Shape shape) : rows_(std::move(rows)), shape_(std::move(shape)) {}

  // Fills `record`, except for its source, from the row in `context`. The verdict goes into `context`.
  // A row holds slots() records, usually one.
  void make(RowContext& context, Record& record, std::size_t slot = 0) const;
  std::size_t slots() const { return shape_.slots.size(); }

  // Of a skipped row: its amount if it can be read, and its filer. The name is evaluated if there is no id or
  // `with_name` is set.
  std::optional<Cents> skipped_amount(RowContext& context, std::size_t slot) const;
  Filer skipped_filer(RowContext& context, std::size_t slot, bool with_name) const;

  // Of a row that the rules keep.
  std::string_view key(RowContext& context) const { return rows_.key_text(shape_.rivals.key, context); }
  std::int64_t rank(RowContext& context) const {
    return rows_.rank(*shape_.rivals.rank, shape_.rivals.rank_is_date, context);
  }
  bool is_deletion(RowContext& context) const { return rows_.holds(*shape_.rivals.deletes, context); }
  std::string_view key_of_deletion(RowContext& context) const {
    return rows_.key_text(shape_.rivals.key_of_deletion, context);
  }

  // The reasons that rows dropped by a rule are counted under, by Verdict::rule. The same for every file.
  static std::vector<std::string> rule_reasons(const Stream& stream);

  const RowPlan& rows() const { return rows_; }
  // The name of a 1-based field; empty for 0.
  const std::string& column_name(std::uint32_t field) const;
  // Asked once for each row, before make().
  const RowGate& gate() const { return shape_.gate; }
  bool has_row_hash() const { return shape_.has_row_hash; }

 private:
  bool select_kind(const Target& kind, RowContext& context, Record& record) const;
  bool select_date(const Target& date, RowContext& context, Record& record) const;
  void set(const Target& target, RowContext& context, Record& record) const;
  void set_text(const Target& target, RowContext& context, Record& record) const;
  void set_cents(const Target& target, Cents cents, RowContext& context, Record& record) const;
  static void set_date(const Target& target, Moment moment, Record& record);
  static void set_party_code(Record& record);
  // A district that is none is blank; one above the number of seats is counted.
  void check_district(RowContext& context, Record& record) const;
  void set_district(std::string_view text, Record& record) const;

  RowPlan rows_;
  Shape shape_;
};

RecordPlan compile_stream(const PlanSources& sources, const Stream& stream, const Selection& selection,
                          std::vector<MissingColumn>& missing);

}  // namespace sfi
