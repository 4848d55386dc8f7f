// What comes in and what goes out, independent of the library that speaks HTTP.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "serve/query.h"

namespace sfi {

struct Request {
  std::string method;  // "GET"
  std::string target;  // as sent: "/tx/candidate/12%2F3.csv?x=1"
  std::string if_none_match;
};

struct Response {
  int status = 200;
  std::string type;  // content type
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

}  // namespace sfi
