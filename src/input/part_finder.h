// From a file to rows, layer by layer, each told by its content and not by its name: gzip is undone,
// archives (also inside archives) and databases are opened, until something is found that has rows.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "input/byte_meter.h"
#include "input/row_reader.h"
#include "input/sniff.h"
#include "input/zip_archive.h"

namespace sfi {

// Rows that can be read independently of others: a file, a member of an archive, a table of a database.
struct Part {
  std::string name;   // relative to the state's folder, as written to source.file
  std::string label;  // with the folder, for messages
  std::uint64_t bytes = 0;
  std::uint64_t packed_bytes = 0;  // what a meter counts: as they lie on disk or in their archive
  std::function<std::unique_ptr<RowReader>(std::size_t block_bytes, ByteMeter* meter)> opener;

  // A reader of at most about `block_bytes` bytes at a time, which tells `meter` (null: nobody) what it
  // reads; the meter must live longer. Throws Refused for what cannot be read.
  std::unique_ptr<RowReader> open(std::size_t block_bytes, ByteMeter* meter = nullptr) const {
    return opener(block_bytes, meter);
  }
};

class PartFinder {
 public:
  // Archives inside archives inside archives.
  static constexpr int kMaxDepth = 3;
  // Of all archives of a state together. Each takes some 1.3 kB of memory on its way to rows; agencies' archives have
  // a few thousand.
  static constexpr std::uint64_t kMaxMembers = 250'000;

  // The definition must live longer than the parts.
  explicit PartFinder(const Definition& definition) : definition_(definition) {}

  // Appends the parts of `table` that the file is or holds, in the natural order of their names; false
  // when it has none. `name` is the file's name for source.file. Throws Refused for what cannot be
  // read: an HTML page, a damaged archive, an unknown format.
  bool find(const Table& table, const InputFile& input, const std::filesystem::path& path, const std::string& name,
            std::vector<Part>& parts);

  // The archive that a file is, once parts of it were looked for; null when it is none.
  const ZipArchive* archive(const std::filesystem::path& path) const;

 private:
  struct Piece;
  struct Search {
    const Table& table;
    const Layout& layout;
    const RE2* members;  // `members` of the table; null when it has none
    std::vector<Part>& parts;
    bool found = false;
  };

  void look_into(Search& search, const Piece& piece);
  void add_rows(Search& search, const Piece& piece, Content content);
  void add_workbook(Search& search, const Piece& piece, std::shared_ptr<ZipArchive> archive);
  void look_into_database(Search& search, const Piece& piece);
  void look_into_zip(Search& search, const Piece& piece);
  void look_into_gzip(Search& search, const Piece& piece);
  void look_into_member(Search& search, const Piece& piece, const std::shared_ptr<ZipArchive>& archive,
                        const ZipMember& member);
  // An archive and its members, without folders, in the natural order of their names.
  struct Opened {
    std::shared_ptr<ZipArchive> archive;
    std::vector<const ZipMember*> members;
  };
  const Opened& archive_of(const Piece& piece);
  const RE2* pattern_of(const Table& table);

  const Definition& definition_;
  std::map<std::string, Opened> archives_;                           // by label
  std::map<std::string, std::unique_ptr<RE2>> patterns_;             // of tables, by name
  std::uint64_t members_ = 0;                                        // of all archives_
  std::map<std::string, std::shared_ptr<TemporaryFile>> databases_;  // those inside archives, by label
  std::map<std::string, Content> contents_;                          // of members, by label: each is looked into once
};

}  // namespace sfi
