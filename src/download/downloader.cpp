#include "download/downloader.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <ctime>

#include "base/error.h"
#include "base/interrupt.h"
#include "base/utc_time.h"
#include "download/expected_content.h"
#include "http/backoff.h"
#include "http/tls_failure.h"
#include "input/fingerprint.h"

namespace sfi {
namespace {

// In a row without a single byte more.
constexpr unsigned kMostFailures = 5;
constexpr std::chrono::seconds kLongestWait{120};

std::string digest(const std::filesystem::path& path) {
  static const std::atomic<bool> never{false};
  return sha256_of(path, never);
}

std::filesystem::path made(std::filesystem::path folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw RunFailed(fmt::format("{}: cannot be created: {}.", folder.string(), error.message()));
  return folder;
}

bool is_missing(long status) {
  return status == 404 || status == 410;
}

// Whether the same request may fare better a little later.
bool is_passing(const FileAnswer& answer) {
  switch (answer.code) {
    case CURLE_OK:
      return answer.status == 429 || answer.status == 500 || (answer.status >= 502 && answer.status <= 504);
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PARTIAL_FILE:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return true;
    default:
      return false;
  }
}

[[noreturn]] void throw_failure(const PlannedFile& file, const FileAnswer& answer) {
  if (is_tls_failure(answer.code, answer.failure)) {
    throw Refused(fmt::format("{}: {} ({}).", file.url, tls_words(answer.code, answer.failure), answer.failure),
                  "Is this machine's clock right? Behind a proxy that opens encrypted connections, SSL_CERT_FILE names "
                  "the PEM file of its authority. Or open the address in a browser.");
  }
  if (!answer.complete()) {
    throw RunFailed(fmt::format("{}: {}.", file.url, answer.failure),
                    "Try again; the download continues where it stopped. Or open the address in a browser.");
  }
  throw RunFailed(fmt::format("{}: the server answers with status {}.", file.url, answer.status),
                  is_missing(answer.status)
                      ? "The agency may have moved the file: look at its page, and set 'url' in the definition."
                      : "Open the address in a browser: the agency may block programs.");
}

}  // namespace

Downloader::Downloader(std::filesystem::path folder, bool force, std::string ca_file)
    : folder_(made(std::move(folder))), force_(force), lock_(folder_), log_(folder_), request_(std::move(ca_file)) {}

bool Downloader::is_as_fetched(const std::string& name) const {
  const FetchedFile* fetched = log_.complete(name);
  const auto path = folder_ / name;
  return fetched != nullptr && std::filesystem::file_size(path) == fetched->bytes && digest(path) == fetched->sha256;
}

// A file that the user made or edited is not overwritten without being asked to.
void Downloader::protect(const PlannedFile& file) const {
  if (force_ || !std::filesystem::exists(folder_ / file.name) || is_as_fetched(file.name)) return;
  const bool was_fetched = log_.complete(file.name) != nullptr;
  throw Refused(fmt::format("{}: {}.", (folder_ / file.name).string(),
                            was_fetched ? "was changed after it was downloaded"
                                        : "is there already and was not downloaded by this program"),
                "Move it elsewhere, or use --force to replace it.");
}

DownloadResult Downloader::fetch(const PlannedFile& file, const Progress& progress) {
  protect(file);
  const auto target = folder_ / file.name;
  made(target.parent_path());
  const FetchedFile* fetched = log_.complete(file.name);
  const bool is_current = !force_ && fetched != nullptr && fetched->url == file.url && std::filesystem::exists(target);
  PartFile part(target);
  const FileAnswer answer = try_until_done(file, part, is_current, progress);
  if (answer.status == 304 && is_current) return {Outcome::unchanged, fetched->bytes, fetched->sha256};
  if (file.is_yearly && is_missing(answer.status)) return {Outcome::not_offered, 0, {}};
  if (answer.status != 200 && answer.status != 206) throw_failure(file, answer);
  return finish(file, part, answer.version);
}

FileRequest::Wanted Downloader::wanted(const PlannedFile& file, const PartFile& part, bool is_current) const {
  FileRequest::Wanted wanted{file.url, {}, 0, {}};
  const FetchedFile* partial = log_.partial(file.name);
  // Without the server's word on its version nobody knows whether the rest belongs to what is here.
  // A weak ETag does not promise the same bytes.
  const bool goes_on = part.size() != 0 && partial != nullptr && partial->url == file.url;
  if (goes_on) {
    Version version = partial->version;
    if (version.etag.starts_with("W/")) version.etag.clear();
    if (!version.empty()) wanted.from = part.size();
    wanted.from_version = version;
  }
  if (wanted.from == 0 && is_current) wanted.unless = log_.complete(file.name)->version;
  return wanted;
}

FileAnswer Downloader::attempt(const PlannedFile& file, PartFile& part, bool is_current, const Progress& progress) {
  std::uint64_t before = 0;
  const FileRequest::Receiver receiver{[&](bool goes_on, const Version& version) {
                                         if (goes_on) {
                                           before = part.size();
                                           return;
                                         }
                                         part.start_over();
                                         log_.put_partial(file.name, {file.url, version, {}, 0, {}});
                                       },
                                       [&](std::string_view bytes) { part.append(bytes); },
                                       [&](std::uint64_t received, std::optional<std::uint64_t> of) {
                                         if (of) *of += before;
                                         progress(before + received, of);
                                       }};
  return request_.perform(wanted(file, part, is_current), receiver);
}

FileAnswer Downloader::try_until_done(const PlannedFile& file, PartFile& part, bool is_current,
                                      const Progress& progress) {
  Backoff backoff;
  for (unsigned failures = 0;;) {
    const std::uint64_t before = part.size();
    const FileAnswer answer = attempt(file, part, is_current, progress);
    if (answer.complete() && answer.status == 416) {  // what is here is no beginning of the file
      if (before == 0) throw_failure(file, answer);
      part.start_over();
      log_.drop_partial(file.name);
      continue;
    }
    if (!is_passing(answer)) {
      if (!answer.complete()) throw_failure(file, answer);
      return answer;
    }
    failures = part.size() > before ? 1 : failures + 1;
    if (failures >= kMostFailures) throw_failure(file, answer);
    sleep_unless_interrupted(
        std::max<std::chrono::milliseconds>(backoff.next(failures), std::min(answer.retry_after, kLongestWait)));
  }
}

DownloadResult Downloader::finish(const PlannedFile& file, PartFile& part, const Version& version) {
  try {
    check_content(part.path(), file.name, file.url);
  } catch (const Refused&) {
    part.remove();
    log_.drop_partial(file.name);
    throw;
  }
  const DownloadResult result{Outcome::fetched, part.size(), digest(part.path())};
  const std::time_t modified = curl_getdate(version.last_modified.c_str(), nullptr);
  part.finish(std::max<std::time_t>(modified, 0));
  log_.put_complete(file.name, {file.url, version, utc_now(), result.bytes, result.sha256});
  return result;
}

}  // namespace sfi
