#include <fmt/format.h>

#include "report/html.h"
#include "serve/contributions.h"
#include "serve/gifts_table.h"
#include "serve/pages.h"
#include "serve/site.h"
#include "wording/figures.h"

namespace sfi {
namespace {

constexpr std::size_t kPerPage = 50;
constexpr std::string_view kPath = "/contributions";

std::string option(std::string_view value, std::string_view label, bool chosen) {
  return fmt::format("<option value=\"{}\"{}>{}</option>", html::escaped(value), chosen ? " selected" : "",
                     html::escaped(label));
}

std::string select(const char* name, const char* label, const std::string& options) {
  return fmt::format("<label>{}<select name=\"{}\">{}</select></label>\n", label, name, options);
}

std::string input(const Filter& filter, const std::string& value) {
  return fmt::format("<label>{}<input name=\"{}\" value=\"{}\" maxlength=\"200\" placeholder=\"{}\"></label>\n",
                     filter.label, filter.name, html::escaped(value), html::escaped(filter.hint));
}

std::string field(const Filter& filter, const Query& query, const Snapshot& snapshot) {
  const std::string value = query.get(filter.name).value_or("");
  std::string options = option("", "any", value.empty());
  if (filter.kind == Filter::Kind::state) {
    for (const ServedState& state : snapshot.states) {
      options += option(state.code, state.loaded.account.name, state.code == value);
    }
    return select(filter.name, filter.label, options);
  }
  if (filter.kind != Filter::Kind::word) return input(filter, value);
  for (const std::string_view word : words_of(filter)) options += option(word, word, word == value);
  return select(filter.name, filter.label, options);
}

std::string form(const Query& query, const Snapshot& snapshot) {
  std::string fields;
  for (const Filter& filter : filters()) fields += field(filter, query, snapshot);
  std::string orders;
  for (const Order& order : contribution_orders()) {
    orders += option(order.name, order.label, query.get("sort") == std::string(order.name));
  }
  return html::details("Filters and order",
                       fmt::format("<form class=\"filters\" action=\"{}\">\n{}{}<p><button>Show</button></p></form>\n",
                                   kPath, fields, select("sort", "Order", orders)));
}

// Each filter with a link that removes it.
std::string chips(const Selection& selection, const Query& query) {
  std::string items;
  for (const Selection::Value& value : selection.values()) {
    const std::string href = std::string(kPath) + query.with(value.filter->name, "").with("next", "").str();
    items += fmt::format("<li>{}: {} <a href=\"{}\" aria-label=\"Remove {}\">×</a></li>\n", value.filter->label,
                         html::escaped(value.text), html::escaped(href), value.filter->label);
  }
  return items.empty() ? "" : "<ul class=\"chips\">" + items + "</ul>\n";
}

std::string facts(const Sums& sums) {
  html::Facts facts;
  facts.add("Contributions", grouped(sums.records));
  facts.add("Sum", html::dollars(sums.sum));
  facts.add("First", sums.first_day.empty() ? "–" : sums.first_day);
  facts.add("Last", sums.last_day.empty() ? "–" : sums.last_day);
  return facts.str();
}

std::string pages(const Query& query, const Paging& paging, const PageRows& gifts) {
  std::string links;
  if (paging.after) links += html::link(std::string(kPath) + query.with("next", "").str(), "First page");
  if (gifts.has_more) {
    const std::string token = next_contribution(gifts.table.rows.back(), *paging.order);
    links += html::link(std::string(kPath) + query.with("next", token).str(), "Next page");
  }
  return links.empty() ? "" : "<p class=\"pages\">" + links + "</p>\n";
}

}  // namespace

std::vector<std::string> contributions_page_parameters() {
  std::vector<std::string> names = filter_names();
  names.insert(names.end(), {"sort", "next"});
  return names;
}

Response contributions_page(const Call& call) {
  const Selection selection(call.query);
  const Paging paging = paging_of(call.query, contribution_orders(), kPerPage);
  if (call.form != Form::page) return table_response(all_contributions(call.reading, selection, *paging.order), call);
  const PageRows gifts =
      page_rows(paging, [&](const Paging& all) { return read_contributions(call.reading, selection, all); });
  const Query whole = call.query.with("next", "");
  std::string body = chips(selection, call.query) + facts(sums_of(call.reading, selection));
  body += html::paragraph("Count and sum are of the whole selection, on all pages.");
  body += form(call.query, call.reading.snapshot());
  body += gifts_table(fmt::format("Contributions, {}", paging.order->label), gifts.table);
  body += pages(call.query, paging, gifts) + download_links(kPath, whole.str());
  return html_response(site_page({"Contributions", "", body, "", ""}));
}

}  // namespace sfi
