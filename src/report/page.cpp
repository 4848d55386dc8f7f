#include "report/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/figures.h"
#include "report/group_table.h"
#include "report/html.h"
#include "report/run_sections.h"
#include "report/style.h"
#include "version.h"
#include "wording/figures.h"

namespace sfi {
namespace {

using html::Table;

constexpr std::size_t kTop = 25;

class Page {
 public:
  Page(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded, ReportLinks links = {})
      : connection_(connection),
        definition_(definition),
        loaded_(loaded),
        links_(std::move(links)),
        table_(loaded.run.table(RecordType::contribs)) {
    if (!table_.empty()) {
      totals_ = Figures(connection, table_).totals(loaded.run.finished.substr(0, 10));
    }
  }

  ReportParts parts() { return {title(), header(), body(), footer()}; }

 private:
  bool has_records() const { return totals_.records != 0; }
  bool has_money() const { return has_records(); }
  std::string title() const { return definition_.state_name + ": contributions to the legislature"; }

  std::string body() {
    std::string body = html::section("account", "Every row of the files", account_section(loaded_.account));
    body = html::section("coverage", "What is covered", coverage()) + (has_money() ? money() : "") + body;
    body += html::section("skipped", "What was left out, and why", left_out_section(loaded_.account));
    body += html::section("unread", "Values that could not be read", unread_section(loaded_.account));
    body += html::section("links", "How contributions were linked to candidates", links_section(loaded_.account));
    for (const auto& [type, summary] : loaded_.account.types) {
      const auto& unlinked = summary.account.unlinked;
      if (unlinked) body += html::section("unlinked", "Filers without a candidate", unlinked_section(*unlinked));
    }
    if (has_records()) body += html::section("fields", "How complete the fields are", completeness());
    return body + html::section("files", "Files it was made from", files_section(loaded_.account));
  }

  std::string header() const {
    html::Facts facts;
    facts.add("Data as of", totals_.newest_day.empty() ? "–" : totals_.newest_day);
    facts.add("Loaded (UTC)", loaded_.run.finished.substr(0, 16));
    facts.add("Contributions", grouped(totals_.records));
    facts.add("Sum", totals_.sum.empty() ? "–" : html::dollars(totals_.sum));
    facts.add("Candidates", grouped(totals_.candidates));
    facts.add("Names of contributors", grouped(totals_.contributors));
    return fmt::format(
        "<header>\n<h1>{}</h1>\n<p class=\"soft\">Source: {}. Made from {} by state-fin-ingest.</p>\n"
        "{}{}</header>\n",
        html::escaped(title()), html::escaped(definition_.about.agency), files_in_words(loaded_.account), facts.str(),
        remark());
  }

  std::string remark() const {
    if (table_.empty()) return html::paragraph("This run has no contributions.");
    if (!has_records()) {
      return html::paragraph("No contribution was accepted. See the reasons under 'What was left out'.");
    }
    if (totals_.future == 0) return "";
    return html::paragraph(
        fmt::format("{} contributions are dated after the day of loading, the last one {}: typos in the source, loaded "
                    "unchanged.",
                    grouped(totals_.future), totals_.last_day));
  }

  std::string coverage() const {
    std::string body = html::paragraph(definition_.about.coverage);
    if (loaded_.run.definition_hash != definition_.hash) {
      body += html::paragraph(
          "The run was loaded with a different version of the definition from the one that contains this "
          "description.");
    }
    if (!totals_.first_day.empty()) {
      body += html::paragraph(fmt::format("Contributions loaded: {} to {}. Without a date: {}.", totals_.first_day,
                                          totals_.last_day, grouped(totals_.undated)));
    }
    Table chambers("Chambers of the legislature", {{"chamber", false}, {"code in the data", false}, {"seats"}});
    for (const Chamber& chamber : definition_.chambers) {
      chambers.add({chamber.name, chamber.code, grouped(static_cast<std::uint64_t>(chamber.seats))});
    }
    if (!chambers.empty()) body += chambers.str();
    if (definition_.about.notes.empty()) return body;
    body += "<h3>What is not covered, and what to know</h3>\n<ul>";
    for (const std::string& note : definition_.about.notes) body += fmt::format("<li>{}</li>", html::escaped(note));
    return body + "</ul>\n";
  }

