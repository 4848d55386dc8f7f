// A run of a state as one self-contained HTML page, without scripts or network requests.
#pragma once

#include <string>

#include "database/connection.h"
#include "definition/definition.h"
#include "report/loaded_run.h"

namespace sfi {

std::string report_page(DuckdbConnection& connection, const Definition& definition, const LoadedRun& loaded);

}  // namespace sfi
