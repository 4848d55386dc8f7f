// The sections of the page that come from the account of the run, not from the data.
#pragma once

#include <string>

#include "account/summary.h"

namespace sfi {

std::string account_section(const StateSummary& state);
std::string left_out_section(const StateSummary& state);
std::string links_section(const StateSummary& state);
// Codes and dates that could not be read, in rows that are loaded even so.
std::string unread_section(const StateSummary& state);
std::string unlinked_section(const UnlinkedAccount& unlinked);
std::string files_section(const StateSummary& state);
// "2 files", as a link to the list.
std::string files_in_words(const StateSummary& state);

}  // namespace sfi
