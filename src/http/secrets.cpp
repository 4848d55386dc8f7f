#include "http/secrets.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.h"

namespace sfi {
namespace {

constexpr const char* kProxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};

std::vector<std::string>& remembered() {
  static std::vector<std::string> secrets;  // the longest first, since a shorter one may be a part of it
  return secrets;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string result;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what)) {
    result.append(text.substr(0, at)).append(by);
    text.remove_prefix(at + what.size());
  }
  return result.append(text);
}

std::string base64(const std::string& text) {
  std::string result(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  result.resize(static_cast<std::size_t>(length));
  return result;
}

// Empty for what is not base64.
std::string from_base64(const std::string& text) {
  std::string result(text.size(), '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  result.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  while (!result.empty() && result.back() == '\0') result.pop_back();  // the padding counts as bytes
  return result;
}

std::string in_url(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

std::string in_html(const std::string& text) {
  return replaced(replaced(replaced(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
}

std::string in_attribute(const std::string& text) {
  return replaced(replaced(in_html(text), "\"", "&quot;"), "'", "&#x27;");
}

std::string in_json(const std::string& text) {
  return replaced(replaced(text, "\\", "\\\\"), "\"", "\\\"");
}

void remember(const std::string& secret) {
  for (const std::string& form : {secret, in_url(secret), in_html(secret), in_attribute(secret), in_json(secret),
                                  replaced(in_json(secret), "/", "\\/")}) {
    const auto& known = remembered();
    if (!form.empty() && std::find(known.begin(), known.end(), form) == known.end()) remembered().push_back(form);
  }
}

// In both alphabets, also without the padding, which a server may leave out.
void remember_base64(const std::string& text) {
  std::string encoded = base64(text);
  remember(encoded);
  while (encoded.ends_with('=')) encoded.pop_back();
  remember(encoded);
  remember(replaced(replaced(encoded, "+", "-"), "/", "_"));
}

// "user:password" or "id:key"
void remember_pair(const std::string& pair) {
  remember_base64(pair);
  remember(pair.substr(pair.find(':') + 1));
}

void remember_endpoint(const Endpoint& endpoint) {
  if (endpoint.user.empty() && endpoint.password.empty()) return;
  remember_pair(endpoint.user + ":" + endpoint.password);
  if (endpoint.password.empty()) remember(endpoint.user);  // a token
}

void remember_proxies() {
  for (const char* name : kProxies) {
    const char* address = std::getenv(name);
    if (address == nullptr || *address == '\0') continue;
    try {
      remember_endpoint(Endpoint::parse(address));
    } catch (const UsageError&) {  // of a form that only libcurl knows (socks5://)
    }
  }
}

void remember_api_key(const std::string& api_key) {
  if (api_key.empty()) return;
  remember(api_key);
  const std::string pair = api_key.find(':') == std::string::npos ? from_base64(api_key) : api_key;
  if (pair.find(':') != std::string::npos) remember_pair(pair);
}

void leave_no_core_file() {
  rlimit limit{};
  ::getrlimit(RLIMIT_CORE, &limit);
  limit.rlim_cur = 0;
  ::setrlimit(RLIMIT_CORE, &limit);
}

}  // namespace

void remember_secrets(const std::vector<Endpoint>& endpoints, const std::string& api_key) {
  for (const Endpoint& endpoint : endpoints) remember_endpoint(endpoint);
  remember_proxies();
  remember_api_key(api_key);
  std::ranges::sort(remembered(), std::ranges::greater(), &std::string::size);
  if (!remembered().empty()) leave_no_core_file();
}

std::string api_key_credentials(const std::string& api_key) {
  return api_key.find(':') == std::string::npos ? api_key : base64(api_key);
}

std::string without_secrets(std::string_view text) {
  std::string result = without_credentials(text);
  for (const std::string& secret : remembered()) result = replaced(result, secret, "***");
  return result;
}

}  // namespace sfi
