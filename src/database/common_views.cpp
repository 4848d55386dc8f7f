#include "database/common_views.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "database/run_table.h"
#include "database/schema.h"
#include "database/transaction.h"
#include "record/alias.h"
#include "version.h"

namespace sfi {
namespace {

// By this a view is known to be ours: one of the user's has no such comment.
constexpr std::string_view kMark = "Made by state-fin-ingest";

constexpr std::string_view kContributions = "contributions";
constexpr std::string_view kReports = "reports";

constexpr ViewColumn kJurisdiction{"jurisdiction", "text",
                                   "State whose legislature it is about, as a two-letter code in lower case", "tx"};
constexpr ViewColumn kCount{"contributions", "whole number", "How many contributions there are", "17"};
constexpr ViewColumn kTotal{"total", "dollars, exact to the cent", "Their sum; NULL when there are none", "4250.00"};
constexpr ViewColumn kFirst{"first_date", "day", "Date of the first one", "2019-01-03"};
constexpr ViewColumn kLast{"last_date", "day", "Date of the last one", "2022-11-08"};

constexpr ViewColumn kCandidateColumns[] = {
    kJurisdiction,
    {"candidate_id", "text", "The agency's id of the candidate, as in candidate.candidate_id", "00070001"},
    {"name", "text", "Name of the candidate", "Doe, Jane (Ms.)"},
    {"party", "text", "As of the latest contribution or report", "democratic"},
    {"party_code", "text", "Party in the same words for all states, as of the latest contribution or report", "dem"},
    {"house", "text", "As of the latest contribution or report: lower, upper or unicameral", "lower"},
    {"district", "whole number", "As of the latest contribution or report", "12"},
    {"district_name", "text", "As of the latest contribution or report", "17th Suffolk"},
    {"status", "text", "As of the latest contribution or report", "current_officeholder"},
    kCount,
    kTotal,
    kFirst,
    kLast,
    {"reports", "whole number", "How many reports there are", "4"},
};

constexpr ViewColumn kContributorColumns[] = {
    kJurisdiction,
    {"name", "text", "One of the spellings that were counted together; NULL: gifts without a name", "Richard A. Roe"},
    {"type", "text", "individual, entity or unknown", "individual"},
    {"zip", "text", "The first five characters of the ZIP code", "75201"},
    {"city", "text", "One of those given", "DALLAS"},
    {"state", "text", "One of those given: where the contributor lives", "TX"},
    kCount,
    kTotal,
    kFirst,
    kLast,
};

constexpr ViewColumn kCoverageColumns[] = {
    kJurisdiction,
    {"state", "text", "Its name", "Texas"},
    {"agency", "text", "Who publishes the files", "Texas Ethics Commission"},
    {"portal", "text", "The agency's page", "https://www.ethics.state.tx.us/search/cf/"},
    {"since", "year", "First year that the agency's files have", "2000"},
    {"checked_against", "text",
     "What the definition was checked against: files (of the agency), excerpts (of such files) or descriptions only",
     "files"},
    {"coverage", "text", "Which years, how often renewed", "Reports filed electronically since July 2000"},
    {"notes", "list of texts", "What the numbers do not contain, and what is uncertain", "[The files give no party.]"},
    {"loaded_at", "date and time, UTC", "When the run that is served had finished", "2026-11-24 07:12:19"},
    {"contributions", "whole number", "How many contributions it loaded", "33"},
    {"reports", "whole number", "How many reports it loaded", "4"},
    {"unlinked_contributions", "whole number", "Rows that were left out because no candidate was found for them", "12"},
    {"unlinked_total", "dollars, exact to the cent", "Their sum", "1250.00"},
    {"unlinked_filers", "whole number", "How many filers these rows have", "3"},
};

constexpr SummaryView kSummaryViews[] = {
    {"candidates",
     "One row for each candidate of a state: the same id and name. Who ran under two ids or was written in two "
     "ways is there twice.",
     kCandidateColumns},
    {"contributors",
     "Contributions by name, type and five-digit ZIP code within a state; capitals, accents and punctuation of "
     "the name do not count. These are not resolved persons: two people of one name and ZIP code are one row, "
     "one person who moved or was written in two ways has two.",
     kContributorColumns},
    {"coverage",
     "One row for each state: what its numbers contain and what they do not, and how many contributions could not be "
     "linked to a candidate. Of the run whose contributions are served (or reports, if it has only these).",
     kCoverageColumns},
};

constexpr std::string_view kCandidatesSql = R"(
SELECT jurisdiction, candidate_id, name, latest.party, latest.party_code, latest.house, latest.district,
       latest.district_name, latest.status, contributions, total, first_date, last_date, reports
FROM (
  SELECT jurisdiction, candidate.candidate_id AS candidate_id, candidate.name AS name,
         max_by(candidate, (coalesce(day, DATE '0001-01-01'), id)) AS latest,
         count(contribution_id) AS contributions, sum(amount) AS total,
         min(day) FILTER (contribution_id IS NOT NULL) AS first_date,
         max(day) FILTER (contribution_id IS NOT NULL) AS last_date, count(report_id) AS reports
  FROM (
    SELECT jurisdiction, candidate, contribution_date AS day, amount, contribution_id, NULL AS report_id,
           contribution_id AS id
    FROM {0}
    UNION ALL
    SELECT jurisdiction, candidate, received_date::DATE, NULL, NULL, report_id, report_id FROM {1}
  )
  GROUP BY ALL
))";

constexpr std::string_view kContributorsSql = R"(
SELECT jurisdiction, min(name) AS name, type, left(zip, 5) AS zip, min(city) AS city, min(state) AS state,
       count(*) AS contributions, sum(amount) AS total, min(contribution_date) AS first_date,
       max(contribution_date) AS last_date
FROM {0}
GROUP BY jurisdiction, type, left(zip, 5),
         trim(regexp_replace(upper(strip_accents(name)), '[^\p{{L}}\p{{N}}]+', ' ', 'g')))";

