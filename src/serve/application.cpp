#include "serve/application.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/failure.h"
#include "database/duckdb_error.h"
#include "report/html.h"
#include "serve/problem.h"
#include "serve/routes.h"
#include "serve/site.h"

namespace sfi {
namespace {

constexpr std::string_view kApiRoot = "/v1/";
constexpr std::string_view kRetrySeconds = "5";

bool is_for_programs(std::string_view path) {
  return path.starts_with(kApiRoot) || path.ends_with(".json") || path.ends_with(".csv");
}

std::string problem_json(const Problem& problem) {
  rapidjson::StringBuffer text;
  JsonWriter json(text);
  json.StartObject();
  write_member(json, "type", "about:blank");
  write_member(json, "title", status_words(problem.status));
  json.Key("status");
  json.Int(problem.status);
  write_member(json, "detail", problem.what());
  if (!problem.advice.empty()) write_member(json, "advice", problem.advice);
  json.EndObject();
  return {text.GetString(), text.GetSize()};
}

std::string problem_page(const Problem& problem) {
  return site_page(
      {status_words(problem.status), "", html::paragraph(problem.what()) + html::paragraph(problem.advice), "", ""});
}

Response problem_response(const Problem& problem, std::string_view path) {
  Response response;
  response.status = problem.status;
  const bool as_json = is_for_programs(path);
  response.type = as_json ? "application/problem+json" : "text/html; charset=utf-8";
  response.body = as_json ? problem_json(problem) : problem_page(problem);
  if (problem.status == 503) response.headers.emplace_back("Retry-After", kRetrySeconds);
  if (problem.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, OPTIONS");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

// What the user of the page can know of an error; a database's words may name files of this machine.
Problem problem_of_failure() {
  try {
    throw;
  } catch (const Problem& known) {
    return known;
  } catch (const Refused&) {
    return try_later("The data cannot be read.", "See the messages of 'state-fin-ingest serve'.");
  } catch (const DatabaseInUse&) {
    return try_later("The data are being loaded.", "Try again in a few seconds.");
  } catch (...) {
    const Failure failure = current_failure();
    fmt::print(stderr, "serve: {}\n", failure.message);
    return {500, "The request could not be answered.", "See the messages of 'state-fin-ingest serve'."};
  }
}

void add_common_headers(Response& response, std::string_view path) {
  const auto add = [&](std::string_view name, std::string_view value) { response.headers.emplace_back(name, value); };
  add("Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'");
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "no-referrer");
  if (path.starts_with(kApiRoot)) add("Access-Control-Allow-Origin", "*");
}

Response options_response() {
  return {204, "", "", {{"Allow", "GET, HEAD, OPTIONS"}, {"Access-Control-Allow-Methods", "GET"}}};
}

std::string file_name(std::string_view path) {
  std::string name;
  for (const char c : path.substr(path.rfind('/') + 1)) {
    const bool is_safe =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    name += is_safe ? c : '_';
  }
  return name;
}

Response answer_from(Reading& reading, const Route& route, const Call& call) {
  try {
    return route.answer(call);
  } catch (const RunFailed&) {
    if (!reading.was_stopped()) throw;
    throw try_later("The answer took too long, or a load needed the database.",
                    "Narrow the selection, or try again in a few seconds.");
  }
}

}  // namespace

Application::Application(DatabaseGate::Options database, std::function<Definition(const std::string& state)> definition)
    : gate_(std::move(database)), definition_(std::move(definition)) {}

Response Application::routed(const Request& request) {
  if (request.method == "OPTIONS") return options_response();
  if (request.method != "GET" && request.method != "HEAD") {
    throw Problem(405, fmt::format("The method {} is not answered.", request.method), "Use GET.");
  }
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  const std::string path = request.target.substr(0, mark);
  const auto match = find_route(route_patterns(), path);
  if (!match) throw not_found("There is nothing at this address.", "Begin at / or see /about.");
  const Route& route = routes()[match->route];
  const Query query(std::string_view(request.target).substr(std::min(mark + 1, request.target.size())));
  query.allow_only(route.parameters());
  if (route.part == Route::Part::file) return route.file();

  const auto reading = gate_.read();
  const std::string tag = fmt::format("W/\"{}\"", reading->snapshot().tag);
  Response response;
  if (request.if_none_match.find(tag) != std::string::npos) {
    response.status = 304;
  } else {
    const std::string stem = match->form == Form::page ? path : path.substr(0, path.rfind('.'));
    response = answer_from(*reading, route, {stem, match->values, match->form, query, definition_, *reading});
  }
  if (match->form == Form::csv) {
    response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", file_name(path)));
  }
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

Response Application::answer(const Request& request) noexcept {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  Response response;
  try {
    response = routed(request);
  } catch (...) {
    response = problem_response(problem_of_failure(), path);
  }
  add_common_headers(response, path);
  return response;
}

Response error_response(int status) {
  Response response = problem_response({status, status_words(status) + "."}, "");
  add_common_headers(response, "");
  return response;
}

}  // namespace sfi
