#include "input/inputs.h"

#include <fmt/format.h>
#include <fnmatch.h>
#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/nearest.h"
#include "input/delimited_reader.h"
#include "input/json_reader.h"
#include "input/sniff.h"
#include "input/xls_reader.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoster = "roster";

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

// All files below a folder, hidden ones left out, in the natural order of their names.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with('.')) {
      if (at->is_directory(error)) at.disable_recursion_pending();
    } else if (at->is_regular_file(error)) {
      paths.push_back(at->path());
    }
  }
  std::sort(paths.begin(), paths.end(), [](const fs::path& a, const fs::path& b) {
    return natural_less(a.native(), b.native());
  });
  return paths;
}

// Browsers and users change the case of names; agencies do too.
bool matches_any(const std::string& name, const std::vector<std::string>& patterns) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD | FNM_PATHNAME | FNM_CASEFOLD) == 0;
  });
}

bool is_zip_name(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".zip" || extension == ".ZIP";
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
  options.format.missing_values = layout.missing_values;
  options.header = layout.header;
  options.columns = table.columns;
  options.phantom_column = table.phantom_column;
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

Inputs::Inputs(const Definition& definition, fs::path folder, const std::optional<fs::path>& roster)
    : definition_(definition), folder_(std::move(folder)) {
  const std::vector<fs::path> files = files_below(folder_);
  for (const InputFile& input : definition.inputs) {
    FoundInput found{&input, {}};
    std::copy_if(files.begin(), files.end(), std::back_inserter(found.paths), [&](const fs::path& path) {
      return matches_any(relative_name(path), input.patterns);
    });
    if (roster && input.name == kRoster) found.paths = {*roster};
    found_.push_back(std::move(found));
  }
  if (roster) check_roster(*roster);
}

void Inputs::check_roster(const fs::path& roster) const {
  if (!fs::is_regular_file(roster)) {
    throw UsageError(fmt::format("--roster: the file {} does not exist.", roster.string()));
  }
  const auto takes = [](const FoundInput& found) { return found.input->name == kRoster; };
  if (std::none_of(found_.begin(), found_.end(), takes)) {
    throw UsageError(fmt::format("--roster: {} links without a roster.", definition_.state_name),
                     "Its definition has no [input.roster].");
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
  const fs::path relative = path.lexically_relative(folder_);
  const bool outside = relative.empty() || *relative.begin() == "..";
  return (outside ? path.filename() : relative).generic_string();
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
  const RE2 wanted(table.members.empty() ? ".*" : table.members);
  for (const fs::path& path : found->paths) {
    const std::string head = read_head(path.string());
    refuse_html(head, path.string());
    const Content content = sniff_content(head);
    const bool packed = content == Content::zip || is_zip_name(path);
    if (!packed && !RE2::FullMatch(relative_name(path), wanted)) continue;  // another table's
    if (content == Content::empty) {
      if (table.allow_empty) continue;
      throw Refused(fmt::format("{}: is empty (0 bytes).", path.string()), "Get the file again.");
    }
    if (content == Content::zip) {
      add_members(table, path, parts);
    } else if (is_zip_name(path)) {
      throw_no_archive(path.string(), content, *found->input);
    } else if (content == Content::text || content == Content::json || content == Content::ole) {
      add_file(table, path, content, parts);
    } else {
      throw Refused(fmt::format("{}: should be a text file, a workbook (.xls) or JSON, but is {}.", path.string(),
                                describe(content)));
    }
  }
  if (parts.empty() && table.required && !found->paths.empty()) throw_no_part(table, found->paths);
  return parts;
}

void Inputs::throw_no_part(const Table& table, const std::vector<fs::path>& paths) {
  const std::string advice = "Is it the right file? Compare with 'state-fin-ingest states " +
                             definition_.code + "'.";
  const bool is_archive = archives_.contains(paths.front());
  if (!is_archive || paths.size() > 1) {
    throw Refused(fmt::format("{}: none of {} file{} is or holds one that matches '{}' for "
                              "[table.{}].",
                              folder_.string(), paths.size(), paths.size() == 1 ? "" : "s",
                              table.members, table.name),
                  advice);
  }
  const auto& members = archive(paths.front())->members();
  throw Refused(fmt::format("{}: has no member that matches '{}' ({} members, such as {}).",
                            paths.front().string(), table.members, members.size(),
                            members.empty() ? "none"
                                            : fmt::format("'{}'", members.front().name)),
                advice);
}

void Inputs::add_file(const Table& table, const fs::path& path, Content content,
                      std::vector<Part>& parts) {
  const Layout& layout = definition_.layout(table.layout);
  const std::string label = path.string();
  parts.push_back({relative_name(path), label, fs::file_size(path),
                   [&layout, &table, label, content](
                       std::size_t block_bytes) -> std::unique_ptr<RowReader> {
                     DelimitedOptions options = options_of(layout, table, block_bytes);
                     auto source = std::make_unique<FileSource>(label);
                     if (content == Content::ole) {
                       return std::make_unique<XlsReader>(std::move(source), options.format, label);
                     }
                     if (content == Content::json) {
                       return std::make_unique<JsonReader>(std::move(source), options.format, label);
                     }
                     return std::make_unique<DelimitedReader>(std::move(source), std::move(options),
                                                              label);
                   }});
}

void Inputs::add_members(const Table& table, const fs::path& path, std::vector<Part>& parts) {
  const Layout& layout = definition_.layout(table.layout);
  const auto zip = archive(path);
  const RE2 pattern(table.members.empty() ? ".*" : table.members);
  std::vector<const ZipMember*> members;
  for (const ZipMember& member : zip->members()) {
    const bool wanted = RE2::FullMatch(member.name, pattern) && !member.name.ends_with('/');
    if (wanted && !(member.bytes == 0 && table.allow_empty)) members.push_back(&member);
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
