#include "account/summary_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "text/date.h"
#include "wording/display_width.h"
#include "wording/figures.h"

namespace sfi {
namespace {

// Further files of a state are only counted; the JSON account lists all.
constexpr std::size_t kInputsShown = 10;

struct Line {
  std::size_t indent = 0;
  std::string label;
  std::string rows;    // to the right
  std::string amount;  // to the right
  std::string text;
};

class Grid {
 public:
  void add(Line line) { lines_.push_back(std::move(line)); }

  std::string text() const {
    const std::size_t labels = widest([](const Line& line) { return line.indent + display_width(line.label); });
    const std::size_t rows = widest([](const Line& line) { return line.rows.size(); });
    const std::size_t amounts = widest([](const Line& line) { return line.amount.size(); });
    std::string text;
    for (const Line& line : lines_) {
      std::string out = padded(std::string(line.indent, ' ') + line.label, labels);
      // A text without numbers starts in the column of numbers.
      const bool has_numbers = !line.rows.empty() || !line.amount.empty();
      if (has_numbers) out += fmt::format("  {:>{}}", line.rows, rows);
      if (has_numbers && amounts != 0) out += fmt::format("  {:>{}}", line.amount, amounts);
      if (!line.text.empty()) out.append("  ").append(line.text);
      out.erase(out.find_last_not_of(' ') + 1);
      text.append(out).append("\n");
    }
    return text;
  }

 private:
  template <typename Width>
  std::size_t widest(Width width) const {
    std::size_t widest = 0;
    for (const Line& line : lines_) widest = std::max(widest, width(line));
    return widest;
  }

  std::vector<Line> lines_;
};

std::string signed_count(std::uint64_t before, std::uint64_t now) {
  return now < before ? fmt::format("-{}", grouped(before - now)) : fmt::format("+{}", grouped(now - before));
}

std::string change_percent(std::uint64_t before, std::uint64_t now) {
  if (before == 0) return {};
  const double share = static_cast<double>(now) / static_cast<double>(before) - 1;
  return fmt::format("{:+.1f} %", share * 100);
}

class TypeLines {
 public:
  TypeLines(Grid& grid, RecordType type, const TypeSummary& summary, bool is_partial)
      : grid_(grid),
        summary_(summary),
        account_(summary.account),
        has_amounts_(type == RecordType::contribs),
        is_partial_(is_partial) {
    grid_.add({2, std::string(to_string(type)), "rows", has_amounts_ ? "amount" : "", {}});
  }

  void add() {
    count("read", account_.read);
    grid_.add({4, "accepted", grouped(account_.accepted), amount(account_.cents), {}});
    add_refunds_left_out();
    add_skipped();
    reasons("rejected", account_.rejected_rows(), account_.rejected);
    add_repairs();
    add_links();
    add_joins();
    if (summary_.indexed) count("duplicates", summary_.duplicates);
    add_previous();
    if (account_.days.first) {
      grid_.add(
          {4, "dates", {}, {}, fmt::format("{} to {}", iso_date(*account_.days.first), iso_date(*account_.days.last))});
    }
    if (!summary_.alias.empty()) grid_.add({4, "served as", {}, {}, summary_.alias});
    if (!summary_.target.empty())
      grid_.add({4, summary_.alias.empty() ? "written to" : "stored in", {}, {}, summary_.target});
  }

 private:
  void count(std::string label, std::uint64_t rows) { grid_.add({4, std::move(label), grouped(rows), {}, {}}); }
  std::string amount(Cents cents) const { return has_amounts_ ? dollars(cents) : ""; }

  void reasons(std::string label, std::uint64_t all, const std::map<std::string, std::uint64_t>& counts) {
    count(std::move(label), all);
    for (const auto& [reason, rows] : counts) grid_.add({6, reason, grouped(rows), {}, {}});
  }

  // The gifts that were given back are in the sum.
  void add_refunds_left_out() {
    const std::string reason("kind_refund");
    const auto rows = account_.skipped.find(reason);
    const auto money = account_.skipped_money.find(reason);
    if (rows == account_.skipped.end() || money == account_.skipped_money.end()) return;
    grid_.add({6, "not less refunds", grouped(rows->second), amount(money->second.cents), "see --kinds"});
  }

