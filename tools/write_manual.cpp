// write_manual FOLDER DATE: writes the pages of the manual and the completions for shells into FOLDER,
// which is laid out as they are installed (man/man1, bash-completion/completions, ...).
#include <filesystem>
#include <fstream>
#include <iostream>

#include "command/command_line.h"
#include "manual/manual.h"

namespace {

void write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error(path.string() + " cannot be written");
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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: write_manual FOLDER DATE\n";
    return 2;
  }
  try {
    write_all(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "write_manual: " << error.what() << "\n";
    return 1;
  }
}
