#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/output_file.h"
#include "command/arguments/state_arguments.h"
#include "command/commands.h"
#include "text/json_member.h"

namespace sfi {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write_json(Writer& writer, const Definition& definition) {
  writer.StartObject();
  write_json_text(writer, "state", definition.code);
  write_json_text(writer, "name", definition.state_name);
  write_json_text(writer, "agency", definition.agency);
  write_json_text(writer, "portal", definition.portal);
  write_json_text(writer, "coverage", definition.coverage);
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
  writer.Key("notes");
  writer.StartArray();
  for (const std::string& note : definition.notes) writer.String(note.c_str());
  writer.EndArray();
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

std::string short_text(const Definition& definition) {
  return fmt::format("{}  {:<16} {}\n", definition.code, definition.state_name, definition.coverage);
}

std::string long_text(const Definition& definition) {
  std::string text = fmt::format("{} ({})\n  agency    {}\n  portal    {}\n  coverage  {}\n", definition.state_name,
                                 definition.code, definition.agency, definition.portal, definition.coverage);
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
  for (const std::string& note : definition.notes) text += fmt::format("  note      {}\n", note);
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
    std::string text;
    for (const Definition& definition : definitions) {
      text += states_.codes().empty() ? short_text(definition) : long_text(definition);
    }
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
