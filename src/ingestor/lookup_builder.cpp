#include "ingestor/lookup_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "plan/lookup_plan.h"

namespace sfi {
namespace {

constexpr std::uint64_t kRowsBetweenChecks = 1 << 16;

// What all lookups together may take: growing takes a copy for a moment, and the program itself needs some.
std::uint64_t share_of(std::uint64_t memory) {
  constexpr std::uint64_t kProgram = 100'000'000;
  return memory / 2 - std::min(memory / 4, kProgram);
}

std::uint64_t bytes_of(const BuiltLookups& lookups) {
  std::uint64_t sum = 0;
  for (const auto& [name, lookup] : lookups) sum += lookup->bytes();
  return sum;
}

class LookupBuilder {
 public:
  LookupBuilder(const Definition& definition, const Lookup& lookup, const BuiltLookups& earlier,
                StateProgress& progress, LookupReport& report)
      : definition_(definition),
        lookup_(lookup),
        earlier_(earlier),
        progress_(progress),
        report_(report),
        table_(std::make_shared<LookupTable>(lookup.value_names())) {}

  void add(const Part& part) {
    ByteMeter meter(progress_.bytes(), part.packed_bytes);
    const auto reader = part.open(Inputs::kBlockBytes, &meter);
    const Columns columns(reader->columns());
    std::vector<MissingColumn> missing;  // check() has made sure that nothing is
    const LookupPlan plan = compile_lookup({definition_, columns, earlier_}, lookup_, missing);
    const auto& layout = definition_.layout(definition_.table(lookup_.table).layout);
    pads_ = layout.pad_short_rows;
    drops_ = layout.drop_blank_extra;
    RowContext context(reader->format(), plan.joins());
    context.file = part.name;
    RowBlock rows;
    const std::uint64_t before = report_.rows;
    while (reader->read(rows)) {
      throw_if_interrupted();
      for (const Row& row : rows.rows) add_row(part, rows, row, columns.count(), plan, context);
      report_.rows += rows.rows.size() + rows.bad_rows.size();
      progress_.add_rows(rows.rows.size() + rows.bad_rows.size());
      for (const BadRow& bad : rows.bad_rows) {
        note_unreadable(part, rows.first_line + bad.line, bad.fault);
      }
      report_.repaired += rows.repairs.size();
    }
    meter.finish();
    report_.rows_of_parts.push_back(report_.rows - before);
    for (std::string& note : reader->notes()) report_.notes.push_back(std::move(note));
  }

  std::shared_ptr<const LookupTable> finish() {
    report_.keys = table_->size();
    note_gaps();
    for (const std::uint32_t row : ambiguous_) table_->unlink(row);
    return std::move(table_);
  }

 private:
  // Versions are counted from 0 or 1: where the highest is 3 and there are two rows, one is missing.
  // Numbers beyond a hundred are years or ids, not versions.
  void note_gaps() {
    constexpr std::int64_t kMostVersions = 100 * 100;  // in hundredths, as ranks of numbers are
    if (lookup_.repeated != Lookup::Repeated::highest) return;
    for (std::size_t row = 0; row < versions_.size(); ++row) {
      const std::int64_t highest = ranks_[row];
      if (highest <= 0 || highest > kMostVersions || versions_[row] * 100 >= highest) continue;
      if (report_.gaps++ == 0) report_.first_gap = table_->key(static_cast<std::uint32_t>(row));
    }
  }

  void add_row(const Part& part, const RowBlock& rows, const Row& row, std::uint32_t columns, const LookupPlan& plan,
               RowContext& context) {
    context.begin(rows, row);
    const std::uint64_t line = rows.first_line + row.line;
    const bool fits = row.fields == columns || (row.fields < columns ? pads_ : drops_);
    if (!fits) return note_unreadable(part, line, RowFault::field_count(row.fields, columns));
    plan.make(context, row_);
    if (context.is_rejected()) return note_unreadable(part, line, context.verdict.fault);
    if (context.verdict.is_skip() || row_.key.empty()) return;
    ++report_.kept;
    put(part, line);
  }

