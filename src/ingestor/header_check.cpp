#include "ingestor/header_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "definition/embedded.h"
#include "definition/file_names.h"
#include "definition/load.h"
#include "definition/used_columns.h"
#include "plan/lookup_plan.h"
#include "plan/record_plan.h"

namespace sfi {
namespace {

// Fewer could match by chance.
constexpr std::size_t kEnoughColumns = 5;

BuiltLookups empty_lookups(const Definition& definition) {
  BuiltLookups empty;
  for (const Lookup& lookup : definition.lookups) {
    empty[lookup.name] = std::make_shared<LookupTable>(lookup.value_names());
  }
  return empty;
}

// How many of the table's columns the header has; 0 if fewer than nine in ten.
std::size_t matching_columns(const Definition& definition, const Table& table, const std::vector<std::string>& names) {
  const char delimiter = definition.layout(table.layout).dialect.delimiter;
  const Columns columns(names.size() == 1 ? column_names(names.front(), delimiter) : names);
  const std::size_t needed = missing_columns(definition, table, Columns({})).size();
  const std::size_t missing = missing_columns(definition, table, columns).size();
  return needed >= kEnoughColumns && missing * 10 <= needed ? needed - missing : 0;
}

// A header that is a single name is a line with other delimiters: the one that gives most names is its own.
std::vector<std::string> words_of_header(const std::vector<std::string>& names) {
  if (names.size() != 1) return names;
  std::vector<std::string> words;
  for (const char delimiter : {',', ';', '|', '\t'}) {
    std::vector<std::string> cut = column_names(names.front(), delimiter);
    if (cut.size() > words.size()) words = std::move(cut);
  }
  return words;
}

// The built-in definitions of other states that mention most of the header, best first. To parse all of them takes
// about fifty milliseconds, to search their texts about one.
std::vector<std::string> states_with_such_columns(const std::string& code, const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 3;
  const std::vector<std::string> words = words_of_header(names);
  std::vector<std::pair<std::size_t, std::string>> states;
  for (const EmbeddedDefinition& definition : embedded_definitions()) {
    if (definition.code == code) continue;
    const auto mentioned = [&](const std::string& word) {
      return !word.empty() && definition.text.find(word) != std::string_view::npos;
    };
    const auto count = static_cast<std::size_t>(std::count_if(words.begin(), words.end(), mentioned));
    if (count >= kEnoughColumns) states.emplace_back(count, definition.code);
  }
  std::stable_sort(states.begin(), states.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> best;
  for (std::size_t i = 0; i < std::min(kMost, states.size()); ++i) best.push_back(std::move(states[i].second));
  return best;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Where these columns are in the file; "#7" too.
std::set<std::uint32_t> places_of(const std::vector<std::string>& names, const Columns& columns) {
  std::set<std::uint32_t> places;
  for (const std::string& name : names) {
    if (const auto place = columns.find(name)) places.insert(*place);
  }
  return places;
}

}  // namespace

std::vector<MissingColumn> missing_columns(const Definition& definition, const Table& table, const Columns& columns) {
  // Binding needs only the names of the lookups' values, so empty tables suffice.
  const BuiltLookups empty = empty_lookups(definition);
  const PlanSources sources{definition, columns, empty};
  std::vector<MissingColumn> missing;
  for (const Lookup& lookup : definition.lookups) {
    if (lookup.table == table.name) compile_lookup(sources, lookup, missing);
  }
  for (const Stream& stream : definition.streams) {
    if (stream.table == table.name) compile_stream(sources, stream, Selection{}, missing);
  }
  return missing;
}

std::string columns_of_another_state(const std::string& code, const std::vector<std::string>& names) {
  std::string found;
  std::size_t most = 0;
  for (const std::string& other : states_with_such_columns(code, names)) {
    const Definition definition = load_definition(other, std::nullopt);
    for (const Table& table : definition.tables) {
      const std::size_t matching = matching_columns(definition, table, names);
      if (matching <= most) continue;
      most = matching;
      found = fmt::format("Its columns are those of {}'s [table.{}]", definition.state_name, table.name);
    }
  }
  return found;
}

HeaderChanges header_changes(const Definition& definition, const Table& table, const Columns& columns) {
  const auto used = used_columns(definition, table);
  const auto ignored = table.ignored.value_or(std::vector<std::string>{});
  std::vector<std::string> names = ignored;
  names.insert(names.end(), table.optional.begin(), table.optional.end());
  for (const auto& list : table.columns) names.insert(names.end(), list.begin(), list.end());
  for (const auto& list : used) names.insert(names.end(), list.begin(), list.end());
  const Columns known(names);
  const std::set<std::uint32_t> places = places_of(names, columns);
  HeaderChanges changes;
  for (std::uint32_t place = 0; place < columns.count(); ++place) {
    const std::string& name = columns.names()[place];
    const bool is_known = name.empty() || known.find(name) || places.contains(place) || matches_any(name, ignored);
    if (!is_known) changes.added.push_back(name);
  }
  for (const auto& list : used) {
    if (contains(table.optional, list.front()) && places_of(list, columns).empty()) {
      changes.absent.push_back(list.front());
    }
  }
  return changes;
}

std::vector<std::pair<std::string, std::string>> doubly_bound(const Definition& definition, const Table& table,
                                                              const Columns& columns) {
  const auto used = used_columns(definition, table);
  std::set<std::string> own_names;
  for (const auto& list : used) own_names.insert(list.front());
  std::vector<std::pair<std::string, std::string>> doubled;
  for (const auto& list : used) {
    const auto bound =
        std::find_if(list.begin(), list.end(), [&](const std::string& name) { return columns.find(name).has_value(); });
    if (bound == list.end() || bound == list.begin() || !own_names.contains(*bound)) continue;
    doubled.emplace_back(list.front(), *bound);
  }
  return doubled;
}

}  // namespace sfi
