// Every address that is answered: one table.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "serve/call.h"
#include "serve/router.h"

namespace sfi {

struct Route {
  enum class Part { page, api, file };  // a file does not depend on the data
  Pattern pattern;
  Part part;
  std::vector<std::string> (*parameters)();
  Response (*answer)(const Call& call);  // of a page or of the REST interface
  Response (*file)();
};

std::span<const Route> routes();
std::span<const Pattern> route_patterns();

}  // namespace sfi
