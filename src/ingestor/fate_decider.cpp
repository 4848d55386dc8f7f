#include "ingestor/fate_decider.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/error.h"
#include "base/interrupt.h"
#include "ingestor/lookup_memory.h"
#include "input/inputs.h"
#include "plan/record_plan.h"
#include "record/content_hash.h"

namespace sfi {
namespace {

// A row that is being looked at.
struct Place {
  std::size_t part = 0;
  std::uint64_t row = 0;   // of the part, as in RowFates
  std::uint64_t line = 0;  // of the file
};

std::string shown(std::string_view key) {
  std::string text(key);
  if (text.ends_with('\x1F')) text.pop_back();
  std::replace(text.begin(), text.end(), '\x1F', ' ');
  return text;
}

// Reads parts row by row. What a row is compiled with must not depend on the selection.
class RowVisitor {
 public:
  RowVisitor(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
             const BuiltLookups& lookups, StateProgress& progress)
      : definition_(definition), stream_(stream), parts_(parts), lookups_(lookups), progress_(progress) {
    everything_.kinds.fill(true);
  }

  // Calls `visit` for each row that can be split into fields.
  template <typename Visit>
  void read(std::size_t number, const Visit& visit) {
    const Part& part = parts_[number];
    ByteMeter meter(progress_.bytes(), part.packed_bytes);
    const auto reader = part.open(Inputs::kBlockBytes, &meter);
    std::vector<MissingColumn> missing;  // stays empty: check() found nothing missing
    const Columns columns(reader->columns());
    const RecordPlan plan = compile_stream({definition_, columns, lookups_}, stream_, everything_, missing);
    RowContext context(reader->format(), plan.rows().joins());
    context.file = part.name;
    RowBlock rows;
    Place place{number};
    while (reader->read(rows)) {
      throw_if_interrupted();
      for (const Row& row : rows.rows) {
        context.begin(rows, row);
        place.line = rows.first_line + row.line;
        if (plan.gate().admits(context)) visit(plan, context, place);
        ++place.row;
      }
    }
    meter.finish();
  }

 private:
  const Definition& definition_;
  const Stream& stream_;
  const std::vector<Part>& parts_;
  const BuiltLookups& lookups_;
  StateProgress& progress_;
  Selection everything_;
};

// Chooses among rows with the same key.
class VersionChooser {
 public:
  VersionChooser(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
                 const BuiltLookups& lookups, RowFates& fates)
      : definition_(definition),
        stream_(stream),
        versions_(*stream.versions),
        parts_(parts),
        lookup_bytes_(bytes_of(lookups)),
        fates_(fates) {}

  void visit(const RecordPlan& plan, RowContext& context, const Place& place) {
    plan.make(context, record_);
    if (context.verdict.kind != Verdict::Kind::use) return;
    const std::string_view key =
        versions_.key.empty() ? content_.of(record_, stream_.record, !plan.has_row_hash()) : plan.key(context);
    const std::int64_t rank = versions_.rank ? plan.rank(context) : 0;
    if (context.is_rejected() || key.empty()) return;
    const auto known = keys_.find(key);
    if (!known) return add(key, place, rank);
    Rival& rival = rivals_[*known];
    switch (versions_.repeated) {
      case Versions::Repeated::error:
        throw_repeated(key, rival, place);
      case Versions::Repeated::first:
        return fates_.set(place.part, place.row, Fate::superseded);
      case Versions::Repeated::last:
        return replace(rival, place, rank);
      case Versions::Repeated::newest:
      case Versions::Repeated::highest:
        return compare(rival, place, rank);
      case Versions::Repeated::last_file:  // the files are read from the last to the first
        if (rival.place.part != place.part) fates_.set(place.part, place.row, Fate::superseded);
        return;
      case Versions::Repeated::most_per_file:
        return count(rival, place);
    }
  }

