// Certificates, CA files and handshakes: what went wrong, in plain words.
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace sfi {

// Of that kind, so that trying again cannot help. `failure`: libcurl's words.
bool is_tls_failure(CURLcode code, std::string_view failure);

// "its certificate has expired"
std::string tls_words(CURLcode code, std::string_view failure);

}  // namespace sfi
