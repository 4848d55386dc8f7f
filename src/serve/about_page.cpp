#include <fmt/format.h>

#include "report/html.h"
#include "serve/pages.h"
#include "serve/paging.h"
#include "serve/selection.h"
#include "serve/site.h"
#include "version.h"
#include "wording/figures.h"

namespace sfi {
namespace {

std::string parameters_section() {
  html::Table table("Parameters of contributions and candidates", {{"parameter", false}, {"meaning", false}});
  for (const Filter& filter : filters()) table.add({filter.name, fmt::format("{}: {}", filter.label, filter.hint)});
  table.add({"sort", "a word for the order; with a minus: largest or newest first"});
  return table.str();
}

std::string routes_section() {
  html::Table table("Addresses for programs", {{"address", false}, {"answer", false}});
  table.add({html::Cell("/v1/states", "/v1/states"), "the states that are loaded"});
  table.add({html::Cell("/v1/contributions", "/v1/contributions"), "contributions, page by page"});
  table.add({html::Cell("/v1/candidates", "/v1/candidates"), "candidates with their sums, page by page"});
  return table.str() +
         html::paragraph(fmt::format(
             "Pages with a table have the whole table as .csv and .json at the same address, up to {} rows.",
             grouped(kMostRows)));
}

std::string runs_section(const Snapshot& snapshot) {
  html::Table table("The runs that are served: cite them with a figure",
                    {{"state", false}, {"run", false}, {"program", false, false}, {"definition", false, false}});
  for (const ServedState& state : snapshot.states) {
    const PromotedRun& run = state.loaded.run;
    table.add({state.loaded.account.name, run.name(), run.program_version, run.definition_hash});
  }
  return table.str();
}

}  // namespace

Response about_page(const Call& call) {
  std::string body = html::section(
      "data", "What this is",
      html::paragraph("Contributions to candidates for state legislatures, read from the files that the states' "
                      "agencies publish. Every row of these files is loaded, or counted under the reason why it was "
                      "left out. Sums are exact to the cent.") +
          html::paragraph("Names are as filed: one donor can appear under several names, and several people can share "
                          "one. The data belong to the agencies; follow their terms of use.") +
          html::paragraph("state-fin-ingest " SFI_VERSION "."));
  body += html::section("runs", "Where the figures come from", runs_section(call.reading.snapshot()));
  body += html::section("programs", "For programs", routes_section() + parameters_section());
  return html_response(site_page({"About these data", "", body, "", ""}));
}

}  // namespace sfi
