#include "serve/router.h"

#include "serve/query.h"

namespace sfi {
namespace {

constexpr std::string_view kAny = "{}";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.push_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

Form cut_extension(std::string_view& path) {
  for (const auto& [extension, form] : {std::pair{".json", Form::json}, std::pair{".csv", Form::csv}}) {
    if (!path.ends_with(extension)) continue;
    path.remove_suffix(std::string_view(extension).size());
    return form;
  }
  return Form::page;
}

// The values of the {}; nothing if the path is another.
std::optional<std::vector<std::string>> values_of(std::string_view pattern, std::string_view path) {
  const auto wanted = segments_of(pattern);
  const auto given = segments_of(path);
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::string text = percent_decoded(given[i], false);
    if (wanted[i] != kAny && wanted[i] != text) return std::nullopt;
    if (wanted[i] == kAny && text.empty()) return std::nullopt;
    if (wanted[i] == kAny) values.push_back(std::move(text));
  }
  return values;
}

}  // namespace

std::optional<Match> find_route(std::span<const Pattern> patterns, std::string_view path) {
  std::string_view stem = path;
  const Form form = cut_extension(stem);
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const bool as_table = form != Form::page && patterns[i].is_table;
    auto values = values_of(patterns[i].path, as_table ? stem : path);
    if (values) return Match{i, std::move(*values), as_table ? form : Form::page};
  }
  return std::nullopt;
}

}  // namespace sfi
