// The views over all states of an environment: contributions, reports, candidates, contributors and
// coverage in `dev`, contributions_prod and so on in others.
//
// They select from the states' own views, so that whatever these serve is what they show, also after a
// rollback. Only a state that is served for the first time makes it necessary to create them anew.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/connection.h"
#include "record/schema.h"

namespace sfi {

// A column of a view that is not a field of the documents.
struct ViewColumn {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
  std::string_view example;
};

// A view that sums the contributions up, or says what they contain.
struct SummaryView {
  std::string_view name;
  std::string_view meaning;
  std::span<const ViewColumn> columns;
};
std::span<const SummaryView> summary_views();

// "contributions" in `dev`, "contributions_prod" in `prod`.
std::string common_view_name(std::string_view view, const std::string& env);

// SELECT of all rows of states' views ("hi_contribs_dev", "tx_contribs_dev"), with the columns as they are in this
// version.
std::string all_rows_sql(RecordType type, const std::vector<std::string>& views);

// Brings the views of every environment up to the states that are served, in one transaction. Gives the
// names that something of the user's has, which is left alone.
std::vector<std::string> refresh_common_views(DuckdbConnection& connection);

}  // namespace sfi
