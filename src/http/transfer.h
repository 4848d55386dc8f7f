// One HTTP request and its answer, on a libcurl handle that is used again for the next one (and keeps
// its connection). Credentials, CA, proxy (from the environment, as libcurl has it) and time limits are
// the same for all of a program's requests to a service.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "http/curl.h"
#include "http/endpoint.h"

namespace sfi {

struct HttpSettings {
  std::string api_key;    // "Authorization: ApiKey ..."; wins over user and password; may be "id:key"
  std::string ca_file;    // PEM; empty: the system's
  bool insecure = false;  // do not check certificates; only when the user said so
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{120'000};
};

struct HttpRequest {
  std::string method = "GET";
  std::string path = "/";  // "/_bulk?x=y"
  std::string_view body;   // must live until the answer is there
  std::string_view content_type = "application/json";
  bool is_gzip = false;                  // the body is compressed
  bool interruptible = true;             // a signal ends it; not so when cleaning up
  std::chrono::milliseconds timeout{0};  // 0: that of the settings
};

struct HttpAnswer {
  long status = 0;  // 0: there was no answer, `failure` says why
  std::string content_type;
  std::string location;  // of a redirect, which is never followed
  std::string body;
  CURLcode code = CURLE_OK;
  std::string failure;  // libcurl's words

  bool arrived() const { return status != 0; }
  bool ok() const { return status >= 200 && status < 300; }
  // Certificate, CA file or handshake: trying again cannot help.
  bool is_tls_failure() const;
};

class Transfer {
 public:
  Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  void prepare(const HttpSettings& settings, const Endpoint& endpoint, const HttpRequest& request);
  // Does it and waits; for handles that are in no multi handle.
  const HttpAnswer& perform();
  // Takes over how libcurl says it ended; for handles of a multi handle.
  const HttpAnswer& finish(CURLcode code);

  CURL* handle() const { return handle_.get(); }
  const HttpAnswer& answer() const { return answer_; }

 private:
  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
  void set_credentials(const HttpSettings& settings, const Endpoint& endpoint);
  void set_tls(const HttpSettings& settings);
  void set_body(const HttpRequest& request);

  CurlHandle handle_;
  CurlHeaders headers_;
  char error_[CURL_ERROR_SIZE] = {};
  bool interruptible_ = true;
  HttpAnswer answer_;
};

}  // namespace sfi
