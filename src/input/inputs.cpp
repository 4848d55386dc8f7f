#include "input/inputs.h"

#include <fmt/format.h>
#include <fnmatch.h>
#include <re2/re2.h>

#include <algorithm>

#include "base/error.h"
#include "base/nearest.h"
#include "input/delimited_reader.h"
#include "input/sniff.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view digits_at(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return text.substr(0, size);
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

std::vector<fs::path> matching_files(const fs::path& folder, const std::string& pattern) {
  std::vector<fs::path> paths;
  const fs::path relative(pattern);
  const fs::path parent = folder / relative.parent_path();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    const bool matches = ::fnmatch(relative.filename().c_str(), name.c_str(), FNM_PERIOD) == 0;
    if (matches && entry.is_regular_file(error)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end(), [](const fs::path& a, const fs::path& b) {
    return natural_less(a.native(), b.native());
  });
  return paths;
}

DelimitedOptions options_of(const Layout& layout, const Table& table, std::size_t block_bytes) {
  DelimitedOptions options;
  options.dialect = layout.dialect;
  options.format.quote = layout.dialect.mode == QuoteMode::raw ? '\0' : layout.dialect.quote;
  options.format.double_quote = layout.dialect.double_quote;
  options.format.trim = layout.trim;
  options.format.strip_nul = layout.strip_nul;
  options.format.encoding = layout.encoding;
  options.format.fallback = layout.fallback_encoding;
  if (!layout.header) options.columns = table.columns;
  options.block_bytes = block_bytes;
  return options;
}

[[noreturn]] void throw_no_archive(const std::string& label, Content content,
                                   const InputFile& input) {
  throw Refused(fmt::format("{}: should be a zip archive, but is {}.", label, describe(content)),
                input.url.empty() ? input.how : fmt::format("Get the file again from {}", input.url));
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    const std::string_view digits_a = digits_at(a);
    const std::string_view digits_b = digits_at(b);
    if (digits_a.empty() || digits_b.empty()) {
      if (a.front() != b.front()) return a.front() < b.front();
      a.remove_prefix(1);
      b.remove_prefix(1);
      continue;
    }
    const std::string_view number_a = without_zeros(digits_a);
    const std::string_view number_b = without_zeros(digits_b);
    if (number_a.size() != number_b.size()) return number_a.size() < number_b.size();
    if (number_a != number_b) return number_a < number_b;
    if (digits_a.size() != digits_b.size()) return digits_a.size() < digits_b.size();
    a.remove_prefix(digits_a.size());
    b.remove_prefix(digits_b.size());
  }
  return a.size() < b.size();
}

Inputs::Inputs(const Definition& definition, fs::path folder)
    : definition_(definition), folder_(std::move(folder)) {
  for (const InputFile& input : definition.inputs) {
    found_.push_back({&input, matching_files(folder_, input.path)});
  }
}

std::vector<std::string> Inputs::missing() const {
  std::vector<std::string> sentences;
  for (const FoundInput& found : found_) {
    if (!found.paths.empty() || !found.input->required) continue;
    std::string sentence = fmt::format("{}: is missing.", (folder_ / found.input->path).string());
    if (!found.input->url.empty()) sentence += fmt::format(" Get it from {}", found.input->url);
    if (!found.input->how.empty()) sentence += fmt::format("\n    {}", found.input->how);
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

std::string Inputs::relative_name(const fs::path& path) const {
  return path.lexically_relative(folder_).generic_string();
}

std::shared_ptr<ZipArchive> Inputs::archive(const fs::path& path) {
  auto& archive = archives_[path];
  if (!archive) archive = std::make_shared<ZipArchive>(path.string());
  return archive;
}

std::vector<Part> Inputs::parts(const Table& table) {
  const auto found =
      std::find_if(found_.begin(), found_.end(),
                   [&](const FoundInput& input) { return input.input->name == table.input; });
  std::vector<Part> parts;
  for (const fs::path& path : found->paths) {
    const std::string head = read_head(path.string());
    refuse_html(head, path.string());
    const Content content = sniff_content(head);
    if (content == Content::empty) {
      throw Refused(fmt::format("{}: is empty (0 bytes).", path.string()), "Get the file again.");
    }
    if (content == Content::zip) {
      add_members(table, path, parts);
    } else if (!table.members.empty()) {
      throw_no_archive(path.string(), content, *found->input);
    } else if (content == Content::text) {
      add_file(table, path, parts);
    } else {
      throw Refused(fmt::format("{}: should be a text file, but is {}.", path.string(),
                                describe(content)));
    }
  }
  return parts;
}

void Inputs::add_file(const Table& table, const fs::path& path, std::vector<Part>& parts) {
  const Layout& layout = definition_.layout(table.layout);
  const std::string label = path.string();
  parts.push_back({relative_name(path), label, fs::file_size(path),
                   [&layout, &table, label](std::size_t block_bytes) {
                     return std::make_unique<DelimitedReader>(
                         std::make_unique<FileSource>(label),
                         options_of(layout, table, block_bytes), label);
                   }});
}

void Inputs::add_members(const Table& table, const fs::path& path, std::vector<Part>& parts) {
  const Layout& layout = definition_.layout(table.layout);
  const auto zip = archive(path);
  const RE2 pattern(table.members.empty() ? ".*" : table.members);
  std::vector<const ZipMember*> members;
  std::vector<std::string> names;
  for (const ZipMember& member : zip->members()) {
    names.push_back(member.name);
    if (RE2::FullMatch(member.name, pattern)) members.push_back(&member);
  }
  if (members.empty() && table.required) {
    throw Refused(fmt::format("{}: has no member that matches '{}' ({} members, such as {}).",
                              path.string(), table.members, names.size(),
                              names.empty() ? "none" : fmt::format("'{}'", names.front())),
                  "Is it the right archive? Compare with 'state-fin-ingest states " +
                      definition_.code + "'.");
  }
  std::sort(members.begin(), members.end(), [](const ZipMember* a, const ZipMember* b) {
    return natural_less(a->name, b->name);
  });
  for (const ZipMember* member : members) {
    const std::string label = fmt::format("{}/{}", path.string(), member->name);
    parts.push_back({fmt::format("{}/{}", relative_name(path), member->name), label, member->bytes,
                     [&layout, &table, zip, member, label](std::size_t block_bytes) {
                       return std::make_unique<DelimitedReader>(
                           zip->open(*member), options_of(layout, table, block_bytes), label);
                     }});
  }
}

}  // namespace sfi
