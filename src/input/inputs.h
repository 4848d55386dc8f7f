// The files of one state, found in its folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "definition/definition.h"
#include "input/part_finder.h"

namespace sfi {

struct FoundInput {
  const InputFile* input = nullptr;
  std::vector<std::filesystem::path> paths;  // sorted by name; empty: missing
};

class Inputs {
 public:
  static constexpr std::size_t kBlockBytes = std::size_t{512} << 10;

  // Looks which files are there; opens nothing.
  // `roster` takes the place of the files of the input of that name.
  Inputs(const Definition& definition, std::filesystem::path folder,
         const std::optional<std::filesystem::path>& roster = {});

  const std::filesystem::path& folder() const { return folder_; }
  const std::vector<FoundInput>& found() const { return found_; }

  // As it is written to source.file: within the state's folder, with slashes.
  std::string relative_name(const std::filesystem::path& path) const;

  // Why the folder cannot be read; else a sentence for every required input that is not there, with where to get it,
  // and for every file whose name cannot be used.
  std::vector<std::string> missing() const;

  // The files in the folder that no input names, in natural order; not README files and the lists of downloads.
  const std::vector<std::string>& unread() const { return unread_; }

  // The parts of a table in the natural order of their names (2 before 10); empty when its input is
  // missing. A part that several tables could read belongs to the one whose columns it has. Throws Refused when the
  // input is not what it must be (an HTML page, no archive, cut off, a member that is not there).
  std::vector<Part> parts(const Table& table);

 private:
  // Those that the table's path and `members` name.
  std::vector<Part> named_parts(const Table& table);
  const FoundInput& input_of(const Table& table) const;
  bool shares_files(const Table& table) const;
  // Decides whose each part is that several tables could read.
  void find_owners();
  void keep_own(const Table& table, std::vector<Part>& parts);
  [[noreturn]] void throw_no_part(const Table& table, const FoundInput& found);
  std::vector<std::string> badly_named() const;
  void check_roster(const std::filesystem::path& roster) const;

  const Definition& definition_;
  std::filesystem::path folder_;
  std::error_code unreadable_;  // why not all files are known
  std::vector<FoundInput> found_;
  std::vector<std::string> unread_;
  PartFinder finder_;
  std::optional<std::map<std::string, const Table*>> owners_;  // of parts that several tables could read, by label
};

}  // namespace sfi
