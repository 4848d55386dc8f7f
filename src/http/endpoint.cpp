#include "http/endpoint.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>

#include "base/error.h"
#include "text/blanks.h"

namespace sfi {
namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

[[noreturn]] void throw_bad(const char* what) {
  throw UsageError(fmt::format("A server's address {}.", what),
                   "Write it as https://user:password@host:9200, in ES_HOST or --hosts; special "
                   "characters of a password percent-encoded (@ is %40, / is %2F).");
}

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string result(text);
  curl_free(text);
  return result;
}

}  // namespace

Endpoint Endpoint::parse(const std::string& text) {
  const Url url(curl_url(), curl_url_cleanup);
  const bool has_scheme = text.find("://") != std::string::npos;
  const std::string whole = has_scheme ? text : "http://" + text;
  if (curl_url_set(url.get(), CURLUPART_URL, whole.c_str(), 0) != CURLUE_OK) {
    throw_bad("cannot be understood");
  }
  const std::string scheme = part(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") throw_bad("must begin with http:// or https://");
  if (!part(url.get(), CURLUPART_QUERY).empty() || !part(url.get(), CURLUPART_FRAGMENT).empty()) {
    throw_bad("must not have '?' or '#'");
  }
  // Such as of "user:1/secret@host", where everything after the slash would be taken for a path, and shown.
  if (part(url.get(), CURLUPART_PATH).find('@') != std::string::npos) throw_bad("has a '/' before its '@'");
  Endpoint endpoint;
  endpoint.user = part(url.get(), CURLUPART_USER, CURLU_URLDECODE);
  endpoint.password = part(url.get(), CURLUPART_PASSWORD, CURLU_URLDECODE);
  std::string port = part(url.get(), CURLUPART_PORT);
  if (port.empty()) port = scheme == "http" ? "9200" : "443";
  endpoint.url =
      fmt::format("{}://{}:{}{}", scheme, part(url.get(), CURLUPART_HOST), port, part(url.get(), CURLUPART_PATH));
  while (endpoint.url.ends_with('/')) endpoint.url.pop_back();
  return endpoint;
}

std::vector<Endpoint> Endpoint::parse_list(std::string_view text) {
  std::vector<Endpoint> endpoints;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view one = trim_blanks(text.substr(0, comma));
    if (!one.empty()) endpoints.push_back(parse(std::string(one)));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  if (endpoints.empty()) throw_bad("is missing");
  return endpoints;
}

std::string without_credentials(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t scheme = text.find("://");
    if (scheme == std::string_view::npos) break;
    const std::size_t begin = scheme + 3;
    const std::size_t end = std::min(text.find_first_of("/ \t\n\"'<>,", begin), text.size());
    const std::size_t at = text.substr(0, end).rfind('@');
    result += text.substr(0, begin);
    if (at != std::string_view::npos && at > begin) {
      result += "***";
      result += text.substr(at, end - at);
    } else {
      result += text.substr(begin, end - begin);
    }
    text.remove_prefix(end);
  }
  return result.append(text);
}

}  // namespace sfi
