#include "ingestor/definition_ingestor.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/error.h"
#include "ingestor/fate_decider.h"
#include "ingestor/header_check.h"
#include "ingestor/lookup_builder.h"
#include "ingestor/lost_zeros.h"
#include "ingestor/row_caps.h"
#include "input/missing_years.h"
#include "input/same_file.h"
#include "pipeline/stream_pipeline.h"
#include "wording/figures.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

// Enough to see the header and a first row.
constexpr std::size_t kCheckBytes = std::size_t{64} << 10;

Definition without(Definition definition, const std::set<std::string>& allow_missing) {
  for (const std::string& name : allow_missing) {
    const auto input = std::find_if(definition.inputs.begin(), definition.inputs.end(),
                                    [&](const InputFile& candidate) { return candidate.name == name; });
    if (input == definition.inputs.end()) {
      std::vector<std::string> known;
      for (const InputFile& candidate : definition.inputs) known.push_back(candidate.name);
      throw UsageError(fmt::format("--allow-missing: {} has no input named '{}'.{}", definition.code, name,
                                   did_you_mean(name, known)),
                       fmt::format("Its inputs are: {}.", fmt::join(known, ", ")));
    }
    input->required = false;
  }
  return definition;
}

std::string problem_of(const Refused& refused) {
  return fmt::format("{}{}{}", refused.what(), refused.advice().empty() ? "" : "\n    ", refused.advice());
}

std::string head_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 100;
  const std::string all = fmt::format("{}", fmt::join(names, " | "));
  return all.size() <= kShown ? all : all.substr(0, kShown) + " ...";
}

std::string first_few(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  const auto shown = static_cast<std::ptrdiff_t>(std::min(kShown, names.size()));
  std::string list = fmt::format("{}", fmt::join(names.begin(), names.begin() + shown, ", "));
  if (names.size() > kShown) list += fmt::format(" and {} more", names.size() - kShown);
  return list;
}

// A year that lies there under another name, a download that was broken off, an archive in the wrong folder.
std::string unread_files(const Inputs& inputs) {
  return fmt::format(
      "{}: not read, since no input has such a name: {}. Rename what should be loaded, move the rest away.",
      inputs.folder().string(), first_few(inputs.unread()));
}

void add_joins(const Stream& stream, const Tally& tally, TypeAccount& account) {
  std::size_t join = 0;
  for (const Rule& rule : stream.rules) {
    if (rule.action != Rule::Action::join) continue;
    JoinCount count{stream.name, rule.name, 0, 0, 0, {}};
    if (join < tally.joins.size()) {
      const Tally::Join& rows = tally.joins[join];
      count = {stream.name, rule.name, rows.found, rows.not_found, rows.without_key, rows.not_found_cents};
    }
    account.joins.push_back(std::move(count));
    ++join;
  }
}

}  // namespace

// Counts how many rows each join step linked, and which rows of its lookup: distinct ones are distinct filers. Steps
// with the same name and lookup in several streams are counted together. A join that may find nothing (totals of a
// report, the last version of a row) does not link a candidate and is only listed under the joins.
class LinkedFilers {
 public:
  explicit LinkedFilers(const BuiltLookups& lookups) : lookups_(lookups) {}

  // The numbers of the stream's steps, join by join.
  std::vector<std::size_t> add_stream(const Stream& stream) {
    std::vector<std::size_t> numbers;
    for (const Rule& rule : stream.rules) {
      for (const JoinStep& step : rule.steps) {
        numbers.push_back(number_of(step));
        steps_[numbers.back()]->listed |= !rule.reason.empty();
      }
    }
    return numbers;
  }

  void note(std::size_t step, std::uint32_t row) { steps_[step]->hits[row].store(true, std::memory_order_relaxed); }

  void add_counts(const std::vector<std::size_t>& numbers, const Tally& tally) {
    for (std::size_t i = 0; i < std::min(numbers.size(), tally.links.size()); ++i) {
      steps_[numbers[i]]->rows += tally.links[i].rows;
      steps_[numbers[i]]->cents += tally.links[i].cents;
    }
  }

  void add_to(TypeAccount& account) const {
    for (const auto& step : steps_) {
      if (step->listed) account.add_link({step->name, step->filers(), step->rows, step->cents});
    }
  }

  // Lookups that have rows of which no step that links candidates found one.
  std::set<std::string> unused_lookups() const {
    std::set<std::string> unused;
    for (const auto& step : steps_) {
      if (step->listed && !step->hits.empty()) unused.insert(step->lookup);
    }
    for (const auto& step : steps_) {
      if (step->filers() != 0) unused.erase(step->lookup);
    }
    return unused;
  }

