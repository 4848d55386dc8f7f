#include <fmt/format.h>

#include "report/html.h"
#include "report/run_sections.h"
#include "serve/pages.h"
#include "serve/site.h"

namespace sfi {
namespace {

using Kind = DataColumn::Kind;

std::string decimal(Cents cents) {
  const std::int64_t value = cents.value;
  return fmt::format("{}{}.{:02}", value < 0 ? "-" : "", std::abs(value / 100), std::abs(value % 100));
}

// A row for each record type, fate and reason; amounts are those of skipped contributions.
DataTable reasons_table(const StateSummary& state) {
  DataTable table{{{"type"},
                   {"fate"},
                   {"reason"},
                   {"rows", Kind::integer},
                   {"amount", Kind::money},
                   {"without_amount", Kind::integer}},
                  {}};
  for (const auto& [type, summary] : state.types) {
    const TypeAccount& account = summary.account;
    const std::string name(to_string(type));
    for (const auto& [reason, rows] : account.skipped) {
      DataRow row{name, "skipped", reason, std::to_string(rows), std::nullopt, std::nullopt};
      const auto money = account.skipped_money.find(reason);
      if (money != account.skipped_money.end()) {
        row[4] = decimal(money->second.cents);
        row[5] = std::to_string(money->second.without_amount);
      }
      table.rows.push_back(std::move(row));
    }
    for (const auto& [reason, rows] : account.rejected) {
      table.rows.push_back({name, "rejected", reason, std::to_string(rows), std::nullopt, std::nullopt});
    }
  }
  return table;
}

std::string notes_list(const StateSummary& state) {
  if (state.notes.empty()) return html::paragraph("The run had no notes.");
  std::string list;
  for (const std::string& note : state.notes) list += fmt::format("<li>{}</li>\n", html::escaped(note));
  return "<ul>" + list + "</ul>\n";
}

}  // namespace

Response left_out_page(const Call& call) {
  const ServedState& state = call.reading.snapshot().state(call.values[0]);
  const StateSummary& account = state.loaded.account;
  if (call.form != Form::page) return table_response(reasons_table(account), call);
  std::string body = html::section("account", "Every row of the files", account_section(account));
  body += html::section("skipped", "What was left out, and why", left_out_section(account));
  body += download_links(call.path, "");
  const auto contribs = account.types.find(RecordType::contribs);
  if (contribs != account.types.end() && contribs->second.account.unlinked) {
    body +=
        html::section("unlinked", "Filers without a candidate", unlinked_section(*contribs->second.account.unlinked));
  }
  body += html::section("unread", "Values that could not be read", unread_section(account));
  body += html::section("notes", "Notes of the run", notes_list(account));
  return html_response(site_page({account.name + ": what was left out", "", body, "", ""}));
}

}  // namespace sfi
