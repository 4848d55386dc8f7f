// The pages, one function for each route; each is in a file of its name.
#pragma once

#include "serve/call.h"

namespace sfi {

Response states_page(const Call& call);         // /
Response state_page(const Call& call);          // /tx
Response candidates_page(const Call& call);     // /tx/candidates
Response candidate_page(const Call& call);      // /tx/candidate/ID
Response left_out_page(const Call& call);       // /tx/left-out
Response contributions_page(const Call& call);  // /contributions
Response search_page(const Call& call);         // /search
Response about_page(const Call& call);          // /about

std::vector<std::string> contributions_page_parameters();

}  // namespace sfi
