// Passwords and keys, which are never shown: a server, or a proxy in between, may send them back in any text of its
// answers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/endpoint.h"

namespace sfi {

// Has without_secrets() mask what is sent to these servers, and the passwords of proxies in the environment: plain,
// in base64, and escaped as in URLs, HTML and JSON. From then on a crash leaves no core file, which would hold them.
// Before there are threads.
void remember_secrets(const std::vector<Endpoint>& endpoints, const std::string& api_key);

// The header's value: a key may be given encoded, or as "id:key".
std::string api_key_credentials(const std::string& api_key);

// `text` with "***" for every secret that is remembered, and for the credentials of every URL in it.
std::string without_secrets(std::string_view text);

}  // namespace sfi
