#include "http/transfer.h"

#include <fmt/format.h>

#include <cstring>

#include "base/error.h"
#include "base/interrupt.h"
#include "http/secrets.h"
#include "http/tls_failure.h"

namespace sfi {
namespace {

// The answers that are expected have a few megabytes at most; anything longer does not come from such a server.
constexpr std::size_t kMaxAnswer = std::size_t{256} << 20;

}  // namespace

bool HttpAnswer::is_tls_failure() const {
  return sfi::is_tls_failure(code, failure);
}

Transfer::Transfer() : handle_(new_curl_handle()) {}

void Transfer::prepare(const HttpSettings& settings, const Endpoint& endpoint, const HttpRequest& request) {
  CURL* handle = handle_.get();
  reset_for_http(handle);
  headers_.reset();
  answer_ = {};
  error_[0] = '\0';
  interruptible_ = request.interruptible;
  const auto timeout = request.timeout.count() != 0 ? request.timeout : settings.timeout;
  set_option(handle, CURLOPT_URL, (endpoint.url + request.path).c_str());
  set_option(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
  set_option(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  set_option(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  set_option(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
  set_option(handle, CURLOPT_ERRORBUFFER, error_);
  set_option(handle, CURLOPT_WRITEFUNCTION, &Transfer::take_body);
  set_option(handle, CURLOPT_WRITEDATA, this);
  set_option(handle, CURLOPT_NOPROGRESS, 0L);
  set_option(handle, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set_option(handle, CURLOPT_XFERINFODATA, this);
  set_option(handle, CURLOPT_PRIVATE, this);
  set_credentials(settings, endpoint);
  set_tls(settings);
  set_body(request);
  set_option(handle, CURLOPT_HTTPHEADER, headers_.get());
}

void Transfer::set_credentials(const HttpSettings& settings, const Endpoint& endpoint) {
  if (!settings.api_key.empty()) {
    add_header(headers_, "Authorization: ApiKey " + api_key_credentials(settings.api_key));
  } else if (!endpoint.user.empty() || !endpoint.password.empty()) {
    set_option(handle_.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    set_option(handle_.get(), CURLOPT_USERNAME, endpoint.user.c_str());
    set_option(handle_.get(), CURLOPT_PASSWORD, endpoint.password.c_str());
  }
}

void Transfer::set_tls(const HttpSettings& settings) {
  if (!settings.ca_file.empty()) set_option(handle_.get(), CURLOPT_CAINFO, settings.ca_file.c_str());
  set_option(handle_.get(), CURLOPT_SSL_VERIFYPEER, settings.insecure ? 0L : 1L);
  set_option(handle_.get(), CURLOPT_SSL_VERIFYHOST, settings.insecure ? 0L : 2L);
}

void Transfer::set_body(const HttpRequest& request) {
  CURL* handle = handle_.get();
  if (request.method == "GET") return;
  if (request.method == "HEAD") return set_option(handle, CURLOPT_NOBODY, 1L);
  set_option(handle, CURLOPT_POST, 1L);
  set_option(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  set_option(handle, CURLOPT_POSTFIELDS, request.body.data() == nullptr ? "" : request.body.data());
  set_option(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  // Else libcurl asks before each large body and may wait a second for the answer.
  add_header(headers_, "Expect:");
  if (request.body.empty()) return add_header(headers_, "Content-Type:");
  add_header(headers_, fmt::format("Content-Type: {}", request.content_type));
  if (request.is_gzip) add_header(headers_, "Content-Encoding: gzip");
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

const HttpAnswer& Transfer::perform() {
  return finish(curl_easy_perform(handle_.get()));
}

const HttpAnswer& Transfer::finish(CURLcode code) {
  answer_.code = code;
  if (code != CURLE_OK) {
    if (code == CURLE_ABORTED_BY_CALLBACK && interruptible_) throw_if_interrupted();
    answer_.failure = without_secrets(error_[0] != '\0' ? error_ : curl_easy_strerror(code));
    answer_.body.clear();
    return answer_;
  }
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &answer_.status);
  const char* text = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_TYPE, &text);
  if (text != nullptr) answer_.content_type = text;
  text = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_REDIRECT_URL, &text);
  // Without what follows a '?', in which the request's own words are sent on, perhaps escaped once more.
  if (text != nullptr) answer_.location = without_secrets(std::string_view(text, std::strcspn(text, "?#")));
  return answer_;
}

}  // namespace sfi
