// A run of a state as one self-contained HTML page, without scripts or network requests, or as the parts of a page
// of a site.
#pragma once

#include <functional>
#include <string>

#include "database/connection.h"
#include "definition/definition.h"
#include "report/loaded_run.h"

namespace sfi {

std::string report_page(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded);

// HTML, but for the title.
struct ReportParts {
  std::string title;
  std::string header;
  std::string body;
  std::string footer;
};

// Where entries lead to.
struct ReportLinks {
  std::function<std::string(const std::string& key)> candidate;  // by Group::key; empty: nowhere
};

ReportParts report_parts(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded,
                         const ReportLinks& links);

}  // namespace sfi
