#include <fmt/format.h>

#include "report/html.h"
#include "serve/candidate_key.h"
#include "serve/pages.h"
#include "serve/paging.h"
#include "serve/problem.h"
#include "serve/site.h"
#include "wording/figures.h"

namespace sfi {
namespace {

using Kind = DataColumn::Kind;

constexpr std::size_t kShown = 25;
constexpr std::size_t kShortest = 2;
constexpr std::size_t kLongest = 100;

// What is looked for: all have the same columns.
struct Subject {
  const char* what;
  const char* caption;
  const char* key;   // SQL: what makes it one
  const char* name;  // SQL: how it is shown
  const char* id;    // SQL, also found as a whole
};

constexpr Subject kSubjects[] = {
    {"candidate", "Candidates", SFI_CANDIDATE_KEY, "candidate.name", "candidate.candidate_id"},
    {"donor", "Donors, by name as filed", "upper(trim(name))", "trim(name)", "NULL"},
    {"filer", "Filers", "(filer.filer_id, filer.name)", "filer.name", "filer.filer_id"},
};

DataTable found(const Call& call, const Subject& subject, const std::string& text, std::size_t limit) {
  const std::string sql = fmt::format(
      "SELECT ${0} AS what, jurisdiction, min({2}) AS name, min({3})::VARCHAR AS id, count(*) AS contributions, "
      "coalesce(sum(amount), 0::DECIMAL(14, 2)) AS total, count(*) OVER () AS found FROM {4} WHERE "
      "contains(lower(strip_accents({2})), lower(strip_accents($1))) OR lower({3}) = lower($1) GROUP BY jurisdiction, "
      "{1} ORDER BY total DESC, jurisdiction, name, id LIMIT {5}",
      2, subject.key, subject.name, subject.id, call.reading.snapshot().contributions_sql({}), limit);
  return {{{"what"},
           {"jurisdiction"},
           {"name"},
           {"id"},
           {"contributions", Kind::integer},
           {"total", Kind::money},
           {"found", Kind::integer}},
          call.reading.connection().rows(sql, {text, subject.what})};
}

std::string address_of(const Subject& subject, const DataRow& row) {
  const std::string state = row[1].value_or(""), name = row[2].value_or("");
  const std::string what(subject.what);
  if (what == "candidate") return candidate_path(state, row[3].value_or(name));
  Query query = Query().with("state", state);
  if (what == "donor") query = query.with("donor_name", name);
  if (what == "filer") query = query.with("filer_id", row[3].value_or(""));
  return "/contributions" + query.str();
}

std::string section_of(const Subject& subject, const DataTable& table) {
  if (table.rows.empty()) return html::section(subject.what, subject.caption, html::paragraph("None."));
  html::Table shown(subject.caption,
                    {{"name", false}, {"state", false}, {"id", false, false}, {"contributions"}, {"sum"}});
  for (const DataRow& row : table.rows) {
    shown.add({html::Cell(row[2].value_or("(no name)"), address_of(subject, row)), row[1].value_or(""),
               row[3].value_or(""), grouped(std::stoull(row[4].value_or("0"))),
               html::dollars(row[5].value_or("0.00"))});
  }
  const std::uint64_t all = std::stoull(table.rows.front()[6].value_or("0"));
  const std::string rest = all > table.rows.size()
                               ? html::paragraph(fmt::format("The {} with the most money of {}.", kShown, grouped(all)))
                               : "";
  return html::section(subject.what, subject.caption, rest + shown.str());
}

Response whole_table(const Call& call, const std::string& text) {
  DataTable all;
  for (const Subject& subject : kSubjects) {
    DataTable table = found(call, subject, text, kMostRows + 1);
    all.columns = table.columns;
    all.rows.insert(all.rows.end(), table.rows.begin(), table.rows.end());
  }
  if (all.rows.size() > kMostRows) {
    throw Problem(413, fmt::format("More than {} names are found.", grouped(kMostRows)), "Give more letters.");
  }
  all.columns.pop_back();  // how many are found
  for (DataRow& row : all.rows) row.pop_back();
  return table_response(all, call);
}

std::string results(const Call& call, const std::string& text) {
  std::string body;
  for (const Subject& subject : kSubjects) body += section_of(subject, found(call, subject, text, kShown));
  return body + download_links(call.path, call.query.str());
}

}  // namespace

Response search_page(const Call& call) {
  const std::string text = call.query.get("q").value_or("");
  if (text.size() > kLongest) throw bad_request("The text to search for is too long.", "Use at most 100 bytes.");
  const bool is_enough = text.size() >= kShortest;
  if (call.form != Form::page) {
    if (!is_enough) throw bad_request("The parameter 'q' is missing or too short.", "Give at least two letters.");
    return whole_table(call, text);
  }
  const std::string body =
      is_enough ? results(call, text) : html::paragraph("Type at least two letters of a name, or a whole id.");
  return html_response(site_page({is_enough ? "Search: " + text : "Search", "", body, "", text}));
}

}  // namespace sfi
