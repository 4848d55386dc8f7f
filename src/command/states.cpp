#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "base/output_file.h"
#include "command/commands.h"
#include "definition/load.h"
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

std::string long_text(const Definition& definition) {
  std::string text = fmt::format("{} ({})\n  agency    {}\n  portal    {}\n  coverage  {}\n",
                                 definition.state_name, definition.code, definition.agency,
                                 definition.portal, definition.coverage);
  for (const Chamber& chamber : definition.chambers) {
    text += fmt::format("  chamber   {}: {}, {} seats\n", chamber.code, chamber.name, chamber.seats);
  }
  for (const InputFile& input : definition.inputs) {
    text += fmt::format("  input     {}/{}{}\n", definition.code, input.path,
                        input.required ? "" : " (optional)");
    if (!input.url.empty()) text += fmt::format("            from {}\n", input.url);
    if (!input.how.empty()) text += fmt::format("            {}\n", input.how);
  }
  for (const Stream& stream : definition.streams) {
    for (const Rule& rule : stream.rules) {
      for (const JoinStep& step : rule.steps) {
        text += fmt::format("  link      {}: {}, in lookup '{}'\n", stream.name, step.name,
                            step.lookup);
      }
    }
  }
  for (const std::string& note : definition.notes) text += fmt::format("  note      {}\n", note);
  return text;
}

}  // namespace

ExitCode states(const RunOptions& options) {
  const bool all = options.states.empty();
  const auto codes = all ? known_states(options.definitions) : options.states;
  OutputFile out("-");
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const std::string& code : codes) {
    const Definition definition = load_definition(code, options.definitions);
    if (options.json) {
      write_json(writer, definition);
    } else if (all) {
      out.write(fmt::format("{}  {:<16} {}\n", code, definition.state_name, definition.coverage));
    } else {
      out.write(long_text(definition));
    }
  }
  writer.EndArray();
  if (options.json) out.write(std::string(buffer.GetString(), buffer.GetSize()) + "\n");
  return ExitCode::ok;
}

}  // namespace sfi
