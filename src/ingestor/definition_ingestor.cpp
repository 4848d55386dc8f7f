#include "ingestor/definition_ingestor.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/error.h"
#include "base/nearest.h"
#include "ingestor/lookup_builder.h"
#include "run/stream_pipeline.h"

namespace sfi {
namespace {

// Enough to see the header and a first row.
constexpr std::size_t kCheckBytes = std::size_t{64} << 10;

Definition without(Definition definition, const std::set<std::string>& allow_missing) {
  for (const std::string& name : allow_missing) {
    const auto input =
        std::find_if(definition.inputs.begin(), definition.inputs.end(),
                     [&](const InputFile& candidate) { return candidate.name == name; });
    if (input == definition.inputs.end()) {
      std::vector<std::string> known;
      for (const InputFile& candidate : definition.inputs) known.push_back(candidate.name);
      throw UsageError(fmt::format("--allow-missing: {} has no input named '{}'.{}",
                                   definition.code, name, did_you_mean(name, known)),
                       fmt::format("Its inputs are: {}.", fmt::join(known, ", ")));
    }
    input->required = false;
  }
  return definition;
}

// Which rows of each step's lookup were hit: distinct keys are distinct filers.
class LinkedFilers {
 public:
  LinkedFilers(const Stream& stream, const BuiltLookups& lookups) {
    for (const Rule& rule : stream.rules) {
      if (rule.action != Rule::Action::join) continue;
      first_step_.push_back(hits_.size());
      for (const JoinStep& step : rule.steps) {
        hits_.emplace_back(lookups.at(step.lookup).table->size());
        names_.push_back(step.name);
      }
    }
  }

  void note(std::size_t join, std::int32_t step, std::uint32_t row) {
    hits_[first_step_[join] + static_cast<std::size_t>(step)][row].store(
        true, std::memory_order_relaxed);
  }

  void add_to(std::vector<LinkCount>& links, const Tally& tally) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto filers = std::count_if(hits_[i].begin(), hits_[i].end(),
                                        [](const auto& hit) { return hit.load(); });
      const Tally::Step counted = i < tally.steps.size() ? tally.steps[i] : Tally::Step{};
      links.push_back({names_[i], static_cast<std::uint64_t>(filers), counted.rows, counted.cents});
    }
  }

 private:
  std::vector<std::size_t> first_step_;
  std::vector<std::vector<std::atomic<bool>>> hits_;
  std::vector<std::string> names_;
};

}  // namespace

DefinitionIngestor::DefinitionIngestor(Definition definition, const std::filesystem::path& folder,
                                       const std::set<std::string>& allow_missing)
    : definition_(without(std::move(definition), allow_missing)), inputs_(definition_, folder) {}

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

bool DefinitionIngestor::is_used(const Table& table) const {
  const auto reads = [&](const auto& section) { return section.table == table.name; };
  return std::any_of(definition_.lookups.begin(), definition_.lookups.end(), reads) ||
         std::any_of(definition_.streams.begin(), definition_.streams.end(), reads);
}

CheckReport DefinitionIngestor::check() {
  CheckReport report;
  report.problems = inputs_.missing();
  for (const Table& table : definition_.tables) {
    if (is_used(table)) check_table(table, report);
  }
  return report;
}

void DefinitionIngestor::check_table(const Table& table, CheckReport& report) {
  std::vector<Part> parts;
  try {
    parts = inputs_.parts(table);
  } catch (const Refused& refused) {
    const std::string problem = fmt::format(
        "{}{}{}", refused.what(), refused.advice().empty() ? "" : "\n    ", refused.advice());
    // Several tables of one archive have the same trouble with it: said once.
    const auto& known = report.problems;
    if (std::find(known.begin(), known.end(), problem) == known.end()) {
      report.problems.push_back(problem);
    }
    return;
  }
  for (const Part& part : parts) check_part(table, part, report);
}

void DefinitionIngestor::check_part(const Table& table, const Part& part, CheckReport& report) {
  try {
    const auto reader = part.open(kCheckBytes);
    const Columns columns(reader->columns());
    RowBlock rows;
    const bool has_rows = reader->read(rows) && !(rows.rows.empty() && rows.bad_rows.empty());
    if (!has_rows && !table.allow_empty) {
      report.problems.push_back(fmt::format(
          "{}: has a header but no rows.\n    Get the file again; if it is right, set "
          "'allowEmpty = true' in [table.{}] of {}.",
          part.label, table.name, definition_.file));
    }
    report.parts.push_back({part.name, table.name, columns.count(), part.bytes});
    check_columns(table, part, columns, report);
  } catch (const Refused& refused) {
    report.problems.push_back(fmt::format("{}{}{}", refused.what(),
                                          refused.advice().empty() ? "" : "\n    ",
                                          refused.advice()));
  }
}