  void add_skipped() {
    count("skipped", account_.skipped_rows());
    for (const auto& [reason, rows] : account_.skipped) {
      const auto money = account_.skipped_money.find(reason);
      const bool is_known = money != account_.skipped_money.end();
      grid_.add({6, reason, grouped(rows), is_known ? amount(money->second.cents) : "", {}});
    }
  }

  void add_repairs() {
    if (account_.repaired.empty()) return;
    grid_.add({4, "repaired", {}, {}, {}});
    for (const auto& [rule, times] : account_.repaired) {
      const auto examples = account_.repair_examples.find(rule);
      grid_.add(
          {6,
           rule,
           grouped(times),
           {},
           examples == account_.repair_examples.end() ? "" : fmt::format("at {}", fmt::join(examples->second, ", "))});
    }
  }

  void add_links() {
    bool any = false;
    for (const LinkCount& link : account_.links) {
      if (link.rows == 0) continue;
      if (!std::exchange(any, true)) grid_.add({4, "linked by", {}, {}, {}});
      grid_.add({6, link.step, grouped(link.rows), amount(link.cents), counted(link.filers, "filer")});
    }
  }

  // Joins that found nothing for some rows; where these rows are dropped, they are among the skipped ones.
  void add_joins() {
    bool any = false;
    for (const JoinCount& join : account_.joins) {
      if (join.not_found == 0) continue;
      if (!std::exchange(any, true)) grid_.add({4, "not found by", {}, {}, {}});
      grid_.add({6, join.join, grouped(join.not_found), amount(join.not_found_cents),
                 fmt::format("{} found, in stream {}", grouped(join.found), join.stream)});
    }
  }

  void add_previous() {
    if (!summary_.previous_count || is_partial_) return;
    const std::uint64_t before = *summary_.previous_count;
    count("previous run", before);
    grid_.add({4, "change", signed_count(before, account_.accepted), {}, change_percent(before, account_.accepted)});
  }

