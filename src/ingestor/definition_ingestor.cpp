#include "ingestor/definition_ingestor.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "ingestor/column_messages.h"
#include "ingestor/fate_decider.h"
#include "ingestor/linked_filers.h"
#include "ingestor/lookup_builder.h"
#include "ingestor/lost_zeros.h"
#include "ingestor/row_caps.h"
#include "ingestor/stream_doubts.h"
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
                                       found.input->name, year_ranges(years)));
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
  ColumnMessages messages = column_messages(definition_, table, part.label, columns);
  std::move(messages.problems.begin(), messages.problems.end(), std::back_inserter(report.problems));
  std::move(messages.notes.begin(), messages.notes.end(), std::back_inserter(report.notes));
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
  const std::map<std::string, bool> unused = linked.unused_lookups();
  for (const Lookup& lookup : definition_.lookups) {
    const bool is_loaded = std::any_of(definition_.streams.begin(), definition_.streams.end(),
                                       [&](const Stream& stream) { return stream.table == lookup.table; });
    const auto found = unused.find(lookup.name);
    if (is_loaded || found == unused.end()) continue;
    // A roster is always to link; of other lookups a single key proves nothing.
    const bool links = lookup.table == "roster" || (found->second && lookups_.at(lookup.name)->size() > 1);
    if (!links) continue;
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
  std::vector<std::string> notes = doubts_about(stream, pipeline, tally);
  if (!context.limit) check_stream(definition_, stream, job.parts, pipeline, tally, notes);
  for (std::string& note : notes) add_note(std::move(note));
  linked.add_counts(steps, tally);
  add_joins(stream, tally, account);
  account.add(tally, RecordPlan::rule_reasons(stream));
  note_unread(stream, tally);
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