 private:
  struct Step {
    std::string name;
    std::string lookup;
    bool listed = false;
    std::vector<std::atomic<bool>> hits;
    std::uint64_t rows = 0;
    Cents cents;

    std::uint64_t filers() const {
      const auto found = std::count_if(hits.begin(), hits.end(), [](const auto& hit) { return hit.load(); });
      return static_cast<std::uint64_t>(found);
    }
  };

  std::size_t number_of(const JoinStep& step) {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (steps_[i]->name == step.name && steps_[i]->lookup == step.lookup) return i;
    }
    steps_.push_back(std::make_unique<Step>());
    steps_.back()->name = step.name;
    steps_.back()->lookup = step.lookup;
    steps_.back()->hits = std::vector<std::atomic<bool>>(lookups_.at(step.lookup)->size());
    return steps_.size() - 1;
  }

  const BuiltLookups& lookups_;
  std::vector<std::unique_ptr<Step>> steps_;
};

DefinitionIngestor::DefinitionIngestor(Definition definition, const std::filesystem::path& folder,
                                       const std::set<std::string>& allow_missing,
                                       const std::optional<std::filesystem::path>& roster)
    : definition_(without(std::move(definition), allow_missing)), inputs_(definition_, folder, roster) {}

std::vector<RecordType> DefinitionIngestor::record_types() const {
  std::vector<RecordType> types;
  for (const RecordType type : kRecordTypes) {
    const bool has = std::any_of(definition_.streams.begin(), definition_.streams.end(),
                                 [type](const Stream& stream) { return stream.record == type; });
    if (has) types.push_back(type);
  }
  return types;
}

std::vector<RequiredInput> DefinitionIngestor::required_inputs() const {
  std::vector<RequiredInput> required;
  for (const InputFile& input : definition_.inputs) {
    required.push_back({input.name, input.path, input.url, input.how, input.required});
  }
  return required;
}

std::vector<std::filesystem::path> DefinitionIngestor::input_paths() const {
  std::vector<std::filesystem::path> paths;
  for (const FoundInput& found : inputs_.found()) paths.insert(paths.end(), found.paths.begin(), found.paths.end());
  return paths;
}

bool DefinitionIngestor::is_used(const Table& table) const {
  const auto reads = [&](const auto& section) { return section.table == table.name; };
  return std::any_of(definition_.lookups.begin(), definition_.lookups.end(), reads) ||
         std::any_of(definition_.streams.begin(), definition_.streams.end(), reads);
}

CheckResult DefinitionIngestor::check() {
  CheckResult report;
  report.notes = definition_.unused_sections;
  if (!inputs_.unread().empty()) report.notes.push_back(unread_files(inputs_));
  note_missing_years(report);
  report.problems = inputs_.missing();
  const std::vector<std::string> copies = copies_among(input_paths());
  report.problems.insert(report.problems.end(), copies.begin(), copies.end());
  if (report.problems.empty()) check_anything(report);
  for (const Table& table : definition_.tables) {
    if (is_used(table)) check_table(table, report);
  }
  if (!report.empty.empty()) {
    report.notes.push_back(fmt::format(
        "{} but no rows: {}.",
        report.empty.size() == 1 ? "1 file has a header" : fmt::format("{} files have a header", report.empty.size()),
        first_few(report.empty)));
  }
  return report;
}

void DefinitionIngestor::note_missing_years(CheckResult& report) const {
  for (const FoundInput& found : inputs_.found()) {
    if (found.input->first_year == 0) continue;
    std::vector<std::string> names;
    for (const auto& path : found.paths) names.push_back(inputs_.relative_name(path));
    const std::vector<int> years = missing_years(names, found.input->first_year);
    if (years.empty()) continue;
    report.notes.push_back(fmt::format("Input '{}': no file of {}, though there are earlier and later ones.",
                                       found.input->name, fmt::join(years, ", ")));
  }
}

// If every input is optional, at least one stream must have a file.
void DefinitionIngestor::check_anything(CheckResult& report) const {
  const auto is_there = [&](const Stream& stream) {
    const std::string& input = definition_.table(stream.table).input;
    return std::any_of(inputs_.found().begin(), inputs_.found().end(),
                       [&](const FoundInput& found) { return found.input->name == input && !found.paths.empty(); });
  };
  if (std::any_of(definition_.streams.begin(), definition_.streams.end(), is_there)) return;
  std::string problem = fmt::format("{}: none of these files is there:", inputs_.folder().string());
  for (const InputFile& input : definition_.inputs) {
    problem += fmt::format("\n    {}: {}", input.path, input.url.empty() ? input.how : input.url);
  }
  report.problems.push_back(std::move(problem));
}

