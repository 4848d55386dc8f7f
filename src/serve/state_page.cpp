#include "report/page.h"

#include "report/html.h"
#include "serve/pages.h"
#include "serve/site.h"

namespace sfi {
namespace {

std::string links(const std::string& code) {
  return "<p>" + html::link("/" + code + "/candidates", "All candidates") + " · " +
         html::link("/contributions?state=" + code, "All contributions") + " · " +
         html::link("/" + code + "/left-out", "What was left out") + "</p>\n";
}

}  // namespace

Response state_page(const Call& call) {
  const ServedState& state = call.reading.snapshot().state(call.values[0]);
  const ReportLinks leads_to{[&](const std::string& key) { return candidate_path(state.code, key); }};
  const ReportParts parts =
      report_parts(call.reading.connection(), call.definition(state.code), state.loaded, leads_to);
  return html_response(site_page({parts.title, parts.header, links(state.code) + parts.body, parts.footer, ""}));
}

}  // namespace sfi
