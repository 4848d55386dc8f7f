// Answers requests: finds the route, opens the database, adds the headers, and turns errors into pages or problem+json.
#pragma once

#include <functional>
#include <string>

#include "definition/definition.h"
#include "serve/database_gate.h"
#include "serve/request.h"

namespace sfi {

class Application {
 public:
  // `definition`: of a state, by its code; from any thread.
  Application(DatabaseGate::Options database, std::function<Definition(const std::string& state)> definition);

  // Never throws; from any thread.
  Response answer(const Request& request) noexcept;

  // Throws what opening the database throws; waits a second for a load.
  void check() { gate_.read(); }

 private:
  Response routed(const Request& request);

  DatabaseGate gate_;
  const std::function<Definition(const std::string& state)> definition_;
};

// For errors of HTTP itself, before there is a request.
Response error_response(int status);

}  // namespace sfi
