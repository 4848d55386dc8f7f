#include "serve/routes.h"

#include "serve/api.h"
#include "serve/pages.h"
#include "serve/selection.h"
#include "serve/site.h"

namespace sfi {
namespace {

using Names = std::vector<std::string>;

Names none() {
  return {};
}

Names search_names() {
  return {"q"};
}

Names list_names() {
  return {"sort", "next"};
}

Names api_names() {
  Names names = filter_names();
  names.insert(names.end(), {"sort", "per_page", "next"});
  return names;
}

Response style_file() {
  return text_response("text/css; charset=utf-8", site_style());
}

Response icon_file() {
  return text_response("image/svg+xml", site_icon());
}

constexpr auto kPage = Route::Part::page;
constexpr auto kApi = Route::Part::api;
constexpr auto kFile = Route::Part::file;

// The first that fits: literal paths before those with {}.
constexpr Route kRoutes[] = {
    {{"/"}, kPage, none, states_page, nullptr},
    {{"/index", true}, kPage, none, states_page, nullptr},
    {{"/about"}, kPage, none, about_page, nullptr},
    {{"/search", true}, kPage, search_names, search_page, nullptr},
    {{"/contributions", true}, kPage, contributions_page_parameters, contributions_page, nullptr},
    {{"/style.css"}, kFile, none, nullptr, style_file},
    {{"/icon.svg"}, kFile, none, nullptr, icon_file},
    {{"/v1/states"}, kApi, none, api_states, nullptr},
    {{"/v1/contributions"}, kApi, api_names, api_contributions, nullptr},
    {{"/v1/candidates"}, kApi, api_names, api_candidates, nullptr},
    {{"/{}"}, kPage, none, state_page, nullptr},
    {{"/{}/candidates", true}, kPage, list_names, candidates_page, nullptr},
    {{"/{}/left-out", true}, kPage, none, left_out_page, nullptr},
    {{"/{}/candidate/{}", true}, kPage, none, candidate_page, nullptr},
};

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

std::span<const Pattern> route_patterns() {
  static const std::vector<Pattern> kPatterns = [] {
    std::vector<Pattern> patterns;
    for (const Route& route : kRoutes) patterns.push_back(route.pattern);
    return patterns;
  }();
  return kPatterns;
}

}  // namespace sfi