// No row, with the columns as they are in this version: they are there whatever the states' tables hold.
std::string no_rows(RecordType type) {
  std::string columns;
  for (const DuckdbColumn& column : duckdb_columns(type)) {
    columns +=
        fmt::format("{}NULL::{} AS {}", columns.empty() ? "" : ", ", column_type_sql(column), sql_name(column.name));
  }
  return fmt::format("SELECT {} WHERE false", columns);
}

// A view as it should be.
struct Wanted {
  std::string name;
  std::string sql;
  std::string comment;  // distinguishes the program's views from the user's, and current ones from older ones
  std::string column_comments;
};

Wanted wanted(const std::string& name, const std::string& sql, std::string_view meaning,
              const std::vector<std::string>& views) {
  return {name, sql, fmt::format("{} {} over {}. {}", kMark, SFI_VERSION, fmt::join(views, ", "), meaning), {}};
}

Wanted wanted_records(RecordType type, std::string_view name, const std::string& env,
                      const std::vector<std::string>& views) {
  Wanted view = wanted(common_view_name(name, env), all_rows_sql(type, views), records_meaning(type), views);
  view.column_comments = column_comments_sql(view.name, type);
  return view;
}

Wanted wanted_summary(const SummaryView& summary, const std::string& sql, const std::string& env,
                      const std::vector<std::string>& views) {
  Wanted view = wanted(common_view_name(summary.name, env), sql, summary.meaning, views);
  for (const ViewColumn& column : summary.columns) {
    view.column_comments +=
        column_comment_sql(view.name, std::string(column.name),
                           fmt::format("{} ({}). Example: {}", column.meaning, column.unit, column.example));
  }
  return view;
}

std::vector<std::string> served_views(const RunTable& runs, const std::string& env, RecordType type) {
  std::vector<std::string> views;
  for (const std::string& state : runs.served_states(env, type)) views.push_back(alias_name(state, type, env));
  return views;
}

std::vector<Wanted> wanted_views(const RunTable& runs, const std::string& env) {
  const auto contribs = served_views(runs, env, RecordType::contribs);
  const auto reports = served_views(runs, env, RecordType::reports);
  const std::string gifts = fmt::format("({})", all_rows_sql(RecordType::contribs, contribs));
  const std::string filings = fmt::format("({})", all_rows_sql(RecordType::reports, reports));
  std::vector<std::string> both = contribs;
  both.insert(both.end(), reports.begin(), reports.end());
  if (both.empty()) return {};
  return {wanted_records(RecordType::contribs, kContributions, env, contribs),
          wanted_records(RecordType::reports, kReports, env, reports),
          wanted_summary(kSummaryViews[0], fmt::format(kCandidatesSql, gifts, filings), env, both),
          wanted_summary(kSummaryViews[1], fmt::format(kContributorsSql, gifts), env, contribs),
          wanted_summary(kSummaryViews[2], RunTable::coverage_sql(env), env, both)};
}

enum class State : std::uint8_t { missing, outdated, current, foreign };

State state_of(DuckdbConnection& connection, const Wanted& view) {
  const auto found = connection.rows(
      fmt::format("SELECT comment FROM duckdb_views() WHERE view_name = {0} AND schema_name = 'main' UNION ALL "
                  "SELECT NULL FROM duckdb_tables() WHERE table_name = {0} AND schema_name = 'main'",
                  sql_text(view.name)));
  if (found.empty()) return State::missing;
  const std::string comment = found[0][0].value_or("");
  if (!comment.starts_with(kMark)) return State::foreign;
  return comment == view.comment ? State::current : State::outdated;
}

void create(DuckdbConnection& connection, const Wanted& view) {
  connection.run(fmt::format("CREATE OR REPLACE VIEW {} AS {};{}{}", sql_name(view.name), view.sql,
                             comment_sql("VIEW", view.name, view.comment), view.column_comments));
}

std::vector<std::string> refresh_all(DuckdbConnection& connection) {
  std::vector<std::string> taken;
  const RunTable runs(connection);
  for (const std::string& env : runs.envs()) {
    for (const Wanted& view : wanted_views(runs, env)) {
      const State state = state_of(connection, view);
      if (state == State::foreign) taken.push_back(view.name);
      if (state == State::missing || state == State::outdated) create(connection, view);
    }
  }
  return taken;
}

}  // namespace

std::span<const SummaryView> summary_views() {
  return kSummaryViews;
}

std::string all_rows_sql(RecordType type, const std::vector<std::string>& views) {
  std::string sql = no_rows(type);
  for (const std::string& view : views) sql += fmt::format("\nUNION ALL BY NAME SELECT * FROM {}", sql_name(view));
  return sql;
}

std::string common_view_name(std::string_view view, const std::string& env) {
  return env == "dev" ? std::string(view) : fmt::format("{}_{}", view, env);
}

std::vector<std::string> refresh_common_views(DuckdbConnection& connection) {
  DuckdbTransaction transaction(connection);
  std::vector<std::string> taken = refresh_all(connection);
  transaction.commit();
  return taken;
}

}  // namespace sfi
