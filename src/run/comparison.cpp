#include "run/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "account/summary_json.h"
#include "base/error.h"

namespace sfi {
namespace {

constexpr std::uint64_t kEnoughRecords = 20;
constexpr double kNotedPoints = 20;
constexpr double kFewPercent = 2;  // below, a share may halve by chance

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

void check_shrink(RecordType type, double max_percent, const TypeSummary& summary) {
  const auto before = static_cast<double>(*summary.previous_count);
  const auto now = static_cast<double>(summary.account.accepted);
  if (now >= before * (1 - max_percent / 100)) return;
  throw Refused(fmt::format("There are {} {} now, but {} in the served run: more than {} % fewer.",
                            summary.account.accepted, to_string(type), *summary.previous_count, max_percent),
                "Check that the input is complete. If it is, run again with --max-shrink 100%.");
}

void check_growth(RecordType type, double max_percent, const TypeSummary& summary) {
  const auto before = static_cast<double>(*summary.previous_count);
  if (before == 0 || static_cast<double>(summary.account.accepted) <= before * (1 + max_percent / 100)) return;
  throw Refused(fmt::format("There are {} {} now, but {} in the served run: more than {} % more.",
                            summary.account.accepted, to_string(type), *summary.previous_count, max_percent),
                "Check that no file or export is there twice. If all is right, run again with a larger --max-growth.");
}

// Collects the shares that have fallen, or risen, notably.
class DriftFinder {
 public:
  void fell(const std::string& what, double before, double now) {
    const bool halved = before >= kFewPercent && now <= before / 2;
    if (before > now && (before - now >= kNotedPoints || halved)) drifts_.push_back({what, before, now});
  }
  void rose(const std::string& what, double before, double now) {
    if (now - before >= kNotedPoints) drifts_.push_back({what, before, now});
  }
  std::vector<Drift> take() {
    std::stable_sort(drifts_.begin(), drifts_.end(),
                     [](const Drift& a, const Drift& b) { return a.points() > b.points(); });
    return std::move(drifts_);
  }

 private:
  std::vector<Drift> drifts_;
};

std::uint64_t count_of(const std::map<std::string, std::uint64_t>& counts, const std::string& name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

std::uint64_t rows_of_step(const TypeAccount& account, const std::string& step) {
  const auto found = std::find_if(account.links.begin(), account.links.end(),
                                  [&](const LinkCount& link) { return link.step == step; });
  return found == account.links.end() ? 0 : found->rows;
}

}  // namespace

void check_count_against_before(RecordType type, const RunOptions& options, const TypeSummary& summary) {
  if (!summary.previous_count) return;
  check_shrink(type, options.max_shrink_percent, summary);
  if (options.max_growth_percent) check_growth(type, *options.max_growth_percent, summary);
}

std::vector<std::string> doubts_about_growth(const TypeSummaries& types) {
  std::vector<std::string> notes;
  for (const auto& [type, summary] : types) {
    const std::uint64_t before = summary.previous_count.value_or(0);
    if (before == 0 || summary.account.accepted < before * 2) continue;
    notes.push_back(fmt::format("There are {} {} now, but {} in the served run: is a file or export there twice?",
                                summary.account.accepted, to_string(type), before));
  }
  return notes;
}

std::string Drift::text() const {
  return fmt::format("{:.1f} % {}, {:.1f} % in the served run", now, what, before);
}

std::vector<Drift> drifts(RecordType type, const TypeAccount& before, const TypeAccount& now) {
  DriftFinder finder;
  if (before.accepted < kEnoughRecords || now.accepted < kEnoughRecords) return {};
  for (const auto& [field, rows] : before.filled) {
    finder.fell(fmt::format("of the {} have '{}'", to_string(type), field), percent(rows, before.accepted),
                percent(count_of(now.filled, field), now.accepted));
  }
  for (const auto& [field, words] : before.words) {
    const auto now_of_field = now.words.find(field);
    for (const auto& [word, records] : words) {
      finder.fell(fmt::format("of the {} have '{}' as '{}'", to_string(type), word, field),
                  percent(records, before.accepted),
                  percent(now_of_field == now.words.end() ? 0 : count_of(now_of_field->second, word), now.accepted));
    }
  }
  for (const LinkCount& link : before.links) {
    finder.fell(fmt::format("of the {} are linked by '{}'", to_string(type), link.step),
                percent(link.rows, before.accepted), percent(rows_of_step(now, link.step), now.accepted));
  }
  for (const auto& [reason, rows] : now.skipped) {
    finder.rose(fmt::format("of the rows of {} are left out as '{}'", to_string(type), reason),
                percent(count_of(before.skipped, reason), before.read), percent(rows, now.read));
  }
  return finder.take();
}

std::vector<std::string> check_drift(double max_points, const std::string& before_json, const TypeSummaries& types) {
  const auto states = read_summary_json(before_json);
  if (!states || states->empty()) return {};
  std::vector<std::string> notes;
  for (const auto& [type, summary] : types) {
    const auto before = states->front().types.find(type);
    if (before == states->front().types.end() || before->second.account.filled.empty()) continue;  // an older account
    for (const Drift& drift : drifts(type, before->second.account, summary.account)) {
      if (drift.points() > max_points) {
        throw Refused(fmt::format("Only {}: more than --max-drift {:g}% allows.", drift.text(), max_points),
                      "Was a column renamed, or do new codes or ids match nothing? See the notes and 'skipped' above. "
                      "If all is right, run again with --max-drift 100%.");
      }
      notes.push_back(fmt::format("{}: was a column renamed, or do new codes or ids match nothing?", drift.text()));
    }
  }
  return notes;
}

}  // namespace sfi
