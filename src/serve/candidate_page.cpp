#include <fmt/format.h>

#include <algorithm>

#include "report/figures.h"
#include "report/group_table.h"
#include "report/html.h"
#include "report/month_chart.h"
#include "serve/candidates.h"
#include "serve/contributions.h"
#include "serve/gifts_table.h"
#include "serve/pages.h"
#include "serve/problem.h"
#include "serve/site.h"
#include "wording/figures.h"

namespace sfi {
namespace {

constexpr std::size_t kTop = 25;
constexpr std::size_t kShownGifts = 50;

class CandidatePage {
 public:
  CandidatePage(const Call& call, const ServedState& state, const Selection& selection, DataRow candidate)
      : call_(call),
        state_(state),
        selection_(selection),
        candidate_(std::move(candidate)),
        figures_(call.reading.connection(), kGifts) {
    // The figures are of a small table of this request alone.
    std::vector<std::string> bound;
    const std::string where = selection.sql(bound);
    call.reading.connection().run(fmt::format("CREATE TEMP TABLE {} AS SELECT * FROM {} WHERE {}", kGifts,
                                              call.reading.snapshot().contributions_sql(state.code), where),
                                  bound);
    totals_ = figures_.totals(state.loaded.run.finished.substr(0, 10));
  }

  std::string str() {
    std::string body = html::section("time", "Over the years", years());
    body += html::section("donors", "Donors with the most money", donors());
    body += html::section("home", "Where the money comes from", home());
    body += html::section("kinds", "Kinds and sizes", kinds());
    body += html::section("filers", "Filers", filers());
    body += html::section("gifts", "The gifts", gifts());
    return site_page({name(), header(), body, "", ""});
  }

 private:
  std::string name() const { return at(candidate_, CandidateColumn::name).value_or(call_.values[1]); }

  std::string header() const {
    std::string office;
    for (const CandidateColumn column :
         {CandidateColumn::party, CandidateColumn::house, CandidateColumn::district_name}) {
      const std::string text = at(candidate_, column).value_or("");
      if (!text.empty()) office += (office.empty() ? "" : ", ") + text;
    }
    html::Facts facts;
    facts.add("Sum", html::dollars(totals_.sum));
    facts.add("Contributions", grouped(totals_.records));
    facts.add("First", totals_.first_day.empty() ? "–" : totals_.first_day);
    facts.add("Last", totals_.last_day.empty() ? "–" : totals_.last_day);
    facts.add("Names of donors", grouped(totals_.contributors));
    facts.add("Loaded (UTC)", state_.loaded.run.finished.substr(0, 16));
    return fmt::format(
        "<header>\n<h1>{}</h1>\n<p class=\"soft\">{}: {}{}id {}. Office and party as of the latest contribution.</p>\n"
        "{}</header>\n",
        html::escaped(name()), html::link("/" + state_.code, state_.loaded.account.name), html::escaped(office),
        office.empty() ? "" : "; ", html::escaped(call_.values[1]), facts.str());
  }

  std::string years() {
    const Months months = figures_.months();
    std::vector<Month> drawn;
    for (const Month& month : months.all) {
      if (month.index >= months.first && month.index <= months.last) drawn.push_back(month);
    }
    const std::string chart = drawn.size() < 2 ? "" : month_chart(drawn, "Sum of contributions by month");
    return chart + table_of({"Contributions by year", "year", "without a date"}, figures_.by_year(), totals_);
  }

  std::string donors() {
    GroupTable shape{fmt::format("The {} names with the largest sums", kTop), "donor", "not stated", "other names"};
    shape.href = [&](const std::string& key) {
      return "/contributions" + selection_query().with("donor_name", key).str();
    };
    return html::paragraph("Names as filed, combined if they differ only in upper and lower case.") +
           table_of(shape, figures_.top_contributors(kTop), totals_);
  }

  std::string home() {
    std::string code = state_.code;
    for (char& c : code) c = static_cast<char>(c - 'a' + 'A');
    GroupTable shape{"By the donor's address", "address"};
    shape.numbered = true;
    return table_of(shape, figures_.by_home(code, state_.loaded.account.name), totals_);
  }

  std::string kinds() {
    GroupTable sizes{"Contributions by their amount", "amount"};
    sizes.numbered = true;
    return table_of({"Contributions by kind (only the selected kinds are loaded)", "kind"}, figures_.by_kind(),
                    totals_) +
           table_of(sizes, figures_.by_size(), totals_);
  }

  std::string filers() {
    GroupTable shape{"By the account or committee that reported them", "filer", "not stated", "other filers"};
    return html::paragraph(
               "The step that linked each filer to the candidate is not stored with the rows; what each step linked in "
               "all is on the state's page.") +
           "<p>" + html::link("/" + state_.code + "#links", "Links of the run") + "</p>\n" +
           table_of(shape, figures_.top_filers(kTop), totals_);
  }

  std::string gifts() {
    const Order& order = contribution_orders().front();
    const DataTable gifts = read_contributions(call_.reading, selection_, {&order, kShownGifts, {}, false});
    std::string body = gifts_table(fmt::format("Contributions, {}", order.label), gifts);
    if (totals_.records > kShownGifts) {
      body +=
          "<p>" + html::link("/contributions" + selection_query().str(), "All " + grouped(totals_.records)) + "</p>\n";
    }
    return body + download_links(call_.path, "");
  }

  Query selection_query() const { return Query().with("state", state_.code).with("candidate_id", call_.values[1]); }

  static constexpr const char* kGifts = "gifts_of_candidate";

  const Call& call_;
  const ServedState& state_;
  const Selection& selection_;
  const DataRow candidate_;
  Figures figures_;
  Totals totals_;
};

}  // namespace

Response candidate_page(const Call& call) {
  const ServedState& state = call.reading.snapshot().state(call.values[0]);
  Selection selection{Query()};
  selection.add("state", state.code);
  selection.add("candidate_id", call.values[1]);
  const DataTable found = read_candidates(call.reading, selection, {&candidate_orders().front(), 1, {}, false});
  if (found.rows.empty()) {
    throw not_found(state.loaded.account.name + " has no contributions to a candidate with this id.",
                    "Search for the name.");
  }
  if (call.form != Form::page) {
    return table_response(all_contributions(call.reading, selection, contribution_orders().front()), call);
  }
  return html_response(CandidatePage(call, state, selection, found.rows.front()).str());
}

}  // namespace sfi
