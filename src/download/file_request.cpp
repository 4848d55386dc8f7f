#include "download/file_request.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/lower.h"
#include "http/secrets.h"
#include "text/blanks.h"

namespace sfi {
namespace {

// A connection that brings nothing for so long is given up; the next one goes on from there.
constexpr long kStalledSeconds = 60;
constexpr long kConnectSeconds = 30;
constexpr long kMostRedirects = 10;

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

FileRequest::FileRequest(std::string ca_file) : ca_file_(std::move(ca_file)), handle_(new_curl_handle()) {}

void FileRequest::prepare(const Wanted& wanted) {
  CURL* handle = handle_.get();
  reset_for_http(handle);
  set_option(handle, CURLOPT_URL, wanted.url.c_str());
  // Nobody on the way may turn an encrypted download into a plain one.
  set_option(handle, CURLOPT_REDIR_PROTOCOLS_STR, wanted.url.starts_with("https:") ? "https" : "http,https");
  set_option(handle, CURLOPT_FOLLOWLOCATION, 1L);
  set_option(handle, CURLOPT_MAXREDIRS, kMostRedirects);
  set_option(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set_option(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set_option(handle, CURLOPT_LOW_SPEED_TIME, kStalledSeconds);
  if (!ca_file_.empty()) set_option(handle, CURLOPT_CAINFO, ca_file_.c_str());
  set_option(handle, CURLOPT_ERRORBUFFER, error_);
  set_option(handle, CURLOPT_HEADERFUNCTION, &FileRequest::take_header);
  set_option(handle, CURLOPT_HEADERDATA, this);
  set_option(handle, CURLOPT_WRITEFUNCTION, &FileRequest::take_body);
  set_option(handle, CURLOPT_WRITEDATA, this);
  set_option(handle, CURLOPT_NOPROGRESS, 0L);
  set_option(handle, CURLOPT_XFERINFOFUNCTION, &FileRequest::on_progress);
  set_option(handle, CURLOPT_XFERINFODATA, this);
  add_headers(wanted);
}

void FileRequest::add_headers(const Wanted& wanted) {
  headers_.reset();
  const auto add = [&](const std::string& line) { add_header(headers_, line); };
  if (wanted.from != 0) {
    // With If-Range a file that has changed meanwhile comes whole.
    const Version& version = wanted.from_version;
    add(fmt::format("Range: bytes={}-", wanted.from));
    add(fmt::format("If-Range: {}", version.etag.empty() ? version.last_modified : version.etag));
  } else {
    if (!wanted.unless.etag.empty()) add(fmt::format("If-None-Match: {}", wanted.unless.etag));
    if (!wanted.unless.last_modified.empty()) {
      add(fmt::format("If-Modified-Since: {}", wanted.unless.last_modified));
    }
  }
  set_option(handle_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

FileAnswer FileRequest::perform(const Wanted& wanted, const Receiver& receiver) {
  receiver_ = &receiver;
  from_ = wanted.from;
  begun_ = false;
  answer_ = {};
  thrown_ = nullptr;
  error_[0] = '\0';
  prepare(wanted);
  answer_.code = curl_easy_perform(handle_.get());
  if (thrown_) std::rethrow_exception(thrown_);
  throw_if_interrupted();
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &answer_.status);
  if (answer_.code != CURLE_OK) {
    answer_.failure = without_secrets(error_[0] != '\0' ? error_ : curl_easy_strerror(answer_.code));
  } else if (answer_.status == 200 && !begun_) {
    receiver.begin(false, answer_.version);  // an empty file
  }
  return answer_;
}

std::size_t FileRequest::take_header(char* data, std::size_t size, std::size_t count, void* self) {
  static_cast<FileRequest*>(self)->take_header_line({data, size * count});
  return size * count;
}

void FileRequest::take_header_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {  // a redirect's headers are not the file's
    answer_.version = {};
    content_range_.clear();
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = ascii_lower(line.substr(0, colon));
  const std::string_view value = trim_blanks(line.substr(colon + 1));
  if (name == "etag") answer_.version.etag = value;
  if (name == "last-modified") answer_.version.last_modified = value;
  if (name == "content-range") content_range_ = value;
  if (name == "retry-after") answer_.retry_after = std::chrono::seconds(number(value));
}

// Exceptions must not pass through libcurl.
std::size_t FileRequest::take_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto* request = static_cast<FileRequest*>(self);
  try {
    request->take({data, size * count});
    return size * count;
  } catch (...) {
    request->thrown_ = std::current_exception();
    return 0;
  }
}

void FileRequest::take(std::string_view bytes) {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != 200 && status != 206) return;
  if (!begun_) {
    const bool goes_on = status == 206;
    if (goes_on && !content_range_.starts_with(fmt::format("bytes {}-", from_))) {
      throw RunFailed(
          fmt::format("The server sent another part of the file than asked for: {}.", without_secrets(content_range_)),
          "Remove the .part file and download again.");
    }
    begun_ = true;
    receiver_->begin(goes_on, answer_.version);
  }
  receiver_->append(bytes);
}

int FileRequest::on_progress(void* self, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t) {
  const auto* request = static_cast<FileRequest*>(self);
  if (request->begun_ && request->receiver_->progress) {
    std::optional<std::uint64_t> of;
    if (total > 0) of = static_cast<std::uint64_t>(total);
    request->receiver_->progress(static_cast<std::uint64_t>(now), of);
  }
  return interrupted() ? 1 : 0;
}

}  // namespace sfi
