// What a route gets to answer a request with.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "serve/data_table.h"
#include "serve/database_gate.h"
#include "serve/query.h"
#include "serve/request.h"
#include "serve/router.h"

namespace sfi {

struct Call {
  std::string path;                 // as sent, without extension
  std::vector<std::string> values;  // of the pattern
  Form form = Form::page;
  const Query& query;
  const std::function<Definition(const std::string& state)>& definition;
  Reading& reading;
};

Response html_response(const std::string& page);
Response text_response(std::string_view type, std::string_view body);
// As JSON or CSV, for Form::json and Form::csv.
Response table_response(const DataTable& table, const Call& call);

// "/tx/candidate/00070001"
std::string candidate_path(const std::string& state, const std::string& key);

}  // namespace sfi
