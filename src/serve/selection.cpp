#include "serve/selection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "record/schema.h"
#include "serve/candidate_key.h"
#include "serve/problem.h"
#include "text/json_text.h"
#include "text/money.h"
#include "wording/display_width.h"
#include "wording/nearest.h"

namespace sfi {
namespace {

constexpr std::size_t kLongestValue = 200;
constexpr std::array<std::string_view, kKindCount> kKinds{"monetary", "in_kind", "loan", "refund", "other"};

constexpr Filter kFilters[] = {
    {"state", "State", Filter::Kind::state, "jurisdiction = {0}", "two letters, such as tx"},
    {"chamber", "Chamber", Filter::Kind::word, "candidate.house = {0}", "lower, upper or unicameral"},
    {"party", "Party", Filter::Kind::text,
     "candidate.party_code = lower({0}) OR lower(trim(candidate.party)) = lower({0})", "dem, rep, ... or as filed"},
    {"kind", "Kind", Filter::Kind::word, "kind = {0}", "monetary, in_kind, loan, refund or other"},
    {"year", "Year", Filter::Kind::year,
     "contribution_date >= make_date({0}::INTEGER, 1, 1) AND contribution_date < make_date({0}::INTEGER + 1, 1, 1)",
     "of the contribution's date"},
    {"candidate", "Candidate", Filter::Kind::text,
     "candidate.candidate_id = {0} OR contains(lower(strip_accents(candidate.name)), lower(strip_accents({0})))",
     "id or part of the name"},
    {"candidate_id", "Candidate's id", Filter::Kind::text, SFI_CANDIDATE_KEY " = {0}", "the whole id"},
    {"donor", "Donor", Filter::Kind::text, "contains(lower(strip_accents(name)), lower(strip_accents({0})))",
     "part of the name"},
    {"donor_name", "Donor's name", Filter::Kind::text, "upper(trim(name)) = upper({0})", "the whole name, in any case"},
    {"filer_id", "Filer's id", Filter::Kind::text, "filer.filer_id = {0}", "the whole id"},
    {"min", "At least", Filter::Kind::money, "amount >= {0}::DECIMAL(14, 2)", "dollars"},
    {"max", "At most", Filter::Kind::money, "amount <= {0}::DECIMAL(14, 2)", "dollars"},
};

[[noreturn]] void refuse(const Filter& filter, const std::string& value, const std::string& advice) {
  throw bad_request(fmt::format("'{}' is not a value of the parameter '{}'.", cut_to_width(value, 60), filter.name),
                    advice);
}

std::string word(const Filter& filter, std::string value) {
  const auto words = words_of(filter);
  std::ranges::transform(value, value.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (std::ranges::find(words, value) != words.end()) return value;
  const std::vector<std::string> known(words.begin(), words.end());
  refuse(filter, value, fmt::format("Use {}.{}", fmt::join(known, ", "), did_you_mean(value, known)));
}

std::string state(const Filter& filter, std::string value) {
  if (value.size() == 2) {
    for (char& c : value) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (std::ranges::all_of(value, [](char c) { return c >= 'a' && c <= 'z'; })) return value;
  }
  refuse(filter, value, "Use two letters, such as tx.");
}

std::string year(const Filter& filter, const std::string& value) {
  const bool is_year = value.size() == 4 && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_year || value == "0000") refuse(filter, value, "Use four digits, such as 2024.");
  return value;
}

std::string money(const Filter& filter, const std::string& value) {
  const auto cents = parse_cents(value);
  constexpr std::int64_t kMost = 99'999'999'999'999;  // of a DECIMAL(14, 2)
  if (!cents || cents->value > kMost || cents->value < -kMost) refuse(filter, value, "Use dollars, such as 250.00.");
  char text[kMaxJsonNumber];
  return {text, write_json_cents(text, *cents)};
}

std::string checked(const Filter& filter, const std::string& value) {
  if (value.size() > kLongestValue) refuse(filter, value, "It is too long.");
  switch (filter.kind) {
    case Filter::Kind::word:
      return word(filter, value);
    case Filter::Kind::state:
      return state(filter, value);
    case Filter::Kind::year:
      return year(filter, value);
    case Filter::Kind::money:
      return money(filter, value);
    case Filter::Kind::text:
      break;
  }
  return value;
}

}  // namespace

std::span<const Filter> filters() {
  return kFilters;
}

std::vector<std::string> filter_names() {
  std::vector<std::string> names;
  for (const Filter& filter : kFilters) names.emplace_back(filter.name);
  return names;
}

std::span<const std::string_view> words_of(const Filter& filter) {
  if (filter.kind != Filter::Kind::word) return {};
  if (std::string_view(filter.name) == "chamber") return kHouses;
  return kKinds;
}

Selection::Selection(const Query& query) {
  for (const Filter& filter : kFilters) {
    if (const auto value = query.get(filter.name)) values_.push_back({&filter, checked(filter, *value)});
  }
}

void Selection::add(std::string_view filter, const std::string& value) {
  const auto* found =
      std::ranges::find(kFilters, filter, [](const Filter& known) { return std::string_view(known.name); });
  values_.push_back({found, value});
}

std::optional<std::string> Selection::state() const {
  for (const Value& value : values_) {
    if (value.filter->kind == Filter::Kind::state) return value.text;
  }
  return std::nullopt;
}

std::string Selection::sql(std::vector<std::string>& bound) const {
  std::string sql = "true";
  for (const Value& value : values_) {
    bound.push_back(value.text);
    sql += fmt::format(" AND ({})", fmt::format(fmt::runtime(value.filter->sql), fmt::format("${}", bound.size())));
  }
  return sql;
}

}  // namespace sfi