  void note_ties(std::vector<std::string>& notes) const {
    std::uint64_t ties = 0;
    std::uint32_t first = 0;
    for (std::uint32_t i = 0; i < rivals_.size(); ++i) {
      if (rivals_[i].tied && ties++ == 0) first = i;
    }
    if (ties == 0) return;
    const Place& place = rivals_[first].place;
    notes.push_back(fmt::format(
        "Stream '{}': {} key{} different rows with the same {}, such as '{}'; the later row counts ({}:{}).",
        stream_.name, ties, ties == 1 ? " has" : "s have",
        versions_.repeated == Versions::Repeated::newest ? "newest date" : "highest number", shown(keys_.key(first)),
        parts_[place.part].name, place.line));
  }

 private:
  // The row of a key that counts so far.
  struct Rival {
    Place place;  // of the latest row, if several count
    std::int64_t rank = 0;
    std::uint64_t content = 0;  // newest, highest: to tell a tie from the same row again
    std::uint32_t most = 1;     // most_per_file: rows in the file with most of them
    std::uint32_t here = 1;     // most_per_file: rows in the file of `place`
    bool tied = false;
  };

  void add(std::string_view key, const Place& place, std::int64_t rank) {
    constexpr std::uint64_t kRowsBetweenChecks = 1 << 16;
    if (++added_ % kRowsBetweenChecks == 0) check_memory(place);
    keys_.put(key, {});
    rivals_.push_back({place, rank, content()});
  }

  // Of the row in record_.
  std::uint64_t content() {
    if (!versions_.rank) return 0;
    std::uint64_t hash = 0;
    content_.of(record_, stream_.record, true).copy(reinterpret_cast<char*>(&hash), sizeof(hash));
    return hash;
  }

  void replace(Rival& rival, const Place& place, std::int64_t rank) {
    fates_.set(rival.place.part, rival.place.row, Fate::superseded);
    rival.place = place;
    rival.rank = rank;
  }

  // Of equal ranks the later row counts.
  void compare(Rival& rival, const Place& place, std::int64_t rank) {
    if (rank < rival.rank) return fates_.set(place.part, place.row, Fate::superseded);
    const std::uint64_t hash = content();
    rival.tied = rank == rival.rank && (rival.tied || hash != rival.content);
    rival.content = hash;
    replace(rival, place, rank);
  }

  // A row more than in any file before counts.
  void count(Rival& rival, const Place& place) {
    rival.here = rival.place.part == place.part ? rival.here + 1 : 1;
    rival.place = place;
    if (rival.here > rival.most) {
      rival.most = rival.here;
    } else {
      fates_.set(place.part, place.row, Fate::repeated);
    }
  }

  [[noreturn]] void throw_repeated(std::string_view key, const Rival& rival, const Place& place) const {
    throw Refused(fmt::format("{}:{}: the key '{}' of stream '{}' was on {}:{} before.", parts_[place.part].label,
                              place.line, shown(key), stream_.name, parts_[rival.place.part].label, rival.place.line),
                  located(definition_, versions_.origin,
                          "set 'repeated' to the row that counts: first, last, newest, highest, last_file or "
                          "most_per_file"));
  }

  void check_memory(const Place& place) const {
    const std::uint64_t bytes = lookup_bytes_ + keys_.bytes() + rivals_.capacity() * sizeof(Rival);
    const std::uint64_t most = memory_for_lookups();
    if (bytes <= most) return;
    throw Refused(
        fmt::format("{}:{}: the lookups and the {} keys of stream '{}' so far take {} MB, more than the {} MB "
                    "for them.",
                    parts_[place.part].label, place.line, keys_.size(), stream_.name, bytes / 1'000'000,
                    most / 1'000'000),
        "Use a machine with more memory (without 'ulimit -v').");
  }

