// A run of a state as one HTML page that needs nothing but itself: no script, no request to anywhere.
#pragma once

#include <string>

#include "database/connection.h"
#include "definition/definition.h"
#include "report/loaded_run.h"

namespace sfi {

std::string report_page(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded);

}  // namespace sfi