void DefinitionIngestor::check_table(const Table& table, CheckResult& report) {
  std::vector<Part> parts;
  try {
    parts = inputs_.parts(table);
  } catch (const Refused& refused) {
    const std::string problem = problem_of(refused);
    // Several tables of one archive have the same problem with it: reported once.
    const auto& known = report.problems;
    if (std::find(known.begin(), known.end(), problem) == known.end()) {
      report.problems.push_back(problem);
    }
    return;
  }
  table_bytes_[table.name] = 0;
  for (const Part& part : parts) {
    table_bytes_[table.name] += part.packed_bytes;
    check_part(table, part, report);
  }
}

void DefinitionIngestor::check_part(const Table& table, const Part& part, CheckResult& report) {
  try {
    const auto reader = part.open(kCheckBytes);
    const Columns columns(reader->columns());
    RowBlock rows;
    // A very long header fills whole blocks.
    bool has_rows = false;
    while (!has_rows && reader->read(rows)) has_rows = !rows.rows.empty() || !rows.bad_rows.empty();
    if (!has_rows && table.allow_empty) report.empty.push_back(part.label);
    if (!has_rows && !table.allow_empty) {
      report.problems.push_back(
          fmt::format("{}: has a header but no rows.\n    Get the file again; if it really is empty, set "
                      "'allow_empty = true' in [table.{}] of {}.",
                      part.label, table.name, definition_.file));
    }
    report.parts.push_back({part.name, table.name, columns.count(), part.bytes});
    check_columns(table, part, columns, report);
  } catch (const Refused& refused) {
    report.problems.push_back(problem_of(refused));
  }
}

void DefinitionIngestor::check_columns(const Table& table, const Part& part, const Columns& columns,
                                       CheckResult& report) {
  const std::vector<MissingColumn> missing = missing_columns(definition_, table, columns);
  // So many missing columns mean a different kind of file: listing them all would obscure that.
  constexpr std::size_t kTooMany = 8;
  if (missing.size() >= kTooMany && missing.size() * 2 > columns.count()) {
    report.problems.push_back(describe_other_kind(table, part, columns, missing));
    return;
  }
  const HeaderChanges changes = header_changes(definition_, table, columns);
  for (const MissingColumn& column : missing) report.problems.push_back(describe(column, table, part, changes.added));
  for (const auto& [column, alias] : doubly_bound(definition_, table, columns)) {
    report.problems.push_back(
        fmt::format("{0}: '{1}' would be read as '{2}' by its alias, but is used as '{1}' too.\n{3}", part.label, alias,
                    column, located(definition_, table.origin, "give another name in 'aliases' of this table")));
  }
  if (changes.is_notable(table)) report.notes.push_back(describe(changes, table, part));
}

std::string DefinitionIngestor::describe(const HeaderChanges& changes, const Table& table, const Part& part) const {
  const bool one = changes.added.size() == 1;
  std::string note = fmt::format("{}: the definition does not know {}: {}.", part.label,
                                 one ? "this column" : "these columns", first_few(changes.added));
  if (!changes.absent.empty()) {
    note += fmt::format(
        " Of those that may be missing, the file lacks {}: if one has a new name, add it to 'aliases' "
        "in [table.{}].",
        first_few(changes.absent), table.name);
  }
  return note + fmt::format(" Nothing reads {}; if that is right, add {} to 'ignored' in [table.{}].",
                            one ? "it" : "them", one ? "it" : "them", table.name);
}

std::string DefinitionIngestor::describe_other_kind(const Table& table, const Part& part, const Columns& columns,
                                                    const std::vector<MissingColumn>& missing) const {
  std::string problem = fmt::format(
      "{}: does not match [table.{}]: {} of the columns it needs are missing, such as '{}'; "
      "the first line has {} column{}: {}\n",
      part.label, table.name, missing.size(), missing.front().column, columns.count(), columns.count() == 1 ? "" : "s",
      head_of(columns.names()));
  const std::string other = columns_of_another_state(definition_.code, columns.names());
  if (!other.empty()) problem += fmt::format("    Is it in the wrong folder? {}.\n", other);
  return problem +
         located(definition_, table.origin, "change its 'path', 'members' or 'layout', or move the file away");
}