  Grid& grid_;
  const TypeSummary& summary_;
  const TypeAccount& account_;
  bool has_amounts_;
  bool is_partial_;
};

void add_inputs(Grid& grid, const StateSummary& state) {
  if (state.inputs.empty()) return;
  grid.add({2, "inputs", "rows", "size", {}});
  for (std::size_t i = 0; i < std::min(state.inputs.size(), kInputsShown); ++i) {
    const InputSummary& input = state.inputs[i];
    grid.add({4, input.path, grouped(input.rows), short_bytes(input.bytes), input.layout});
  }
  if (state.inputs.size() <= kInputsShown) return;
  grid.add({4, fmt::format("... and {} more", state.inputs.size() - kInputsShown), {}, {}, {}});
}

void add_unread(Grid& grid, const StateSummary& state) {
  if (state.unread.empty()) return;
  constexpr std::size_t kCodesShown = 5;
  grid.add({2, "unread values", "rows", {}, {}});
  for (const UnreadColumn& column : state.unread) {
    grid.add({4,
              column.column,
              grouped(column.unread),
              {},
              fmt::format("{}, {}: {}", column.what(), column.read_as(), column.examples_text(kCodesShown))});
  }
}

double total_seconds(const StateSummary& state) {
  double total = 0;
  for (const auto& [stage, seconds] : state.seconds) total += seconds;
  return total;
}

// On as many lines as needed; empty for a run that ended in its first stage.
std::string seconds_lines(const StateSummary& state) {
  if (state.seconds.size() < 2) return {};
  constexpr std::size_t kWidth = 79;
  std::string text;
  std::string line;
  for (const auto& [stage, seconds] : state.seconds) {
    const std::string figure = fmt::format("{} {:.2f}", stage, seconds);
    if (line.size() + figure.size() + 2 > kWidth) {
      text.append(line).append(",\n");
      line.clear();
    }
    line += fmt::format("{}{}", !line.empty() ? ", " : text.empty() ? "  seconds  " : "           ", figure);
  }
  return line.empty() ? "" : text.append(line).append("\n");
}

// Green: served now; yellow: only checked; red: anything else.
std::string headline(const StateSummary& state, bool color) {
  const std::string text = fmt::format("{} ({}): {}", state.name, state.state, state.status);
  if (!color) return text;
  const char* code = state.status == "promoted" ? "1;32" : state.status == "checked" ? "1;33" : "1;31";
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

bool is_loaded(const StateSummary& state) {
  return state.status == "promoted" || state.status == "checked";
}

std::string sum_of(const std::vector<StateSummary>& states, RecordType type) {
  std::uint64_t records = 0;
  Cents cents;
  bool any = false;
  for (const StateSummary& state : states) {
    const auto found = state.types.find(type);
    if (found == state.types.end() || !is_loaded(state)) continue;
    any = true;
    records += found->second.account.accepted;
    cents += found->second.account.cents;
  }
  if (!any) return {};
  const std::string amount = type == RecordType::contribs ? ", " + dollars(cents) : "";
  return fmt::format("{} {}{}", grouped(records), to_string(type), amount);
}

// A line for each state, at most 80 columns wide.
std::string table_of(const std::vector<StateSummary>& states) {
  constexpr std::string_view kLine = "{:<5} {:<11} {:>11} {:>18} {:>9} {:>11} {:>8}\n";
  std::string text = fmt::format(kLine, "state", "status", "contribs", "amount", "reports", "skipped", "rejected");
  for (const StateSummary& state : states) {
    if (!is_loaded(state)) {
      text += fmt::format("{:<5} {}\n", state.state, state.status);
      continue;
    }
    std::map<RecordType, std::string> accepted;
    std::uint64_t skipped = 0;
    std::uint64_t rejected = 0;
    Cents cents;
    for (const auto& [type, summary] : state.types) {
      accepted[type] = grouped(summary.account.accepted);
      skipped += summary.account.skipped_rows();
      rejected += summary.account.rejected_rows();
      cents += summary.account.cents;
    }
    const bool has_money = accepted.contains(RecordType::contribs);
    text +=
        fmt::format(kLine, state.state, state.status, accepted[RecordType::contribs], has_money ? dollars(cents) : "",
                    accepted[RecordType::reports], grouped(skipped), grouped(rejected));
  }
  return text;
}

}  // namespace

std::string summary_text(const StateSummary& state, bool color) {
  const std::string first = fmt::format("{} in {}\n", headline(state, color), short_seconds(total_seconds(state)));
  std::string text;
  Grid grid;
  for (const auto& [type, summary] : state.types) TypeLines(grid, type, summary, state.is_partial).add();
  add_unread(grid, state);
  add_inputs(grid, state);
  text += grid.text();
  for (const auto& [reason, examples] : state.reject_examples) {
    for (const std::string& example : examples) text += fmt::format("  {} at {}\n", reason, example);
  }
  for (const std::string& note : state.notes) text += fmt::format("  note: {}\n", note);
  text += seconds_lines(state);
  if (!state.next_step.empty()) text += fmt::format("  next: {}\n", state.next_step);
  return first + terminal_text(with_short_words(text));
}

std::string summary_of_all(const std::vector<StateSummary>& states) {
  std::vector<std::pair<std::string, std::vector<std::string>>> statuses{
      {"promoted", {}}, {"checked", {}}, {"refused", {}}, {"failed", {}}, {"interrupted", {}}};
  for (const StateSummary& state : states) {
    for (auto& [status, of_status] : statuses) {
      if (status == state.status) of_status.push_back(state.state);
    }
  }
  std::string line = counted(states.size(), "state") + ": ";
  bool first = true;
  for (const auto& [status, of_status] : statuses) {
    if (of_status.empty()) continue;
    line += fmt::format("{}{} {}", std::exchange(first, false) ? "" : ", ", of_status.size(), status);
    // States that need attention are named.
    if (status != "promoted" && status != "checked") line += fmt::format(" ({})", fmt::join(of_status, ", "));
  }
  std::vector<std::string> sums;
  for (const RecordType type : kRecordTypes) {
    std::string sum = sum_of(states, type);
    if (!sum.empty()) sums.push_back(std::move(sum));
  }
  const std::string loaded = sums.empty() ? "" : fmt::format("all states: {}\n", fmt::join(sums, "; "));
  const bool any = std::any_of(states.begin(), states.end(), is_loaded);
  return fmt::format("{}{}{}\n", any ? table_of(states) : "", loaded, line);
}

}  // namespace sfi
