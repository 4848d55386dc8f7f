#include "ingestor/lookup_builder.h"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "ingestor/lookup_memory.h"
#include "plan/lookup_plan.h"

namespace sfi {
namespace {

constexpr std::uint64_t kRowsBetweenChecks = 1 << 16;

// The parts of a key with blanks between them.
std::string shown(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '\x1F', ' ');
  return text;
}

class LookupBuilder {
 public:
  LookupBuilder(const Definition& definition, const Lookup& lookup, const BuiltLookups& earlier,
                StateProgress& progress, Rejects& rejects, LookupAccount& account)
      : definition_(definition),
        lookup_(lookup),
        earlier_(earlier),
        progress_(progress),
        rejects_(rejects),
        account_(account),
        table_(std::make_shared<LookupTable>(lookup.value_names())) {}

  void add(const Part& part) {
    ByteMeter meter(progress_.bytes(), part.packed_bytes);
    const auto reader = part.open(Inputs::kBlockBytes, &meter);
    const Columns& columns = columns_.emplace(reader->columns());
    std::vector<MissingColumn> missing;  // stays empty: check() found nothing missing
    const LookupPlan plan = compile_lookup({definition_, columns, earlier_}, lookup_, missing);
    RowContext context(reader->format(), plan.rows().joins());
    context.file = part.name;
    RowBlock rows;
    const std::uint64_t before = account_.rows;
    while (reader->read(rows)) {
      throw_if_interrupted();
      for (const Row& row : rows.rows) add_row(part, rows, row, plan, context);
      account_.rows += rows.rows.size() + rows.bad_rows.size();
      progress_.add_rows(rows.rows.size() + rows.bad_rows.size());
      for (const BadRow& bad : rows.bad_rows) {
        row_.key = {};
        note_unreadable(part, rows, bad.line, bad.fault, rows.text(bad));
      }
      account_.repaired += rows.repairs.size();
    }
    meter.finish();
    watched_ = plan.rows().watched();
    sfi::add(unread_, context.unread);
    account_.rows_of_parts.push_back(account_.rows - before);
    for (std::string& note : reader->notes()) account_.notes.push_back(std::move(note));
  }

  std::shared_ptr<const LookupTable> finish() {
    account_.keys = table_->size();
    account_.unread = unread_columns("lookup." + lookup_.name, watched_, unread_, account_.rows);
    note_gaps();
    settle_ties();
    for (const std::uint32_t row : ambiguous_) table_->unlink(row);
    return std::move(table_);
  }

 private:
  // Versions count from 0 or 1: if the highest is 3 and there are two rows, one is missing. Numbers above 100 are
  // years or ids, not versions.
  void note_gaps() {
    constexpr std::int64_t kMostVersions = 100 * 100;  // in hundredths, as ranks of numbers are
    if (lookup_.repeated != Lookup::Repeated::highest) return;
    for (std::size_t row = 0; row < versions_.size(); ++row) {
      const std::int64_t highest = ranks_[row];
      if (highest <= 0 || highest > kMostVersions || versions_[row] * 100 >= highest) continue;
      if (account_.gaps++ == 0) account_.first_gap = table_->key(static_cast<std::uint32_t>(row));
    }
  }

  void add_row(const Part& part, const RowBlock& rows, const Row& row, const LookupPlan& plan, RowContext& context) {
    context.begin(rows, row);
    row_.key = {};
    if (plan.gate().admits(context)) plan.make(context, row_);
    if (context.is_rejected()) return note_unreadable(part, rows, row.line, context.verdict.fault, rows.text(row));
    if (context.verdict.is_skip()) {
      ++account_.skipped;
      return;
    }
    if (row_.key.empty()) return;
    if (!has_comparable_order(context)) {
      return note_unreadable(part, rows, row.line, context.verdict.fault, rows.text(row));
    }
    ++account_.kept;
    put(part, rows.first_line + row.line);
  }

  // Days and numbers are not mixed within a lookup.
  bool has_comparable_order(RowContext& context) const {
    for (const std::string_view text : {row_.order, row_.until}) {
      const auto scalar = scalar_of(text);
      if (!scalar || table_->ordered().is_comparable(*scalar)) continue;
      context.reject(RowFault::bad_number(0, text));
      return false;
    }
    return true;
  }

  // In a lookup with an order, rows of one key are told apart by it.
  std::string_view full_key() {
    if (!lookup_.ordered_by) return row_.key;
    full_key_ = fmt::format("{}\x1F{}", row_.key, row_.order);
    return full_key_;
  }