// Of the columns that the definition does not know: one that it knows is not the one that was renamed.
std::string DefinitionIngestor::describe(const MissingColumn& missing, const Table& table, const Part& part,
                                         const std::vector<std::string>& added) const {
  if (missing.repeated) {
    return fmt::format("{}: the column '{}' occurs more than once in the header.\n{}", part.label, missing.column,
                       located(definition_, missing.origin,
                               fmt::format("name the right one: '{0}#2' is the second '{0}'", missing.column)));
  }
  const std::string near = nearest(missing.column, added);
  std::string found;
  if (!near.empty()) {
    found = fmt::format("the nearest name in the file is '{}'", near);
  } else if (!added.empty() && table.ignored) {
    found = fmt::format("new in the file {} {}", added.size() == 1 ? "is" : "are", first_few(added));
  } else {
    found = fmt::format(
        "no column of the file has a similar name. If it is not a column but a fixed text, write "
        "{{ text = \"{}\" }}",
        missing.column);
  }
  const std::string renamed = near.empty() && !(table.ignored && !added.empty())
                                  ? ""
                                  : fmt::format("; its new name goes into 'aliases' of [table.{}]", table.name);
  return fmt::format("{}: the column '{}' is missing; {}.\n{}", part.label, missing.column, found,
                     located(definition_, missing.origin, "the column is used here" + renamed));
}

std::uint64_t DefinitionIngestor::bytes_to_read(const std::vector<RecordType>& types) const {
  const auto bytes_of = [&](const std::string& table) {
    const auto found = table_bytes_.find(table);
    return found == table_bytes_.end() ? 0 : found->second;
  };
  std::uint64_t bytes = 0;
  for (const Lookup& lookup : definition_.lookups) bytes += bytes_of(lookup.table);
  for (const Stream& stream : definition_.streams) {
    if (std::find(types.begin(), types.end(), stream.record) != types.end()) {
      bytes += bytes_of(stream.table) * (1 + passes_of(stream));
    }
  }
  return bytes;
}

void DefinitionIngestor::pre(StateProgress& progress, Rejects& rejects) {
  for (const Lookup& lookup : definition_.lookups) build(lookup, progress, rejects);
}

void DefinitionIngestor::build(const Lookup& lookup, StateProgress& progress, Rejects& rejects) {
  LookupAccount account;
  const Table& table = definition_.table(lookup.table);
  const std::vector<Part> parts = inputs_.parts(table);
  lookups_[lookup.name] = build_lookup(definition_, lookup, parts, lookups_, progress, rejects, account);
  for (std::string& note : account.notes) add_note(std::move(note));
  unread_.insert(unread_.end(), account.unread.begin(), account.unread.end());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    check_cap(table, parts[i], account.rows_of_parts[i]);
    lookup_parts_.emplace(parts[i].name, account.rows_of_parts[i]);
  }
  if (account.repaired != 0) {
    add_note(fmt::format("Lookup '{}': {} of {} rows were repaired.", lookup.name, account.repaired, account.rows));
  }
  if (account.unreadable != 0) {
    notes_.push_back(fmt::format("Lookup '{}': {} of {} rows could not be read, so nothing links to {}: {}{}.",
                                 lookup.name, account.unreadable, account.rows, account.unreadable == 1 ? "it" : "them",
                                 fmt::join(account.unreadable_rows, "; "),
                                 account.unreadable > account.unreadable_rows.size() ? "; ..." : ""));
  }
  if (account.ties != 0) {
    notes_.push_back(
        fmt::format("Lookup '{}': {} several rows to choose from, with different values, such as {}; {}.", lookup.name,
                    account.ties == 1 ? "1 key has" : fmt::format("{} keys have", account.ties), account.first_tie,
                    lookup.ties == Lookup::Ties::unlinked ? "they find nothing" : "the later row is used"));
  }
  if (account.gaps != 0) {
    std::replace(account.first_gap.begin(), account.first_gap.end(), '\x1F', ' ');
    notes_.push_back(
        fmt::format("Lookup '{}': {} key{} earlier versions, such as {}; the highest existing "
                    "version is used.",
                    lookup.name, account.gaps, account.gaps == 1 ? " lacks" : "s lack", account.first_gap));
  }
  // A blank key is allowed: a roster may only have names.
  if (account.rows != 0 && account.skipped + account.unreadable == account.rows) {
    notes_.push_back(
        fmt::format("Lookup '{}': none of the {} rows was kept, so nothing links to it. "
                    "Are its rules right for the file's codes?",
                    lookup.name, account.rows));
  }
}