void DefinitionIngestor::check_columns(const Table& table, const Part& part,
                                       const Columns& columns, CheckReport& report) {
  // Binding needs only the names of the lookups' values, so empty tables will do.
  BuiltLookups empty;
  for (const Lookup& lookup : definition_.lookups) {
    empty[lookup.name] = {&lookup, std::make_unique<LookupTable>(lookup.values.size())};
  }
  std::vector<MissingColumn> missing;
  for (const Lookup& lookup : definition_.lookups) {
    if (lookup.table != table.name) continue;
    RowPlan plan(definition_, table, columns, empty, missing);
    plan.add_rules(lookup.rules);
    for (const Expression& key : lookup.key) plan.add(key);
    if (lookup.newest_by) plan.add(*lookup.newest_by);
    for (const NamedExpression& value : lookup.values) plan.add(value.expression);
  }
  for (const Stream& stream : definition_.streams) {
    if (stream.table != table.name) continue;
    RecordPlan plan(definition_, stream, columns, empty, Selection{}, missing);
  }
  for (const MissingColumn& column : missing) {
    report.problems.push_back(describe(column, part));
  }
}

std::string DefinitionIngestor::describe(const MissingColumn& missing, const Part& part) const {
  if (missing.repeated) {
    return fmt::format("{}: the column '{}' stands more than once in the header.\n{}", part.label,
                       missing.column,
                       located(definition_, missing.origin,
                               fmt::format("say which one: '{0}#2' is the second '{0}'",
                                           missing.column)));
  }
  const std::string found =
      missing.nearest.empty() ? std::string("no column of the file has a similar name")
                              : fmt::format("the nearest name in the file is '{}'", missing.nearest);
  return fmt::format("{}: the column '{}' is missing; {}.\n{}", part.label, missing.column, found,
                     located(definition_, missing.origin, "the column is used here"));
}

void DefinitionIngestor::pre() {
  for (const Lookup& lookup : definition_.lookups) build(lookup);
}

void DefinitionIngestor::build(const Lookup& lookup) {
  LookupReport report;
  lookups_[lookup.name] = build_lookup(
      definition_, lookup, inputs_.parts(definition_.table(lookup.table)), lookups_, report);
  if (report.unreadable != 0) {
    notes_.push_back(fmt::format("Lookup '{}': {} of {} rows could not be read, the first at {}.",
                                 lookup.name, report.unreadable, report.rows,
                                 report.first_unreadable));
  }
  if (report.rows != 0 && report.keys == 0) {
    throw Refused(fmt::format("Lookup '{}': none of the {} rows was kept.", lookup.name,
                              report.rows),
                  located(definition_, lookup.origin, "check its rules against the file's codes"));
  }
}

WorkReport DefinitionIngestor::work(RecordType type, const WorkContext& context) {
  WorkReport report;
  for (const Stream& stream : definition_.streams) {
    if (stream.record == type) work_stream(stream, context, report);
  }
  return report;
}

void DefinitionIngestor::work_stream(const Stream& stream, const WorkContext& context,
                                     WorkReport& report) {
  LinkedFilers linked(stream, lookups_);
  StreamJob job;
  job.state = definition_.code;
  job.type = stream.record;
  job.parts = inputs_.parts(definition_.table(stream.table));
  const std::vector<std::string> reasons = RecordPlan::skip_reasons(stream);
  job.skip_reasons = reasons.size();
  job.threads = context.threads;
  job.limit = context.limit;
  job.make_plan = [&](const Part&, const RowReader& reader) {
    std::vector<MissingColumn> missing;  // check() has made sure that nothing is
    return std::make_unique<RecordPlan>(definition_, stream, Columns(reader.columns()), lookups_,
                                        context.selection, missing);
  };
  job.on_link = [&](std::size_t join, std::int32_t step, std::uint32_t row) {
    linked.note(join, step, row);
  };
  StreamPipeline pipeline(job, context.sink, context.rejects);
  const Tally tally = pipeline.run();

  for (std::size_t i = 0; i < job.parts.size(); ++i) {
    report.rows_of_parts.emplace_back(job.parts[i].name, pipeline.rows_of_parts()[i]);
  }
  linked.add_to(report.links, tally);
  report.add(tally, reasons);
}

}  // namespace sfi