  std::string money() {
    Figures figures(connection_, table_);
    std::string body;
    body += html::section("chambers", "Chambers, parties and kinds",
                          table_of({"Contributions by chamber", "chamber", "not known", "", "candidates"},
                                   figures.by_chamber(), totals_) +
                              table_of({"Contributions by party of the candidate", "party", "not in the files",
                                        "other parties", "candidates"},
                                       figures.by_party(), totals_) +
                              table_of({"Contributions by kind (only the selected kinds are loaded)", "kind"},
                                       figures.by_kind(), totals_));
    body += html::section("time", "Over the years", time(figures));
    body += html::section("candidates", "Candidates with the most money",
                          table_of({fmt::format("The {} candidates with the largest sums", kTop), "candidate",
                                    "not known", "other candidates", "", false, links_.candidate},
                                   figures.top_candidates(kTop), totals_));
    body += html::section(
        "contributors", "Contributors with the most money",
        html::paragraph("Names as filed, combined if they differ only in upper and lower case: one contributor can "
                        "appear under several names, and several people can share one.") +
            table_of({fmt::format("The {} names with the largest sums", kTop), "contributor", "not stated",
                      "other names", "candidates"},
                     figures.top_contributors(kTop), totals_));
    body += html::section("home", "Where the money comes from", home(figures));
    GroupTable sizes{"Contributions by their amount", "amount"};
    sizes.numbered = true;
    return body + html::section("sizes", "Size of contributions", table_of(sizes, figures.by_size(), totals_));
  }

  std::string home(Figures& figures) {
    GroupTable homes{"By the contributor's address", "address"};
    homes.numbered = true;
    std::string code = definition_.code;
    std::transform(code.begin(), code.end(), code.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    const std::string body = table_of(homes, figures.by_home(code, definition_.state_name), totals_);
    const auto others = figures.other_states(code, definition_.state_name, 10);
    if (others.empty()) return body;
    return body + table_of({"The ten other states with the most money", "state", "", "other states and spellings"},
                           others, totals_);
  }

  std::string time(Figures& figures) {
    const Months months = figures.months();
    std::string body;
    std::vector<Month> drawn;
    Table by_month("Contributions by month", {{"month", false}, {"sum"}});
    for (const Month& month : months.all) {
      by_month.add({month_name(month.index), html::dollars(month.sum)});
      if (month.index >= months.first && month.index <= months.last) drawn.push_back(month);
    }
    if (!drawn.empty()) body += month_chart(drawn, "Sum of contributions by month");
    if (drawn.size() != months.all.size()) {
      body += html::paragraph(
          "Stray dates (the first and the last one in a thousand rows) are not drawn; the tables "
          "include them.");
    }
    body += table_of({"Contributions by year", "year", "without a date"}, figures.by_year(), totals_);
    return by_month.empty() ? body : body + html::details("Every month as a table", by_month.str());
  }

  std::string completeness() {
    Table table("Contributions in which a field is filled", {{"field", false}, {"filled"}, {"share"}});
    for (const Filled& filled : Figures(connection_, table_).filled(RecordType::contribs)) {
      table.add({filled.field, grouped(filled.records),
                 html::percent(static_cast<double>(filled.records), static_cast<double>(totals_.records))},
                static_cast<double>(filled.records));
    }
    return html::paragraph("An empty field is blank in the agency's files or missing from them.") + table.str();
  }

  std::string footer() const {
    return fmt::format(
        "<footer><p>Run <code>{}</code>, program {}, definition <code>{}</code>. Sums are exact to the cent; "
        "shares are of all loaded contributions.</p></footer>\n",
        html::escaped(loaded_.run.name()), html::escaped(loaded_.run.program_version),
        html::escaped(loaded_.run.definition_hash));
  }

  DuckdbConnection& connection_;
  const Definition& definition_;
  const LoadedRun& loaded_;
  const ReportLinks links_;
  const std::string table_;  // of contributions; empty: not loaded, or no longer kept
  Totals totals_;
};

}  // namespace

ReportParts report_parts(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded,
                         const ReportLinks& links) {
  return Page(connection, definition, loaded, links).parts();
}

std::string report_page(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded) {
  const ReportParts parts = Page(connection, definition, loaded).parts();
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"state-fin-ingest {}\">\n<title>{}</title>\n<style>{}</style>\n</head>\n"
      "<body>\n{}<main>\n{}</main>\n{}</body>\n</html>\n",
      SFI_VERSION, html::escaped(parts.title), kReportStyle, parts.header, parts.body, parts.footer);
}

}  // namespace sfi