// Several streams may read one file.
void DefinitionIngestor::add_note(std::string note) {
  if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(std::move(note));
}

void DefinitionIngestor::check_cap(const Table& table, const Part& part, std::uint64_t rows) {
  auto note = row_cap_note(part.label, rows, definition_.layout(table.layout).row_caps);
  if (note) add_note(std::move(*note));
}

TypeAccount DefinitionIngestor::work(RecordType type, const WorkContext& context) {
  TypeAccount account;
  LinkedFilers linked(lookups_);
  UnlinkedFilers unlinked;
  for (const Stream& stream : definition_.streams) {
    if (stream.record == type) work_stream(stream, context, linked, unlinked, account);
  }
  linked.add_to(account);
  if (type != RecordType::contribs) return account;
  account.unlinked = unlinked.account();
  if (!context.limit && account.accepted != 0) note_unused(linked);
  if (auto note = note_on_lost_zeros(definition_, lookups_, unlinked)) add_note(std::move(*note));
  return account;
}

// Another state's roster, a list of another year: every other figure looks right. What is made of the contributions'
// own rows is no other file.
void DefinitionIngestor::note_unused(const LinkedFilers& linked) {
  const std::set<std::string> unused = linked.unused_lookups();
  for (const Lookup& lookup : definition_.lookups) {
    const bool is_loaded = std::any_of(definition_.streams.begin(), definition_.streams.end(),
                                       [&](const Stream& stream) { return stream.table == lookup.table; });
    if (is_loaded || !unused.contains(lookup.name) || lookups_.at(lookup.name)->size() == 1) continue;
    add_note(fmt::format("Lookup '{}': no contribution was linked by its {}. Is it the right file?", lookup.name,
                         counted(lookups_.at(lookup.name)->size(), "key")));
  }
}

RowFates DefinitionIngestor::decide(const Stream& stream, const std::vector<Part>& parts, StateProgress& progress) {
  std::vector<std::string> notes;
  RowFates fates = decide_fates(definition_, stream, parts, lookups_, progress, notes);
  for (std::string& note : notes) add_note(std::move(note));
  return fates;
}

void DefinitionIngestor::work_stream(const Stream& stream, const WorkContext& context, LinkedFilers& linked,
                                     UnlinkedFilers& unlinked, TypeAccount& account) {
  const std::vector<std::size_t> steps = linked.add_stream(stream);
  StreamJob job{context.progress};
  job.rows.state = definition_.code;
  job.rows.type = stream.record;
  for (const Rule& rule : stream.rules) job.rows.unlinked_rules.push_back(rule.unlinked);
  job.rows.on_link = [&](std::size_t step, std::uint32_t row) { linked.note(steps[step], row); };
  job.parts = inputs_.parts(definition_.table(stream.table));
  std::optional<RowFates> fates;
  if (passes_of(stream) != 0) fates = decide(stream, job.parts, context.progress);
  job.fates = fates ? &*fates : nullptr;
  job.unlinked_filers = &unlinked;
  job.skip_repeats = stream.skip_repeats;
  job.threads = context.threads;
  job.limit = context.limit;
  job.make_plan = [&](const Part&, const RowReader& reader) {
    std::vector<MissingColumn> missing;  // stays empty: check() found nothing missing
    const Columns columns(reader.columns());
    return std::make_unique<RecordPlan>(
        compile_stream({definition_, columns, lookups_}, stream, context.selection, missing));
  };
  StreamPipeline pipeline(job, context.sink, context.rejects);
  const Tally tally = pipeline.run();

  for (std::size_t i = 0; i < job.parts.size(); ++i) {
    account.rows_of_parts.emplace_back(job.parts[i].name, pipeline.rows_of_parts()[i]);
    for (std::string& note : pipeline.notes(i)) add_note(std::move(note));
    if (!context.limit) check_cap(definition_.table(stream.table), job.parts[i], pipeline.rows_in_file(i));
  }
  if (!context.limit) check_overlaps(stream, job.parts, pipeline);
  if (!context.limit) check_expected(stream, tally);
  linked.add_counts(steps, tally);
  add_joins(stream, tally, account);
  account.add(tally, RecordPlan::rule_reasons(stream));
  note_unread(stream, tally);
  note_beyond_seats(stream, tally.beyond_seats);
  note_short_zips(tally.short_zips);
  note_twins(stream, pipeline.twins(), tally.accepted);
}

