// [input.NAME]
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "definition/file_names.h"
#include "definition/parse_sections.h"
#include "definition/table_reader.h"

namespace sfi {
namespace {

void check_path(const std::string& path, Origin origin, ParseContext& context) {
  const std::filesystem::path parsed(path);
  const bool climbs = std::find(parsed.begin(), parsed.end(), "..") != parsed.end();
  if (!parsed.is_absolute() && !climbs) return;
  context.mistakes.add(origin, fmt::format("'path' must be in the state's own input folder: "
                                           "a file name or a relative path without '..', not "
                                           "'{}'.",
                                           path));
}

// "https://host/a/b.zip?x=y": "b.zip"
std::string last_part(const std::string& url) {
  const std::string path = url.substr(0, url.find_first_of("?#"));
  return path.substr(path.rfind('/') + 1);
}

// Where the program can download the file from, and the name it is saved under.
void read_address(TableReader& reader, InputFile& input) {
  input.url = reader.text("url");
  input.save_as = reader.text("save_as", last_part(input.url));
  const bool is_yearly = input.url.find(kYear) != std::string::npos;
  const TomlNode* first_year = reader.find("first_year");
  if (first_year != nullptr) input.first_year = static_cast<int>(reader.needed_integer("first_year"));
  if (input.url.empty()) {
    if (first_year != nullptr) reader.mistake(first_year->origin, "'first_year' needs a 'url' that contains {year}.");
    return;
  }
  const bool is_web = input.url.starts_with("https://") || input.url.starts_with("http://");
  if (!is_web) reader.mistake(reader.origin("url"), "'url' must begin with https:// or http://.");
  if (is_yearly != (first_year != nullptr)) {
    reader.mistake(reader.origin(is_yearly ? "url" : "first_year"), "{year} in 'url' and 'first_year' go together.");
  }
  if (is_yearly && input.save_as.find(kYear) == std::string::npos) {
    reader.mistake(reader.origin("save_as"), "'save_as' must contain {year}, as 'url' does.");
  }
  if (!matches_any(name_for_year(input.save_as, input.first_year), input.patterns)) {
    reader.mistake(
        reader.origin("save_as"),
        fmt::format("'path' does not match '{}', the last part of 'url': set 'save_as' to a name that it matches.",
                    input.save_as));
  }
}

}  // namespace

InputFile read_input(TableReader& reader, const std::string& name, ParseContext& context) {
  InputFile input;
  input.name = name;
  input.origin = reader.origin();
  reader.need("path");
  input.patterns = reader.texts("path");
  for (const std::string& pattern : input.patterns) check_path(pattern, reader.origin("path"), context);
  input.path = fmt::format("{}", fmt::join(input.patterns, " or "));
  read_address(reader, input);
  input.how = reader.text("how");
  input.required = reader.boolean("required", true);
  return input;
}

void parse_input(const TomlEntry& entry, ParseContext& context) {
  TableReader reader(entry.value, fmt::format("[input.{}]", entry.key), context.mistakes);
  context.definition.inputs.push_back(read_input(reader, entry.key, context));
  reader.finish();
}

}  // namespace sfi
