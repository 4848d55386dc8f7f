#include "http/curl.h"

#include "base/error.h"
#include "version.h"

namespace sfi {

CurlHandle new_curl_handle() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw RunFailed("The HTTP library cannot be started.");
  CurlHandle handle(curl_easy_init());
  if (!handle) throw RunFailed("The HTTP library could not create a handle.");
  return handle;
}

void add_header(CurlHeaders& headers, const std::string& line) {
  headers.reset(curl_slist_append(headers.release(), line.c_str()));
}

void reset_for_http(CURL* handle) {
  curl_easy_reset(handle);
  set_option(handle, CURLOPT_USERAGENT, "state-fin-ingest/" SFI_VERSION);
  set_option(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set_option(handle, CURLOPT_NOSIGNAL, 1L);
}

}  // namespace sfi
