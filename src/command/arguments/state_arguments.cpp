#include "command/arguments/state_arguments.h"

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "command/arguments/option_group.h"
#include "definition/load.h"

namespace sfi {

void StateArguments::declare_definitions(CLI::App& app) {
  app.add_option("--definitions", folder_, "Folder of definitions (xx/ingestor.toml) that replace the built-in ones")
      ->type_name("DIR");
}

CLI::Option* StateArguments::declare(CLI::App& app, const char* help) {
  const OptionGroup group(app, "Input");
  declare_definitions(app);
  return app.add_option("STATE", codes_, help);
}

std::optional<std::filesystem::path> StateArguments::folder() const {
  if (folder_.empty()) return std::nullopt;
  return folder_;
}

std::vector<std::string> StateArguments::codes_or_all() const {
  return codes_.empty() ? known_states(folder()) : codes_;
}

std::vector<std::string> StateArguments::named_or_all(bool all, const char* how_to) const {
  if (codes_.empty() == all) return codes_or_all();
  throw UsageError(all ? "Name states or use --all, not both." : how_to);
}

Definition StateArguments::definition(const std::string& code) const {
  return load_definition(code, folder());
}

std::vector<Definition> StateArguments::definitions(const std::vector<std::string>& codes) const {
  std::vector<Definition> definitions;
  for (const std::string& code : codes) definitions.push_back(definition(code));
  return definitions;
}

void declare_input_folder(CLI::App& app, std::filesystem::path& folder) {
  app.add_option("--input", folder, "Folder with the states' files; those of Texas are in DIR/tx")
      ->type_name("DIR")
      ->capture_default_str();
}

void declare_inputs(CLI::App& app, InputOptions& inputs) {
  const OptionGroup group(app, "Input");
  declare_input_folder(app, inputs.folder);
  app.add_option("--roster", inputs.roster,
                 "Which candidate runs for which seat, for states whose files do not say (CSV)")
      ->type_name("FILE");
  app.add_option("--allow-missing", inputs.allow_missing, "Continue without this input of the definition (repeatable)")
      ->allow_extra_args(false)
      ->type_name("INPUT");
}

}  // namespace sfi