  const Definition& definition_;
  const Stream& stream_;
  const Versions& versions_;
  const std::vector<Part>& parts_;
  const std::uint64_t lookup_bytes_;
  RowFates& fates_;
  LookupTable keys_{{}};
  std::vector<Rival> rivals_;  // by row of `keys_`
  std::uint64_t added_ = 0;
  Record record_;
  ContentHash content_;
};

// Gives each deletion a row that it deletes.
class DeletionFinder {
 public:
  DeletionFinder(const Stream& stream, const std::vector<Part>& parts, RowFates& fates)
      : stream_(stream), parts_(parts), fates_(fates) {}

  // First all deletions ...
  void note_deletion(const RecordPlan& plan, RowContext& context, const Place& place) {
    plan.rows().apply_rules(context);
    if (context.verdict.kind != Verdict::Kind::use || !plan.is_deletion(context)) return;
    const std::string_view key = plan.key_of_deletion(context);
    if (context.is_rejected()) return;
    fates_.set(place.part, place.row, Fate::deletion);
    ++deletions_;
    wanted_[std::string(key)].push_back(place);
  }

  // ... then the other rows.
  void visit(const RecordPlan& plan, RowContext& context, const Place& place) {
    if (wanted_.empty() || fates_.of(place.part, place.row) == Fate::deletion) return;
    plan.make(context, record_);
    if (context.verdict.kind != Verdict::Kind::use) return;
    const std::string_view key = plan.key(context);
    if (context.is_rejected() || key.empty()) return;
    const auto deletions = wanted_.find(std::string(key));
    if (deletions == wanted_.end() || deletions->second.empty()) return;
    deletions->second.pop_back();
    fates_.set(place.part, place.row, Fate::deleted);
  }

  void note_unmatched(std::vector<std::string>& notes) const {
    std::uint64_t unmatched = 0;
    const Place* first = nullptr;
    for (const auto& [key, places] : wanted_) {
      unmatched += places.size();
      for (const Place& place : places) {
        const auto is_before = [](const Place& a, const Place& b) {
          return std::pair(a.part, a.row) < std::pair(b.part, b.row);
        };
        if (first == nullptr || is_before(place, *first)) first = &place;
      }
    }
    if (unmatched == 0) return;
    notes.push_back(fmt::format("Stream '{}': {} of {} deletions found no row to delete, such as the one on {}:{}.",
                                stream_.name, unmatched, deletions_, parts_[first->part].name, first->line));
  }

 private:
  const Stream& stream_;
  const std::vector<Part>& parts_;
  RowFates& fates_;
  std::unordered_map<std::string, std::vector<Place>> wanted_;  // by key: deletions without a row so far
  std::uint64_t deletions_ = 0;
  Record record_;
};

}  // namespace

unsigned passes_of(const Stream& stream) {
  if (stream.deletions) return 2;
  return stream.versions ? 1 : 0;
}

RowFates decide_fates(const Definition& definition, const Stream& stream, const std::vector<Part>& parts,
                      const BuiltLookups& lookups, StateProgress& progress, std::vector<std::string>& notes) {
  RowFates fates(parts.size());
  RowVisitor visitor(definition, stream, parts, lookups, progress);
  if (stream.versions) {
    VersionChooser chooser(definition, stream, parts, lookups, fates);
    const bool from_last = stream.versions->repeated == Versions::Repeated::last_file;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      visitor.read(from_last ? parts.size() - 1 - i : i,
                   [&](const auto& plan, auto& context, const auto& place) { chooser.visit(plan, context, place); });
    }
    chooser.note_ties(notes);
  }
  if (stream.deletions) {
    DeletionFinder finder(stream, parts, fates);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      visitor.read(
          i, [&](const auto& plan, auto& context, const auto& place) { finder.note_deletion(plan, context, place); });
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      visitor.read(i, [&](const auto& plan, auto& context, const auto& place) { finder.visit(plan, context, place); });
    }
    finder.note_unmatched(notes);
  }
  return fates;
}

}  // namespace sfi