  void put(const Part& part, std::uint64_t line) {
    const auto known = table_->find(row_.key);
    if (known) {
      switch (lookup_.repeated) {
        case Lookup::Repeated::first:
          return;
        case Lookup::Repeated::last:
          break;
        case Lookup::Repeated::newest:
        case Lookup::Repeated::highest:
          ++versions_[*known];
          if (row_.rank < ranks_[*known]) return;
          break;
        case Lookup::Repeated::unlinked:
          for (std::uint32_t i = 0; i < row_.values.size(); ++i) {
            if (table_->value(*known, i) == row_.values[i]) continue;
            ambiguous_.push_back(*known);
            break;
          }
          return;
        case Lookup::Repeated::error:
          throw Refused(fmt::format("{}:{}: the key '{}' stands twice, but lookup '{}' allows each "
                                    "key only once.",
                                    part.label, line, row_.key, lookup_.name),
                        located(definition_, lookup_.origin,
                                "say with 'repeated' which row counts: first, last, newest or highest"));
      }
    }
    if (++puts_ % kRowsBetweenChecks == 0) check_memory(part, line);
    const std::uint32_t row = table_->put(row_.key, row_.values);
    if (row >= ranks_.size()) {
      ranks_.resize(row + 1);
      versions_.resize(row + 1, 1);
    }
    ranks_[row] = row_.rank;
  }

  // A lookup is held whole, so the size of the input decides.
  void check_memory(const Part& part, std::uint64_t line) const {
    const std::uint64_t bytes = bytes_before_ + table_->bytes();
    if (bytes <= share_of(memory_)) return;
    throw Refused(fmt::format("{}:{}: lookup '{}' has {} keys by now and the lookups take {} MB, too much of the {} "
                              "MB of memory that there are.",
                              part.label, line, lookup_.name, table_->size(), bytes / 1'000'000, memory_ / 1'000'000),
                  "Skip the rows that no link needs by a rule of the lookup, or run on a machine with more memory "
                  "(without 'ulimit -v').");
  }

  void note_unreadable(const Part& part, std::uint64_t line, const RowFault& fault) {
    if (report_.unreadable++ != 0) return;
    report_.first_unreadable = fmt::format("{}:{}: {}", part.label, line, to_string(fault.reason));
    if (!fault.value.empty()) report_.first_unreadable += fmt::format(" '{}'", fault.value);
  }

  const Definition& definition_;
  const Lookup& lookup_;
  const BuiltLookups& earlier_;
  StateProgress& progress_;
  LookupReport& report_;
  std::shared_ptr<LookupTable> table_;
  std::vector<std::int64_t> ranks_;       // by row of the table, for `newest` and `highest`
  std::vector<std::uint32_t> versions_;   // how many rows had the key, likewise
  std::vector<std::uint32_t> ambiguous_;  // rows whose key came again with other values
  bool pads_ = false;
  bool drops_ = false;
  std::uint64_t puts_ = 0;
  std::uint64_t bytes_before_ = bytes_of(earlier_);
  std::uint64_t memory_ = memory_limit();
  LookupRow row_;
};

}  // namespace

std::shared_ptr<const LookupTable> build_lookup(const Definition& definition, const Lookup& lookup,
                                                const std::vector<Part>& parts, const BuiltLookups& earlier,
                                                StateProgress& progress, LookupReport& report) {
  LookupBuilder builder(definition, lookup, earlier, progress, report);
  for (const Part& part : parts) builder.add(part);
  if (report.unreadable * 100 > report.rows) {
    throw Refused(fmt::format("Lookup '{}': {} of {} rows cannot be read, the first at {}.", lookup.name,
                              report.unreadable, report.rows, report.first_unreadable),
                  "Links would be missing without anybody noticing, so nothing was loaded.");
  }
  return builder.finish();
}

}  // namespace sfi
