// One GET of a file: whole, from a place on, or only if it is another version than ours.
#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "download/fetch_log.h"
#include "http/curl.h"

namespace sfi {

struct FileAnswer {
  long status = 0;  // 0: there was no answer
  CURLcode code = CURLE_OK;
  std::string failure;  // libcurl's words, where it has any
  Version version;
  std::chrono::seconds retry_after{0};
  bool complete() const { return code == CURLE_OK; }
};

class FileRequest {
 public:
  struct Wanted {
    std::string url;
    Version unless;          // 304 when the server still has this version
    std::uint64_t from = 0;  // only the bytes from here on, if it still has the version ...
    Version from_version;    // ... that the ones before are of
  };
  // Where the body goes. `begin` is called before the first byte: true, the bytes go on from
  // Wanted::from; false, they are the whole file. Both may throw: perform() throws it on.
  struct Receiver {
    std::function<void(bool goes_on, const Version&)> begin;
    std::function<void(std::string_view)> append;
    std::function<void(std::uint64_t received, std::optional<std::uint64_t> of)> progress;
  };

  // `ca_file`: PEM of the authorities to trust; empty: the system's.
  explicit FileRequest(std::string ca_file);

  // Redirects are followed. Bodies of answers other than 200 and 206 are dropped. Throws Interrupted.
  FileAnswer perform(const Wanted& wanted, const Receiver& receiver);

 private:
  static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);
  static int on_progress(void* self, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t);
  void prepare(const Wanted& wanted);
  void add_headers(const Wanted& wanted);
  void take_header_line(std::string_view line);
  void take(std::string_view bytes);

  std::string ca_file_;
  CurlHandle handle_;
  CurlHeaders headers_;
  char error_[CURL_ERROR_SIZE] = {};
  const Receiver* receiver_ = nullptr;
  std::uint64_t from_ = 0;
  bool begun_ = false;
  std::string content_range_;
  FileAnswer answer_;
  std::exception_ptr thrown_;
};

}  // namespace sfi
