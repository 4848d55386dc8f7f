#include "http/transfer.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/interrupt.h"
#include "version.h"

namespace sfi {
namespace {

// An answer of ours is a few megabytes at most: what is longer is no answer of such a server.
constexpr std::size_t kMaxAnswer = std::size_t{256} << 20;

void init_once() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw RunFailed("The HTTP library cannot be started.");
}

std::string base64(const std::string& text) {
  std::string result(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  result.resize(static_cast<std::size_t>(length));
  return result;
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  curl_easy_setopt(handle, option, value);
}

}  // namespace

bool HttpAnswer::is_tls_failure() const {
  // A server that goes away in the middle of the handshake has libcurl's code for a failed one.
  constexpr std::array kConnectionLost{"reset by peer", "SSL_ERROR_SYSCALL", "unexpected eof", "Recv failure",
                                       "Send failure"};
  switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
      return std::none_of(kConnectionLost.begin(), kConnectionLost.end(), [this](const char* words) {
        return failure.find(words) != std::string::npos;
      });
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

Transfer::Transfer() {
  init_once();
  handle_.reset(curl_easy_init());
  if (!handle_) throw RunFailed("The HTTP library gives no handle.");
}

void Transfer::add_header(const std::string& line) {
  headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
}

void Transfer::prepare(const HttpSettings& settings, const Endpoint& endpoint,
                       const HttpRequest& request) {
  CURL* handle = handle_.get();
  curl_easy_reset(handle);  // keeps connections
  headers_.reset();
  answer_ = {};
  error_[0] = '\0';
  interruptible_ = request.interruptible;
  const auto timeout = request.timeout.count() != 0 ? request.timeout : settings.timeout;
  set(handle, CURLOPT_URL, (endpoint.url + request.path).c_str());
  set(handle, CURLOPT_USERAGENT, "state-fin-ingest/" SFI_VERSION);
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  set(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
  set(handle, CURLOPT_ERRORBUFFER, error_);
  set(handle, CURLOPT_WRITEFUNCTION, &Transfer::take_body);
  set(handle, CURLOPT_WRITEDATA, this);
  set(handle, CURLOPT_NOPROGRESS, 0L);
  set(handle, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(handle, CURLOPT_XFERINFODATA, this);
  set(handle, CURLOPT_PRIVATE, this);
  set_credentials(settings, endpoint);
  set_tls(settings);
  set_body(request);
  set(handle, CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_credentials(const HttpSettings& settings, const Endpoint& endpoint) {
  if (!settings.api_key.empty()) {
    // As it is shown when it is made: already encoded, or as id and key.
    const bool is_pair = settings.api_key.find(':') != std::string::npos;
    add_header("Authorization: ApiKey " +
               (is_pair ? base64(settings.api_key) : settings.api_key));
  } else if (!endpoint.user.empty() || !endpoint.password.empty()) {
    set(handle_.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    set(handle_.get(), CURLOPT_USERNAME, endpoint.user.c_str());
    set(handle_.get(), CURLOPT_PASSWORD, endpoint.password.c_str());
  }
}

void Transfer::set_tls(const HttpSettings& settings) {
  if (!settings.ca_file.empty()) set(handle_.get(), CURLOPT_CAINFO, settings.ca_file.c_str());
  set(handle_.get(), CURLOPT_SSL_VERIFYPEER, settings.insecure ? 0L : 1L);
  set(handle_.get(), CURLOPT_SSL_VERIFYHOST, settings.insecure ? 0L : 2L);
}

void Transfer::set_body(const HttpRequest& request) {
  CURL* handle = handle_.get();
  if (request.method == "GET") return;
  if (request.method == "HEAD") return set(handle, CURLOPT_NOBODY, 1L);
  set(handle, CURLOPT_POST, 1L);
  set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  set(handle, CURLOPT_POSTFIELDS, request.body.data() == nullptr ? "" : request.body.data());
  set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  // Else libcurl asks before each large body and may wait a second for the answer.
  add_header("Expect:");
  if (request.body.empty()) return add_header("Content-Type:");
  add_header(fmt::format("Content-Type: {}", request.content_type));
  if (request.is_gzip) add_header("Content-Encoding: gzip");
}

std::size_t Transfer::take_body(char* data, std::size_t size, std::size_t count, void* self) {
  std::string& body = static_cast<Transfer*>(self)->answer_.body;
  if (body.size() + size * count > kMaxAnswer) return 0;
  body.append(data, size * count);
  return size * count;
}

int Transfer::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(self)->interruptible_ && interrupted() ? 1 : 0;
}

const HttpAnswer& Transfer::perform() { return finish(curl_easy_perform(handle_.get())); }

const HttpAnswer& Transfer::finish(CURLcode code) {
  answer_.code = code;
  if (code != CURLE_OK) {
    if (code == CURLE_ABORTED_BY_CALLBACK && interruptible_) throw_if_interrupted();
    answer_.failure = without_credentials(error_[0] != '\0' ? error_ : curl_easy_strerror(code));
    answer_.body.clear();
    return answer_;
  }
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &answer_.status);
  const char* text = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_TYPE, &text);
  if (text != nullptr) answer_.content_type = text;
  text = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &text);
  if (text != nullptr) answer_.location = without_credentials(text);
  return answer_;
}

}  // namespace sfi
