// The parts of the page that come from the account of the run, not from the data.
#pragma once

#include <string>

#include "report/loaded_run.h"

namespace sfi {

std::string account_section(const LoadedRun& run);
std::string left_out_section(const LoadedRun& run);
std::string links_section(const LoadedRun& run);
std::string unlinked_section(const UnlinkedAccount& unlinked);
std::string files_section(const LoadedRun& run);
// "2 files": HTML that leads to the list.
std::string files_in_words(const LoadedRun& run);

}  // namespace sfi
