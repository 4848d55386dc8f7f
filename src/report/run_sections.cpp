#include "report/run_sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/html.h"
#include "wording/figures.h"

namespace sfi {
namespace {

using html::Table;

std::string words(const std::string& type) {
  return type == "contribs" ? "contributions" : "reports";
}

std::uint64_t rows_of(const std::vector<LeftOut>& reasons) {
  std::uint64_t rows = 0;
  for (const LeftOut& reason : reasons) rows += reason.rows;
  return rows;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return html::percent(static_cast<double>(part), static_cast<double>(whole));
}

std::string counts_table(const std::string& caption, const std::vector<LeftOut>& reasons, std::uint64_t read) {
  Table table(caption, {{"reason", false}, {"rows"}, {"share"}});
  for (const LeftOut& reason : reasons) {
    table.add({reason.reason, grouped(reason.rows), share(reason.rows, read)}, static_cast<double>(reason.rows));
  }
  return table.str();
}

std::string skipped_table(const TypeAccount& account) {
  const std::string caption = fmt::format("Rows of {} that were skipped", words(account.type));
  const bool has_money = std::any_of(account.skipped.begin(), account.skipped.end(),
                                     [](const LeftOut& reason) { return reason.cents.has_value(); });
  if (!has_money) return counts_table(caption, account.skipped, account.read);
  Table table(caption, {{"reason", false}, {"rows"}, {"share", true, false}, {"sum"}, {"without amount"}});
  for (const LeftOut& reason : account.skipped) {
    table.add({reason.reason, grouped(reason.rows), share(reason.rows, account.read),
               reason.cents ? dollars(*reason.cents) : "–", reason.cents ? grouped(reason.without_amount) : "–"},
              static_cast<double>(reason.rows));
  }
  return table.str();
}

}  // namespace

std::string account_section(const LoadedRun& run) {
  Table table("read = accepted + skipped + rejected",
              {{"rows of", false}, {"read"}, {"accepted"}, {"skipped"}, {"rejected"}, {"adds up"}});
  for (const TypeAccount& account : run.accounts) {
    const std::uint64_t skipped = rows_of(account.skipped);
    const std::uint64_t rejected = rows_of(account.rejected);
    const bool adds_up = account.read == account.accepted + skipped + rejected;
    table.add({words(account.type), grouped(account.read), grouped(account.accepted), grouped(skipped),
               grouped(rejected), adds_up ? "yes" : "NO"});
  }
  return html::paragraph(
             "Skipped rows were read well but are out of scope; rejected rows could not be read "
             "faithfully. Both are listed below.") +
         table.str();
}

std::string left_out_section(const LoadedRun& run) {
  std::string body = html::paragraph(
      "A row counts under the first rule that dropped it. Its amount is added where it can be read, with the sign of "
      "the file; it may be of any kind (a loan, say), and it may stand in the files more than once.");
  for (const TypeAccount& account : run.accounts) {
    body += account.skipped.empty() ? html::paragraph(fmt::format("No row of {} was skipped.", words(account.type)))
                                    : skipped_table(account);
    const std::string name = words(account.type);
    body += account.rejected.empty()
                ? html::paragraph(fmt::format("No row of {} was rejected.", name))
                : counts_table(fmt::format("Rows of {} that were rejected", name), account.rejected, account.read);
    if (account.repaired.empty()) continue;
    body += counts_table(fmt::format("Repairs of {}: such rows were loaded", name), account.repaired, account.read);
  }
  return body;
}

std::string links_section(const LoadedRun& run) {
  Table table("Accepted contributions by the step that linked them", {{"step", false}, {"filers"}, {"rows"}, {"sum"}});
  for (const LinkStep& link : run.links) {
    table.add({link.step, grouped(link.filers), grouped(link.rows), dollars(link.cents)},
              static_cast<double>(link.rows));
  }
  return table.empty() ? html::paragraph("The rows name office and candidate themselves: nothing had to be linked.")
                       : table.str();
}

std::string unlinked_section(const UnlinkedAccount& unlinked) {
  if (unlinked.all.rows == 0) return html::paragraph("No row was left out for want of a candidate.");
  std::string body = html::paragraph(fmt::format(
      "{} rows of {}{} filers, {}, were left out because no legislative candidate was found for them. Most belong to "
      "other offices, parties and committees; a filer of a candidate for the legislature among them is a link that "
      "is missing (a roster can add it).",
      grouped(unlinked.all.rows), unlinked.beyond.rows == 0 ? "" : "more than ", grouped(unlinked.filers),
      dollars(unlinked.all.cents)));
  Table table("The filers with the most money (50 at most)",
              {{"filer", false}, {"id", false}, {"rows"}, {"sum"}, {"without amount", true, false}});
  UnlinkedFiler rest = unlinked.all;
  for (const UnlinkedFiler& filer : unlinked.top) {
    const bool nameless = filer.name.empty();
    table.add({nameless ? (filer.id.empty() ? "(not named in the row)" : "(no name)") : filer.name, filer.id,
               grouped(filer.rows), dollars(filer.cents), grouped(filer.without_amount)},
              static_cast<double>(filer.cents.value));
    rest.rows -= filer.rows;
    rest.cents -= filer.cents;
    rest.without_amount -= filer.without_amount;
  }
  if (rest.rows != 0) {
    table.add({"all others", "", grouped(rest.rows), dollars(rest.cents), grouped(rest.without_amount)});
  }
  return body + table.str();
}

std::string files_section(const LoadedRun& run) {
  Table table("Input files", {{"file", false}, {"bytes"}, {"rows"}, {"SHA-256", false}});
  for (const ReadFile& file : run.files) {
    table.add({file.path, grouped(file.bytes), grouped(file.rows), file.sha256});
  }
  return table.str();
}

std::string files_in_words(const LoadedRun& run) {
  return fmt::format("<a href=\"#files\">{} file{}</a>", grouped(run.files.size()), run.files.size() == 1 ? "" : "s");
}

}  // namespace sfi
