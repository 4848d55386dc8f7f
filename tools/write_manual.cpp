// write_manual FOLDER DATE: writes the manual pages and shell completions into FOLDER, with the folders they are
// installed in (man/man1, bash-completion/completions, ...).
// write_manual --table NAME: prints a table for a page in docs/, for scripts/docs-tables.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "command/command_line.h"
#include "manual/manual.h"
#include "manual/reference_tables.h"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

void write_all(const std::filesystem::path& folder, const std::string& date) {
  const sfi::CommandLine command_line;
  const sfi::Manual manual = sfi::read_manual(command_line.app());
  const auto pages = folder / "man/man1";
  write(pages / "state-fin-ingest.1", sfi::program_page(manual, date));
  for (const sfi::ManualCommand& command : manual.commands) {
    write(pages / ("state-fin-ingest-" + command.name + ".1"), sfi::command_page(command, date));
  }
  write(folder / "bash-completion/completions/state-fin-ingest", sfi::bash_completion(manual));
  write(folder / "zsh/vendor-completions/_state-fin-ingest", sfi::zsh_completion(manual));
  write(folder / "fish/vendor_completions.d/state-fin-ingest.fish", sfi::fish_completion(manual));
}

int print_table(std::string_view name) {
  const auto table = sfi::reference_table(name);
  if (!table) {
    std::cerr << "write_manual: unknown table '" << name << "'\n";
    return 2;
  }
  std::cout << *table;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() != 2) {
    std::cerr << "usage: write_manual FOLDER DATE, or write_manual --table NAME\n";
    return 2;
  }
  if (arguments[0] == "--table") return print_table(arguments[1]);
  try {
    write_all(arguments[0], std::string(arguments[1]));
  } catch (const std::exception& error) {
    std::cerr << "write_manual: " << error.what() << "\n";
    return 1;
  }
}
