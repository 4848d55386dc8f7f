// The files of one state: found in its folder, opened by what they are, cut into parts that can be
// read at the same time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/row_reader.h"
#include "input/sniff.h"
#include "input/zip_archive.h"

namespace sfi {

// One file or one member of an archive.
struct Part {
  std::string name;   // relative to the state's folder, as written to source.file
  std::string label;  // with the folder, for messages
  std::uint64_t bytes = 0;
  // A reader of at most about `block_bytes` bytes at a time. Throws Refused for what cannot be read.
  std::function<std::unique_ptr<RowReader>(std::size_t block_bytes)> open;
};

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

  // A sentence for every required input that is not there, with where to get it.
  std::vector<std::string> missing() const;

  // The parts of a table in the natural order of their names (2 before 10); empty when its input is
  // missing. Throws Refused when the input is not what it must be (an HTML page, no archive, cut
  // off, a member that is not there).
  std::vector<Part> parts(const Table& table);

 private:
  std::shared_ptr<ZipArchive> archive(const std::filesystem::path& path);
  [[noreturn]] void throw_no_part(const Table& table, const std::vector<std::filesystem::path>& paths);
  void add_members(const Table& table, const std::filesystem::path& path, std::vector<Part>& parts);
  void add_file(const Table& table, const std::filesystem::path& path, Content content,
                std::vector<Part>& parts);
  void check_roster(const std::filesystem::path& roster) const;

  const Definition& definition_;
  std::filesystem::path folder_;
  std::vector<FoundInput> found_;
  std::map<std::filesystem::path, std::shared_ptr<ZipArchive>> archives_;
};

// "contribs_2.csv" before "contribs_10.csv"; runs of digits compare as numbers.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace sfi
