#include "input/part_finder.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/lower.h"
#include "input/access_reader.h"
#include "input/inflate_source.h"
#include "input/open_rows.h"
#include "input/xlsx_reader.h"
#include "text/natural_order.h"

namespace sfi {

namespace fs = std::filesystem;

// Bytes on their way to rows.
struct PartFinder::Piece {
  std::string name;    // for source.file
  std::string label;   // for messages
  std::string within;  // its path within the input's file, for `members`; of a file its name
  std::uint64_t bytes = 0;
  std::uint64_t packed_bytes = 0;
  std::string file;  // where it lies on disk; empty inside archives
  int depth = 0;     // how many layers are around it
  std::function<std::unique_ptr<ByteSource>(ByteMeter* meter)> open;
};

namespace {

std::string without_gz(const std::string& name) {
  return lower_extension(name) == ".gz" ? name.substr(0, name.size() - 3) : name;
}

bool matches(const std::string& name, const RE2& pattern) {
  return RE2::FullMatch(name, pattern) || (lower_extension(name) == ".gz" && RE2::FullMatch(without_gz(name), pattern));
}

// Whether `members` means this: by its whole path within the input, or by its own name.
bool is_wanted(const std::string& within, const RE2* members) {
  if (members == nullptr || matches(within, *members)) return true;
  const std::size_t slash = within.rfind('/');
  return slash != std::string::npos && matches(within.substr(slash + 1), *members);
}

// Members that no definition asks for are looked into only when they can hold others.
bool may_hold_others(const std::string& name) {
  const std::string extension = lower_extension(without_gz(name));
  return extension == ".zip" || extension == ".mdb" || extension == ".accdb";
}

// Spreadsheets that are archives, too, but are not read.
std::optional<Content> other_spreadsheet(const ZipArchive& archive) {
  if (archive.find("xl/workbook.bin") != nullptr) return Content::binary_workbook;
  const bool is_document = archive.find("content.xml") != nullptr && archive.find("META-INF/manifest.xml") != nullptr;
  return is_document ? std::optional(Content::open_document) : std::nullopt;
}

[[noreturn]] void throw_no_archive(const std::string& label, Content content, const InputFile& input) {
  throw Refused(fmt::format("{}: should be a zip archive, but is {}.", label, describe(content)),
                input.url.empty() ? input.how : fmt::format("Get the file again from {}", input.url));
}

}  // namespace

bool PartFinder::find(const Table& table, const InputFile& input, const fs::path& path, const std::string& name,
                      std::vector<Part>& parts) {
  Piece piece;
  piece.name = piece.within = name;
  piece.label = piece.file = path.string();
  piece.bytes = piece.packed_bytes = fs::file_size(path);
  piece.open = [file = piece.file](ByteMeter* meter) { return metered(std::make_unique<FileSource>(file), meter); };
  if (lower_extension(name) == ".zip") {
    const std::string head = sniffed_head(*piece.open(nullptr));
    const Content content = sniff_content(head);
    if (content == Content::html) refuse_html(head, piece.label);
    if (content != Content::zip && content != Content::empty) throw_no_archive(piece.label, content, input);
  }
  contents_.erase(piece.label);  // files on disk may change
  Search search{table, definition_.layout(table.layout), pattern_of(table), parts};
  look_into(search, piece);
  return search.found;
}

const ZipArchive* PartFinder::archive(const fs::path& path) const {
  const auto found = archives_.find(path.string());
  return found == archives_.end() ? nullptr : found->second.archive.get();
}

const RE2* PartFinder::pattern_of(const Table& table) {
  if (table.members.empty()) return nullptr;
  auto& pattern = patterns_[table.name];
  if (!pattern) pattern = std::make_unique<RE2>(table.members);
  return pattern.get();
}

void PartFinder::look_into(Search& search, const Piece& piece) {
  const bool wanted = is_wanted(piece.within, search.members);
  if (piece.depth > 0 && !wanted && !may_hold_others(piece.within)) return;
  if (piece.depth > kMaxDepth) {
    throw Refused(fmt::format("{}: lies more than {} archives deep.", piece.label, kMaxDepth),
                  "Unpack the outer archives.");
  }
  auto known = contents_.find(piece.label);
  if (known == contents_.end())
    known = contents_.emplace(piece.label, sniff_content(sniffed_head(*piece.open(nullptr)))).first;
  const Content content = known->second;
  switch (content) {
    case Content::zip:
      return look_into_zip(search, piece);
    case Content::gzip:
      return look_into_gzip(search, piece);
    case Content::access:
      return look_into_database(search, piece);
    case Content::empty:
      search.found |= wanted;
      if (search.table.allow_empty || !(wanted || may_hold_others(piece.within))) return;
      throw Refused(fmt::format("{}: is empty (0 bytes).", piece.label), "Get the file again.");
    default:
      if (wanted) add_rows(search, piece, content);
  }
}

void PartFinder::add_rows(Search& search, const Piece& piece, Content content) {
  search.found = true;
  check_format(content, search.layout, piece.label);
  search.parts.push_back(
      {piece.name, piece.label, piece.bytes, piece.packed_bytes,
       [&definition = definition_, &table = search.table, piece, content](std::size_t block_bytes, ByteMeter* meter) {
         return open_rows(content, piece.open(meter), definition, table, piece.label, block_bytes);
       }});
}

void PartFinder::add_workbook(Search& search, const Piece& piece, std::shared_ptr<ZipArchive> archive) {
  if (!is_wanted(piece.within, search.members)) return;
  search.found = true;
  check_format(Content::workbook, search.layout, piece.label);
  search.parts.push_back(
      {piece.name, piece.label, piece.bytes, piece.packed_bytes,
       [&definition = definition_, &table = search.table, label = piece.label, archive = std::move(archive)](
           std::size_t, ByteMeter* meter) { return open_workbook(archive, definition, table, label, meter); }});
}

// Its tables are like the members of an archive.
void PartFinder::look_into_database(Search& search, const Piece& piece) {
  std::shared_ptr<TemporaryFile> temporary;
  if (piece.file.empty()) {
    temporary = databases_[piece.label];
    if (!temporary) {
      temporary = databases_[piece.label] = std::make_shared<TemporaryFile>(*piece.open(nullptr), piece.label);
    }
  }
  const std::string file = temporary ? temporary->path() : piece.file;
  const std::vector<std::string> names = access_tables(file, piece.label);
  if (search.table.members.empty() && names.size() > 1) {
    throw Refused(fmt::format("{}: holds {} tables: {}.", piece.label, names.size(), fmt::join(names, ", ")),
                  fmt::format("Say with 'members' in [table.{}] which of them is meant.", search.table.name));
  }
  // Which pages are whose is not known beforehand: its tables share the bytes of the file.
  const std::uint64_t packed = fs::file_size(file) / std::max<std::size_t>(names.size(), 1);
  for (const std::string& name : names) {
    if (!is_wanted(piece.depth == 0 ? name : piece.within + "/" + name, search.members)) continue;
    search.found = true;
    check_format(Content::access, search.layout, piece.label);
    const std::string label = fmt::format("{}/{}", piece.label, name);
    search.parts.push_back(
        {fmt::format("{}/{}", piece.name, name), label, piece.bytes, packed,
         [&definition = definition_, &table = search.table, file, temporary, name, label](std::size_t, ByteMeter*) {
           return open_access(file, name, definition, table, label);
         }});
  }
}

void PartFinder::look_into_gzip(Search& search, const Piece& piece) {
  Piece inner = piece;
  inner.label = piece.label + " (unpacked)";
  inner.within = without_gz(piece.within);
  inner.file.clear();
  ++inner.depth;
  inner.open = [packed = piece.open, label = piece.label](ByteMeter* meter) {
    return std::make_unique<GzipSource>(packed(meter), label);
  };
  look_into(search, inner);
}

void PartFinder::look_into_zip(Search& search, const Piece& piece) {
  const Opened& opened = archive_of(piece);
  if (is_workbook(*opened.archive)) return add_workbook(search, piece, opened.archive);
  if (const auto other = other_spreadsheet(*opened.archive); other && is_wanted(piece.within, search.members)) {
    return check_format(*other, search.layout, piece.label);  // refuses it
  }
  for (const ZipMember* member : opened.members) look_into_member(search, piece, opened.archive, *member);
}

void PartFinder::look_into_member(Search& search, const Piece& piece, const std::shared_ptr<ZipArchive>& archive,
                                  const ZipMember& member) {
  Piece inner;
  inner.within = piece.depth == 0 ? member.name : fmt::format("{}/{}", piece.within, member.name);
  // Of the many members of some archives most are of no interest.
  if (!may_hold_others(inner.within) && !is_wanted(inner.within, search.members)) return;
  inner.name = fmt::format("{}/{}", piece.name, member.name);
  inner.label = fmt::format("{}/{}", piece.label, member.name);
  inner.bytes = member.bytes;
  inner.packed_bytes = member.packed_bytes;
  inner.depth = piece.depth + 1;
  inner.open = [archive, &member](ByteMeter* meter) { return archive->open(member, meter); };
  look_into(search, inner);
}

const PartFinder::Opened& PartFinder::archive_of(const Piece& piece) {
  Opened& opened = archives_[piece.label];
  if (opened.archive) return opened;
  std::shared_ptr<ZipArchive> archive;
  if (!piece.file.empty()) {
    archive = std::make_shared<ZipArchive>(piece.file);
  } else {
    const auto bytes = piece.open(nullptr);
    archive = std::make_shared<ZipArchive>(std::make_unique<TemporaryFile>(*bytes, piece.label), piece.label);
  }
  const std::uint64_t members = members_ + archive->members().size();
  if (members > kMaxMembers) {
    throw Refused(fmt::format("{}: with this archive there are {} members in all, more than the {} that are read.",
                              piece.label, members, kMaxMembers),
                  "Unpack it and keep only the files you need.");
  }
  members_ = members;
  for (const ZipMember& member : archive->members()) {
    if (!member.name.ends_with('/')) opened.members.push_back(&member);
  }
  std::sort(opened.members.begin(), opened.members.end(),
            [](const ZipMember* a, const ZipMember* b) { return natural_less(a->name, b->name); });
  opened.archive = std::move(archive);
  return opened;
}

}  // namespace sfi