// Of rows without an id, those that stand in two files alike count twice. A few can be genuine.
void DefinitionIngestor::check_overlaps(const Stream& stream, const std::vector<Part>& parts,
                                        const StreamPipeline& pipeline) {
  constexpr std::uint64_t kFewRows = 10;
  constexpr std::uint64_t kRefusedPercent = 10;
  for (const auto& [pair, rows] : pipeline.shared_rows()) {
    const auto [one, other] = pair;
    const std::uint64_t smaller = std::min(pipeline.rows_in_file(one), pipeline.rows_in_file(other));
    std::string words = fmt::format("{} and {}: {} alike in both, so that they count twice", parts[one].label,
                                    parts[other].label, rows == 1 ? "1 row is" : grouped(rows) + " rows are");
    if (rows < kFewRows || rows * 100 <= smaller * kRefusedPercent) {
      add_note(words + ". Do the exports overlap?");
      continue;
    }
    throw Refused(words + fmt::format(", more than {} % of the smaller file.", kRefusedPercent),
                  "Get exports that do not overlap. " +
                      located(definition_, stream.origin, "with 'repeated = \"most_per_file\"' such rows count once"));
  }
}

// A first load has no other to be compared with.
void DefinitionIngestor::check_expected(const Stream& stream, const Tally& tally) const {
  constexpr std::uint64_t kEnoughRecords = 20;
  if (tally.accepted < kEnoughRecords) return;
  for (const ExpectedShare& expected : stream.expected) {
    const std::uint64_t filled = tally.filled[static_cast<std::size_t>(expected.field)];
    if (filled * 100 >= tally.accepted * expected.percent) continue;
    throw Refused(
        fmt::format("Stream '{}': {} of {} records have '{}', fewer than the {} % that the definition expects.",
                    stream.name, grouped(filled), grouped(tally.accepted), path_of(expected.field), expected.percent),
        "Was a column renamed, or do new codes or ids match nothing? " +
            located(definition_, expected.origin, "otherwise expect less here"));
  }
}

void DefinitionIngestor::note_beyond_seats(const Stream& stream, const UnreadCount& districts) {
  if (districts.unread == 0) return;
  constexpr std::size_t kShown = 3;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(kShown, districts.texts.size()); ++i) {
    texts.push_back(fmt::format("{} ({})", districts.texts[i].text, districts.texts[i].first));
  }
  add_note(fmt::format("Stream '{}': the district of {} is above the number of the chamber's seats, such as {}.",
                       stream.name, counted(districts.unread, "row"), fmt::join(texts, ", ")));
}

void DefinitionIngestor::note_short_zips(const UnreadCount& zips) {
  constexpr std::uint64_t kNoted = 20;  // one in so many; a few are mistyped
  if (zips.unread * kNoted <= zips.values) return;
  const UnreadCount::Text& first = zips.texts.front();
  add_note(
      fmt::format("{} of {} ZIP codes that begin with 0 lack the 0, such as '{}' ({}): a spreadsheet program has "
                  "probably saved the file anew.",
                  grouped(zips.unread), grouped(zips.values), first.text, first.first));
}

// A few in a thousand may be chance.
void DefinitionIngestor::note_twins(const Stream& stream, const TwinGifts& twins, std::uint64_t accepted) {
  const auto largest = twins.largest();
  if (!largest || twins.all().gifts * 1000 <= accepted) return;
  add_note(fmt::format(
      "Stream '{}': {}{} ({}) {} in two reports of the same filer with the same day, amount and name; the most money "
      "in '{}' and '{}' ({}, {}). If one report corrects the other, both count.",
      stream.name, twins.is_sample() ? "at least " : "", counted(twins.all().gifts, "gift"), dollars(twins.all().cents),
      twins.all().gifts == 1 ? "stands" : "stand", largest->report, largest->later_report,
      counted(largest->twins.gifts, "gift"), dollars(largest->twins.cents)));
}

void DefinitionIngestor::note_unread(const Stream& stream, const Tally& tally) {
  std::vector<MissingColumn> not_needed;
  const Columns none(std::vector<std::string>{});
  // What is watched is the same for every file.
  const RecordPlan plan = compile_stream({definition_, none, lookups_}, stream, {}, not_needed);
  const auto columns = unread_columns("stream." + stream.name, plan.rows().watched(), tally.unread, tally.read);
  unread_.insert(unread_.end(), columns.begin(), columns.end());
}

}  // namespace sfi
