#include <fmt/format.h>

#include "report/html.h"
#include "serve/candidates.h"
#include "serve/pages.h"
#include "serve/site.h"
#include "wording/figures.h"

namespace sfi {
namespace {

constexpr std::size_t kPerPage = 100;

html::Cell name_cell(const DataRow& row, const std::string& state) {
  const std::string key = key_of_candidate(row);
  return {at(row, CandidateColumn::name).value_or(key.empty() ? "not known" : key),
          key.empty() ? "" : candidate_path(state, key)};
}

html::Table table_of(const DataTable& candidates, const std::string& state) {
  html::Table table("Candidates", {{"candidate", false},
                                   {"party", false},
                                   {"chamber", false, false},
                                   {"district", false},
                                   {"contributions", true, false},
                                   {"sum"}});
  for (const DataRow& row : candidates.rows) {
    table.add({name_cell(row, state), at(row, CandidateColumn::party).value_or("–"),
               at(row, CandidateColumn::house).value_or("–"), at(row, CandidateColumn::district_name).value_or("–"),
               grouped(std::stoull(at(row, CandidateColumn::contributions).value_or("0"))),
               html::dollars(at(row, CandidateColumn::total).value_or("0.00"))});
  }
  return table;
}

}  // namespace

Response candidates_page(const Call& call) {
  const ServedState& state = call.reading.snapshot().state(call.values[0]);
  Selection selection{Query()};
  selection.add("state", state.code);
  Paging paging = paging_of(call.query, candidate_orders(), call.form == Form::page ? kPerPage : kMostRows);
  const std::uint64_t count = count_candidates(call.reading, selection);
  if (call.form != Form::page) {
    if (count > kMostRows) throw too_many(count, "candidates");
    return table_response(read_candidates(call.reading, selection, paging), call);
  }
  const PageRows candidates =
      page_rows(paging, [&](const Paging& all) { return read_candidates(call.reading, selection, all); });
  std::string body = html::paragraph(fmt::format("{}, {}. Office and party are those of the latest contribution.",
                                                 counted(count, "candidate"), paging.order->label));
  body += table_of(candidates.table, state.code).str();
  if (candidates.has_more) {
    const Query next = call.query.with("next", next_candidate(candidates.table.rows.back(), *paging.order));
    body += "<p>" + html::link(call.path + next.str(), "More candidates") + "</p>\n";
  }
  body += download_links(call.path, call.query.with("next", "").str());
  return html_response(site_page({state.loaded.account.name + ": candidates", "", body, "", ""}));
}

}  // namespace sfi
