#include <fmt/format.h>
#include <fmt/ranges.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/output_file.h"
#include "command/arguments/state_arguments.h"
#include "command/commands.h"
#include "definition/sections.h"
#include "text/json_member.h"

namespace sfi {
namespace {

bool has_reports(const Definition& definition) {
  return std::any_of(definition.streams.begin(), definition.streams.end(),
                     [](const Stream& stream) { return stream.record == RecordType::reports; });
}

bool can_download(const Definition& definition) {
  return std::any_of(definition.inputs.begin(), definition.inputs.end(),
                     [](const InputFile& input) { return !input.url.empty(); });
}

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write_json(Writer& writer, const Definition& definition) {
  writer.StartObject();
  write_json_text(writer, "state", definition.code);
  write_json_text(writer, "name", definition.state_name);
  write_json_text(writer, "agency", definition.about.agency);
  write_json_text(writer, "portal", definition.about.portal);
  writer.Key("since");
  writer.Int(definition.about.since);
  write_json_text(writer, "checked_against", definition.about.checked_against);
  write_json_text(writer, "coverage", definition.about.coverage);
  writer.Key("reports");
  writer.Bool(has_reports(definition));
  writer.Key("download");
  writer.Bool(can_download(definition));
  writer.Key("inputs");
  writer.StartArray();
  for (const InputFile& input : definition.inputs) {
    writer.StartObject();
    write_json_text(writer, "name", input.name);
    write_json_text(writer, "path", definition.code + "/" + input.path);
    write_json_text(writer, "url", input.url);
    write_json_text(writer, "how", input.how);
    writer.Key("required");
    writer.Bool(input.required);
    writer.EndObject();
  }
  writer.EndArray();
  writer.Key("links");
  writer.StartArray();
  for (const Stream& stream : definition.streams) {
    for (const Rule& rule : stream.rules) {
      for (const JoinStep& step : rule.steps) {
        writer.StartObject();
        write_json_text(writer, "stream", stream.name);
        write_json_text(writer, "step", step.name);
        write_json_text(writer, "lookup", step.lookup);
        writer.EndObject();
      }
    }
  }
  writer.EndArray();
  write_json_texts(writer, "notes", definition.about.notes);
  writer.EndObject();
}

std::string as_json(const std::vector<Definition>& definitions) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const Definition& definition : definitions) write_json(writer, definition);
  writer.EndArray();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

// The joins that the fields of the candidate come from.
std::set<std::string> linking_joins(const Stream& stream) {
  std::set<std::string> joins;
  const VisitExpression note = [&joins](const Expression& expression) {
    if (expression.verb != Verb::from) return;
    const std::string source = source_name(expression);
    joins.insert(source.substr(0, source.find('.')));
  };
  for (std::size_t slot = 0; slot < stream.slot_count(); ++slot) {
    for (const NamedExpression* field : stream.fields_of_slot(slot)) {
      if (field->name.starts_with("candidate.")) visit_all(field->expression, note);
    }
  }
  return joins;
}

// The steps that link gifts to candidates, each once: "own_account, committee".
std::string links_of(const Definition& definition) {
  std::vector<std::string> steps;
  for (const Stream& stream : definition.streams) {
    if (stream.record != RecordType::contribs) continue;
    const std::set<std::string> joins = linking_joins(stream);
    for (const Rule& rule : stream.rules) {
      if (rule.action != Rule::Action::join || !joins.contains(rule.name)) continue;
      for (const JoinStep& step : rule.steps) {
        if (std::find(steps.begin(), steps.end(), step.name) == steps.end()) steps.push_back(step.name);
      }
    }
  }
  return fmt::format("{}", fmt::join(steps, ", "));
}

constexpr std::string_view kTableRow = "{:<5}  {:<14}  {:<5}  {:<12}  {:<7}  {:<8}  {}\n";

std::string table_text(const std::vector<Definition>& definitions) {
  std::string text = fmt::format(kTableRow, "state", "", "since", "checked", "reports", "files", "linked by");
  for (const Definition& definition : definitions) {
    const AboutState& about = definition.about;
    const std::string links = links_of(definition);
    text += fmt::format(kTableRow, definition.code, definition.state_name,
                        about.since == 0 ? "" : std::to_string(about.since), about.checked_against,
                        has_reports(definition) ? "yes" : "", can_download(definition) ? "download" : "by hand",
                        links.empty() ? "the row itself" : links);
  }
  return text;
}

std::string_view evidence_in_words(std::string_view checked_against) {
  if (checked_against == "files") return "real files of the agency";
  if (checked_against == "excerpts") return "excerpts of real files";
  return "descriptions of the files only: compare the first load with the agency's pages";
}

std::string long_text(const Definition& definition) {
  std::string text =
      fmt::format("{} ({})\n  agency    {}\n  portal    {}\n  coverage  {}\n", definition.state_name, definition.code,
                  definition.about.agency, definition.about.portal, definition.about.coverage);
  if (definition.about.since != 0) text += fmt::format("  since     {}\n", definition.about.since);
  if (!definition.about.checked_against.empty()) {
    text += fmt::format("  checked   against {}\n", evidence_in_words(definition.about.checked_against));
  }
  for (const Chamber& chamber : definition.chambers) {
    text += fmt::format("  chamber   {}: {}, {} seats\n", chamber.code, chamber.name, chamber.seats);
  }
  for (const InputFile& input : definition.inputs) {
    text += fmt::format("  input     {}/{}{}\n", definition.code, input.path, input.required ? "" : " (optional)");
    if (!input.url.empty()) text += fmt::format("            from {}\n", input.url);
    if (!input.how.empty()) text += fmt::format("            {}\n", input.how);
  }
  for (const Stream& stream : definition.streams) {
    for (const Rule& rule : stream.rules) {
      for (const JoinStep& step : rule.steps) {
        text += fmt::format("  link      {}: {}, in lookup '{}'\n", stream.name, step.name, step.lookup);
      }
    }
  }
  for (const std::string& note : definition.about.notes) text += fmt::format("  note      {}\n", note);
  return text;
}

class States final : public Command {
 public:
  void declare(CLI::App& app) override {
    states_.declare(app, "Show the details of these states");
    CLI::Option* json = app.add_flag("--json", json_, "Print JSON");
    app.add_flag("--definition", definition_, "Print the definition of one state, to copy and change it")
        ->excludes(json);
    app.footer(
        "Examples:\n"
        "  state-fin-ingest states\n"
        "  state-fin-ingest states tx\n"
        "  state-fin-ingest states tx --definition > my-states/tx/ingestor.toml\n\n"
        "Exit status: 0 done, 2 wrong usage, 3 a definition is wrong.");
  }

  ExitCode run(const Settings&) override {
    if (definition_ && states_.codes().size() != 1) {
      throw UsageError("--definition prints the definition of one state.",
                       "Name it: state-fin-ingest states tx --definition");
    }
    OutputFile out("-");
    const auto definitions = states_.definitions(states_.codes_or_all());
    if (definition_) {
      out.write(definitions.front().text);
    } else {
      out.write(json_ ? as_json(definitions) : as_text(definitions));
    }
    return ExitCode::ok;
  }

 private:
  std::string as_text(const std::vector<Definition>& definitions) const {
    if (states_.codes().empty()) return table_text(definitions);
    std::string text;
    for (const Definition& definition : definitions) text += long_text(definition);
    return text;
  }

  StateArguments states_;
  bool json_ = false;
  bool definition_ = false;
};

}  // namespace

std::unique_ptr<Command> make_states() {
  return std::make_unique<States>();
}

}  // namespace sfi
