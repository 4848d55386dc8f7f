#include "http/tls_failure.h"

#include <algorithm>
#include <array>

namespace sfi {

bool is_tls_failure(CURLcode code, std::string_view failure) {
  // A server that goes away in the middle of the handshake has libcurl's code for a failed one.
  constexpr std::array kConnectionLost{"reset by peer", "SSL_ERROR_SYSCALL", "unexpected eof", "Recv failure",
                                       "Send failure"};
  switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
      return std::none_of(kConnectionLost.begin(), kConnectionLost.end(),
                          [failure](const char* words) { return failure.find(words) != std::string_view::npos; });
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return true;
    default:
      return false;
  }
}

std::string tls_words(CURLcode code, std::string_view failure) {
  const auto has = [&](std::string_view part) { return failure.find(part) != std::string_view::npos; };
  if (code == CURLE_SSL_CACERT_BADFILE) return "the CA file cannot be read";
  if (has("expired")) return "its certificate has expired";
  if (has("subject name") || has("does not match")) {
    return "its certificate is for another host name";
  }
  if (has("self-signed") || has("self signed") || has("local issuer")) {
    return "its certificate is not signed by an authority that is trusted here";
  }
  return "a TLS connection could not be established";
}

}  // namespace sfi
