// What every use of libcurl shares: handles that free themselves, and options.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

namespace sfi {

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlDeleter>;
using CurlHeaders = std::unique_ptr<curl_slist, CurlDeleter>;

// Throws RunFailed when libcurl cannot be started.
CurlHandle new_curl_handle();

// "Name: value"; "Name:" takes a header away that libcurl would send.
void add_header(CurlHeaders& headers, const std::string& line);

template <typename Value>
void set_option(CURL* handle, CURLoption option, Value value) {
  curl_easy_setopt(handle, option, value);
}

// Forgets what the handle was used for but keeps its connection; for HTTP, and saying who asks.
void reset_for_http(CURL* handle);

}  // namespace sfi
