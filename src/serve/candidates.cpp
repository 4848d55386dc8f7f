#include "serve/candidates.h"

#include <fmt/format.h>

#include "serve/candidate_key.h"

namespace sfi {
namespace {

using Kind = DataColumn::Kind;

constexpr Order kOrders[] = {
    {"-total", "most money first", "total", "DECIMAL(38, 2)", true},
    {"total", "least money first", "total", "DECIMAL(38, 2)", false},
    {"name", "by name", "name", "VARCHAR", false},
};

const std::vector<DataColumn>& columns() {
  static const std::vector<DataColumn> kColumns{{"jurisdiction"},
                                                {"candidate_id"},
                                                {"name"},
                                                {"party"},
                                                {"party_code"},
                                                {"house"},
                                                {"district", Kind::integer},
                                                {"district_name"},
                                                {"status"},
                                                {"contributions", Kind::integer},
                                                {"total", Kind::money},
                                                {"first_date"},
                                                {"last_date"}};
  return kColumns;
}

// Office and party of the latest contribution, as in the view `candidates`. {0}: source, {1}: condition.
constexpr std::string_view kGroups =
    "SELECT jurisdiction, " SFI_CANDIDATE_KEY
    " AS key, max_by(candidate, (coalesce(contribution_date, DATE '0001-01-01'), contribution_id)) AS latest, "
    "count(*) AS contributions, coalesce(sum(amount), 0::DECIMAL(14, 2)) AS total, min(contribution_date) AS "
    "first_date, max(contribution_date) AS last_date FROM {0} WHERE {1} GROUP BY jurisdiction, key";

}  // namespace

std::span<const Order> candidate_orders() {
  return kOrders;
}

std::uint64_t count_candidates(Reading& reading, const Selection& selection) {
  std::vector<std::string> bound;
  const std::string where = selection.sql(bound);
  const auto rows = reading.connection().rows(
      fmt::format("SELECT count(*) FROM (SELECT DISTINCT jurisdiction, " SFI_CANDIDATE_KEY " FROM {} WHERE {})",
                  reading.snapshot().contributions_sql(selection.state()), where),
      bound);
  return std::stoull(rows.front()[0].value_or("0"));
}

DataTable read_candidates(Reading& reading, const Selection& selection, const Paging& paging) {
  std::vector<std::string> bound;
  const std::string where = selection.sql(bound);
  const std::string groups = fmt::format(kGroups, reading.snapshot().contributions_sql(selection.state()), where);
  const std::string after = after_sql(paging, "key", bound);
  const std::string sql = fmt::format(
      "SELECT jurisdiction, candidate_id, name, party, party_code, house, district, district_name, status, "
      "contributions, total, first_date, last_date FROM (SELECT *, latest.candidate_id AS candidate_id, latest.name AS "
      "name, latest.party AS party, latest.party_code AS party_code, latest.house AS house, latest.district AS "
      "district, latest.district_name AS district_name, latest.status AS status FROM ({})) WHERE {} ORDER BY {} LIMIT "
      "{}",
      groups, after, order_sql(*paging.order, "key"), paging.per_page);
  return {columns(), reading.connection().rows(sql, bound)};
}

std::string key_of_candidate(const DataRow& row) {
  const auto& id = at(row, CandidateColumn::candidate_id);
  return id ? *id : at(row, CandidateColumn::name).value_or("");
}

std::string next_candidate(const DataRow& row, const Order& order) {
  const auto& value = at(row, order.column == "name" ? CandidateColumn::name : CandidateColumn::total);
  return next_token(order, value, at(row, CandidateColumn::jurisdiction).value_or(""), key_of_candidate(row));
}

}  // namespace sfi
