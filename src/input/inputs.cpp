#include "input/inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "base/error.h"
#include "base/system_advice.h"
#include "definition/file_names.h"
#include "definition/used_columns.h"
#include "input/same_file.h"
#include "input/table_fit.h"
#include "text/decode.h"
#include "text/natural_order.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoster = "roster";

// All files below a folder, hidden ones left out, in the natural order of their names. What keeps it from
// being read to its end goes to `error`; that it is missing is none.
std::vector<fs::path> files_below(const fs::path& folder, std::error_code& error) {
  std::vector<fs::path> paths;
  std::error_code unknown;  // of a link that leads nowhere
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with('.')) {
      if (at->is_directory(unknown)) at.disable_recursion_pending();
    } else if (at->is_regular_file(unknown)) {
      paths.push_back(at->path());
    }
  }
  if (error == std::errc::no_such_file_or_directory) error.clear();
  std::sort(paths.begin(), paths.end(),
            [](const fs::path& a, const fs::path& b) { return natural_less(a.native(), b.native()); });
  return paths;
}

// The user's own remarks, and what `download` notes.
bool is_about_the_folder(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with("README") || name == "downloads.lock.json";
}

}  // namespace

Inputs::Inputs(const Definition& definition, fs::path folder, const std::optional<fs::path>& roster)
    : definition_(definition), folder_(std::move(folder)), finder_(definition) {
  const std::vector<fs::path> files = files_below(folder_, unreadable_);
  std::set<fs::path> named;
  for (const InputFile& input : definition.inputs) {
    FoundInput found{&input, {}};
    std::copy_if(files.begin(), files.end(), std::back_inserter(found.paths),
                 [&](const fs::path& path) { return matches_any(relative_name(path), input.patterns); });
    named.insert(found.paths.begin(), found.paths.end());
    if (roster && input.name == kRoster) found.paths = {*roster};
    found_.push_back(std::move(found));
  }
  for (const fs::path& path : files) {
    if (!named.contains(path) && !is_about_the_folder(path)) unread_.push_back(relative_name(path));
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
  if (unreadable_) {
    return {fmt::format("{}: the folder cannot be read completely: {}. {}", folder_.string(), unreadable_.message(),
                        system_advice(unreadable_.value()))};
  }
  std::vector<std::string> sentences = badly_named();
  for (const FoundInput& found : found_) {
    if (!found.paths.empty() || !found.input->required) continue;
    std::string sentence = fmt::format("{}: is missing.", (folder_ / found.input->path).string());
    if (!found.input->url.empty()) {
      sentence +=
          fmt::format(" Get it with 'state-fin-ingest download {}', or from {}", definition_.code, found.input->url);
    }
    if (!found.input->how.empty()) sentence += fmt::format("\n    {}", found.input->how);
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

// No pattern of a definition would match such a name, and no document could hold it.
std::vector<std::string> Inputs::badly_named() const {
  std::vector<std::string> sentences;
  for (const FoundInput& found : found_) {
    for (const fs::path& path : found.paths) {
      if (is_valid_utf8(relative_name(path))) continue;
      sentences.push_back(fmt::format("{}: the name of this file is not valid UTF-8. Rename it.", path.string()));
    }
  }
  return sentences;
}

std::string Inputs::relative_name(const fs::path& path) const {
  const fs::path relative = path.lexically_relative(folder_);
  const bool outside = relative.empty() || *relative.begin() == "..";
  return (outside ? path.filename() : relative).generic_string();
}

const FoundInput& Inputs::input_of(const Table& table) const {
  return *std::find_if(found_.begin(), found_.end(),
                       [&](const FoundInput& input) { return input.input->name == table.input; });
}

std::vector<Part> Inputs::parts(const Table& table) {
  std::vector<Part> parts = named_parts(table);
  if (shares_files(table)) keep_own(table, parts);
  refuse_packed_and_unpacked(parts);
  return parts;
}

std::vector<Part> Inputs::named_parts(const Table& table) {
  const FoundInput& found = input_of(table);
  std::vector<Part> parts;
  bool any = false;
  for (const fs::path& path : found.paths) {
    any |= finder_.find(table, *found.input, path, relative_name(path), parts);
  }
  if (!any && table.required && !found.paths.empty()) throw_no_part(table, found);
  return parts;
}

bool Inputs::shares_files(const Table& table) const {
  const std::vector<fs::path>& own = input_of(table).paths;
  return std::any_of(definition_.tables.begin(), definition_.tables.end(), [&](const Table& other) {
    if (&other == &table) return false;
    const std::vector<fs::path>& theirs = input_of(other).paths;
    return std::find_first_of(own.begin(), own.end(), theirs.begin(), theirs.end()) != own.end();
  });
}

void Inputs::find_owners() {
  struct Claim {
    const Table* table;
    Part part;
  };
  std::map<std::string, std::vector<Claim>> claims;
  for (const Table& table : definition_.tables) {
    if (!shares_files(table) || used_columns(definition_, table).empty()) continue;
    try {
      for (Part& part : named_parts(table)) claims[part.label].push_back({&table, std::move(part)});
    } catch (const Refused&) {  // it will be again when the table is read
    }
  }
  owners_.emplace();
  for (const auto& [label, claimants] : claims) {
    if (claimants.size() == 1) continue;
    const Table*& owner = (*owners_)[label];
    std::optional<TableFit> best;
    for (const Claim& claim : claimants) {
      const TableFit fit = fit_of(definition_, *claim.table, claim.part);
      if (best && !fit.is_better_than(*best)) continue;
      best = fit;
      owner = claim.table;
    }
  }
}

void Inputs::keep_own(const Table& table, std::vector<Part>& parts) {
  if (!owners_) find_owners();
  const std::size_t named = parts.size();
  std::erase_if(parts, [&](const Part& part) {
    const auto owner = owners_->find(part.label);
    return owner != owners_->end() && owner->second != &table;
  });
  if (named == 0 || !parts.empty() || !table.required || !input_of(table).input->required) return;
  throw Refused(fmt::format("{}: none of the {} file{} that match '{}' has the columns of [table.{}].",
                            folder_.string(), named, named == 1 ? "" : "s", input_of(table).input->path, table.name),
                input_of(table).input->how);
}

void Inputs::throw_no_part(const Table& table, const FoundInput& found) {
  const std::vector<fs::path>& paths = found.paths;
  std::string advice = found.input->how.empty() ? "" : found.input->how + "\n  ";
  advice += "Is it the right file? Compare with 'state-fin-ingest states " + definition_.code + "'.";
  const ZipArchive* archive = finder_.archive(paths.front());
  if (archive == nullptr || paths.size() > 1) {
    throw Refused(fmt::format("{}: none of {} file{} is or holds one that matches '{}' for "
                              "[table.{}].",
                              folder_.string(), paths.size(), paths.size() == 1 ? "" : "s", table.members, table.name),
                  advice);
  }
  const auto& members = archive->members();
  throw Refused(
      fmt::format("{}: has no member that matches '{}' ({} members, such as {}).", paths.front().string(),
                  table.members, members.size(), members.empty() ? "none" : fmt::format("'{}'", members.front().name)),
      advice);
}

}  // namespace sfi