  void put(const Part& part, std::uint64_t line) {
    const std::string_view key = full_key();
    const auto known = table_->find(key);
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
          note_tie(*known, row_.rank == ranks_[*known], part, line);
          break;
        case Lookup::Repeated::most_frequent:
          row_.rank = count(*known);
          if (row_.rank < ranks_[*known]) return;
          note_tie(*known, row_.rank == ranks_[*known], part, line);
          ranks_[*known] = row_.rank;
          if (!differs(*known)) return;
          break;
        case Lookup::Repeated::unlinked:
          if (differs(*known)) ambiguous_.push_back(*known);
          return;
        case Lookup::Repeated::error:
          throw Refused(
              fmt::format("{}:{}: the key '{}' occurs twice, but lookup '{}' allows each "
                          "key only once.",
                          part.label, line, shown(key), lookup_.name),
              located(definition_, lookup_.origin, "set 'repeated' to the row to use: first, last, newest or highest"));
      }
    }
    if (++puts_ % kRowsBetweenChecks == 0) check_memory(part, line);
    const std::uint32_t row = table_->put(key, row_.values);
    if (lookup_.ordered_by) table_->put_in_order(row_.key, {scalar_of(row_.order), scalar_of(row_.until), row});
    if (row >= ranks_.size()) {
      ranks_.resize(row + 1);
      versions_.resize(row + 1, 1);
    }
    if (!known && lookup_.repeated == Lookup::Repeated::most_frequent) row_.rank = count(row);
    ranks_[row] = row_.rank;
  }

  bool differs(std::uint32_t known) const {
    for (std::uint32_t i = 0; i < row_.values.size(); ++i) {
      if (table_->value(known, i) != row_.values[i]) return true;
    }
    return false;
  }

  // How many rows with this key had the values of the row at hand, this one included.
  std::int64_t count(std::uint32_t known) {
    std::uint64_t hash = known;
    for (const std::string_view value : row_.values) hash = XXH3_64bits_withSeed(value.data(), value.size(), hash);
    return ++times_[hash];
  }

  // The row at hand takes the place of the known one: because it is better, or because it is as good and later.
  void note_tie(std::uint32_t known, bool equal, const Part& part, std::uint64_t line) {
    if (!equal) {
      ties_.erase(known);
    } else if (differs(known)) {
      ties_.try_emplace(known, fmt::format("{}:{}", part.label, line));
    }
  }

  void settle_ties() {
    account_.ties = ties_.size();
    if (ties_.empty()) return;
    const auto& [row, place] = *ties_.begin();
    account_.first_tie = fmt::format("{}, key '{}'", place, shown(table_->key(row)));
    if (lookup_.ties == Lookup::Ties::error) {
      throw Refused(
          fmt::format("Lookup '{}': {} several rows to choose from, with different values; the first is at {}.",
                      lookup_.name, account_.ties == 1 ? "1 key has" : fmt::format("{} keys have", account_.ties),
                      account_.first_tie),
          located(definition_, lookup_.origin,
                  "say what decides between them, or set 'ties' to \"later\" or \"unlinked\""));
    }
    if (lookup_.ties != Lookup::Ties::unlinked) return;
    for (const auto& tie : ties_) ambiguous_.push_back(tie.first);
  }

  // A lookup is kept in memory whole, so it grows with the input.
  void check_memory(const Part& part, std::uint64_t line) const {
    constexpr std::uint64_t kBytesOfCount = 48;
    const std::uint64_t bytes = bytes_before_ + table_->bytes() + times_.size() * kBytesOfCount;
    if (bytes <= memory_for_lookups()) return;
    throw Refused(fmt::format("{}:{}: lookup '{}' has {} keys so far and the lookups take {} MB, too much of the {} "
                              "MB of memory available.",
                              part.label, line, lookup_.name, table_->size(), bytes / 1'000'000, memory_ / 1'000'000),
                  "Skip rows that no link needs with a rule of the lookup, or use a machine with more memory "
                  "(without 'ulimit -v').");
  }

  // Rows that would link to this one do not. Its key, if known, shows which.
  void note_unreadable(const Part& part, const RowBlock& rows, std::uint32_t line, const RowFault& fault,
                       std::string_view text) {
    constexpr std::size_t kExamples = 3;
    const Reject reject(rows.first_line + line, fault, text);
    rejects_.add_of_lookup(part.name, fault.field == 0 ? std::string() : columns_->names()[fault.field - 1], reject);
    if (account_.unreadable++ >= kExamples) return;
    std::string row = fmt::format("{}:{}: {}", part.label, reject.line, fault.word());
    if (!fault.value.empty()) row += fmt::format(" '{}'", fault.value);
    if (!row_.key.empty()) row += fmt::format(" (key '{}')", shown(row_.key));
    account_.unreadable_rows.push_back(std::move(row));
  }

  const Definition& definition_;
  const Lookup& lookup_;
  const BuiltLookups& earlier_;
  StateProgress& progress_;
  Rejects& rejects_;
  LookupAccount& account_;
  std::shared_ptr<LookupTable> table_;
  std::vector<std::int64_t> ranks_;                        // by row of the table, for `newest` and `highest`
  std::vector<std::uint32_t> versions_;                    // by row of the table: how many rows had the key
  std::unordered_map<std::uint64_t, std::int64_t> times_;  // most_frequent: by hash of key and values
  std::map<std::uint32_t, std::string> ties_;              // row of the table -> where its key occurred as good again
  std::vector<std::uint32_t> ambiguous_;                   // rows whose key occurred again with other values
  std::optional<Columns> columns_;                         // of the part being read
  std::vector<WatchedValue> watched_;                      // the same for every part
  UnreadCounts unread_;
  std::uint64_t puts_ = 0;
  std::uint64_t bytes_before_ = bytes_of(earlier_);
  std::uint64_t memory_ = memory_limit();
  LookupRow row_;
  std::string full_key_;
};

}  // namespace

std::shared_ptr<const LookupTable> build_lookup(const Definition& definition, const Lookup& lookup,
                                                const std::vector<Part>& parts, const BuiltLookups& earlier,
                                                StateProgress& progress, Rejects& rejects, LookupAccount& account) {
  LookupBuilder builder(definition, lookup, earlier, progress, rejects, account);
  for (const Part& part : parts) builder.add(part);
  if (account.unreadable * 100 > account.rows) {
    throw Refused(fmt::format("Lookup '{}': {} of {} rows cannot be read, the first at {}.", lookup.name,
                              account.unreadable, account.rows, account.unreadable_rows.front()),
                  "Nothing was loaded, because links would be missing unnoticed. --rejects FILE.csv lists all of these "
                  "rows.");
  }
  return builder.finish();
}

}  // namespace sfi
