#include "report/run_sections.h"

#include <fmt/format.h>

#include <map>

#include "report/html.h"
#include "wording/figures.h"

namespace sfi {
namespace {

using html::Table;
using Counts = std::map<std::string, std::uint64_t>;

std::string words(RecordType type) {
  return type == RecordType::contribs ? "contributions" : "reports";
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return html::percent(static_cast<double>(part), static_cast<double>(whole));
}

std::string counts_table(const std::string& caption, const Counts& counts, std::uint64_t read) {
  Table table(caption, {{"reason", false}, {"rows"}, {"share"}});
  for (const auto& [reason, rows] : counts) {
    table.add({reason, grouped(rows), share(rows, read)}, static_cast<double>(rows));
  }
  return table.str();
}

// Skipped money is unknown for reports and for runs of older versions.
std::string skipped_table(const std::string& caption, const TypeAccount& account) {
  if (account.skipped_money.empty()) return counts_table(caption, account.skipped, account.read);
  Table table(caption, {{"reason", false}, {"rows"}, {"share", true, false}, {"sum"}, {"without amount"}});
  for (const auto& [reason, rows] : account.skipped) {
    const auto money = account.skipped_money.find(reason);
    const bool is_known = money != account.skipped_money.end();
    table.add({reason, grouped(rows), share(rows, account.read), is_known ? dollars(money->second.cents) : "–",
               is_known ? grouped(money->second.without_amount) : "–"},
              static_cast<double>(rows));
  }
  return table.str();
}

std::string left_out(RecordType type, const TypeAccount& account) {
  const std::string name = words(type);
  std::string body = account.skipped.empty()
                         ? html::paragraph(fmt::format("No row of {} was skipped.", name))
                         : skipped_table(fmt::format("Rows of {} that were skipped", name), account);
  body += account.rejected.empty()
              ? html::paragraph(fmt::format("No row of {} was rejected.", name))
              : counts_table(fmt::format("Rows of {} that were rejected", name), account.rejected, account.read);
  if (account.repaired.empty()) return body;
  return body + counts_table(fmt::format("Repairs of {}: such rows were loaded", name), account.repaired, account.read);
}

std::string name_of(const UnlinkedAccount::Filer& filer) {
  if (!filer.name.empty()) return filer.name;
  return filer.id.empty() ? "(not named in the row)" : "(no name)";
}

}  // namespace

std::string account_section(const StateSummary& state) {
  Table table("read = accepted + skipped + rejected",
              {{"rows of", false}, {"read"}, {"accepted"}, {"skipped"}, {"rejected"}, {"adds up"}});
  for (const auto& [type, summary] : state.types) {
    const TypeAccount& account = summary.account;
    table.add({words(type), grouped(account.read), grouped(account.accepted), grouped(account.skipped_rows()),
               grouped(account.rejected_rows()), account.adds_up() ? "yes" : "NO"});
  }
  return html::paragraph(
             "Skipped rows could be read but are out of scope; rejected rows could not be read "
             "faithfully. Both are listed below.") +
         table.str();
}

std::string left_out_section(const StateSummary& state) {
  std::string body = html::paragraph(
      "A row counts under the first rule that dropped it. Its amount is added if it can be read, with the sign in "
      "the file; it can be of any kind (a loan, say) and can occur in the files more than once.");
  for (const auto& [type, summary] : state.types) body += left_out(type, summary.account);
  return body;
}

std::string links_section(const StateSummary& state) {
  Table table("Accepted contributions by the step that linked them", {{"step", false}, {"filers"}, {"rows"}, {"sum"}});
  for (const LinkCount& link : state.links()) {
    table.add({link.step, grouped(link.filers), grouped(link.rows), dollars(link.cents)},
              static_cast<double>(link.rows));
  }
  return table.empty() ? html::paragraph("The rows name office and candidate themselves, so no links are needed.")
                       : table.str();
}

std::string unread_section(const StateSummary& state) {
  Table table("By column of the files",
              {{"column", false}, {"section of the definition", false}, {"rows"}, {"of"}, {"which", false}});
  constexpr std::size_t kShown = 10;
  for (const UnreadColumn& column : state.unread) {
    table.add({column.column, column.section, grouped(column.unread), grouped(column.values),
               fmt::format("{}: {}", column.read_as(), column.examples_text(kShown))},
              static_cast<double>(column.unread));
  }
  if (table.empty()) return html::paragraph("No such value is recorded.");
  return html::paragraph("These rows are loaded, although a code or date in them could not be read.") + table.str();
}

std::string unlinked_section(const UnlinkedAccount& unlinked) {
  if (unlinked.all.rows == 0) return html::paragraph("No row was left out for lack of a candidate.");
  std::string body = html::paragraph(fmt::format(
      "{} rows of {}{} filers, {}, were left out because no legislative candidate was found for them. Most belong to "
      "other offices, parties and committees; a filer that belongs to a candidate for the legislature is a missing "
      "link (a roster can add it).",
      grouped(unlinked.all.rows), unlinked.beyond.rows == 0 ? "" : "more than ", grouped(unlinked.filers),
      dollars(unlinked.all.money.cents)));
  Table table("The filers with the most money (50 at most)",
              {{"filer", false}, {"id", false}, {"rows"}, {"sum"}, {"without amount", true, false}});
  SkippedRows rest = unlinked.all;
  for (const UnlinkedAccount::Filer& filer : unlinked.top) {
    const SkippedMoney& money = filer.sum.money;
    table.add({name_of(filer), filer.id, grouped(filer.sum.rows), dollars(money.cents), grouped(money.without_amount)},
              static_cast<double>(money.cents.value));
    rest.subtract(filer.sum);
  }
  if (rest.rows != 0) {
    table.add({"all others", "", grouped(rest.rows), dollars(rest.money.cents), grouped(rest.money.without_amount)});
  }
  return body + table.str();
}

std::string files_section(const StateSummary& state) {
  Table table("Input files", {{"file", false}, {"bytes"}, {"rows"}, {"SHA-256", false}});
  for (const InputSummary& input : state.inputs) {
    table.add({input.path, grouped(input.bytes), grouped(input.rows), input.sha256});
  }
  return table.str();
}

std::string files_in_words(const StateSummary& state) {
  return fmt::format("<a href=\"#files\">{}</a>", counted(state.inputs.size(), "file"));
}

}  // namespace sfi
