#include "http/http_client.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/interrupt.h"
#include "http/backoff.h"
#include "http/tls_failure.h"

namespace sfi {
namespace {

using Clock = std::chrono::steady_clock;

bool may_pass(const HttpAnswer& answer) {
  if (!answer.arrived()) return !answer.is_tls_failure();
  return answer.status == 429 || answer.status == 502 || answer.status == 503 || answer.status == 504;
}

}  // namespace

HttpClient::HttpClient(std::vector<Endpoint> endpoints, HttpSettings settings)
    : hosts_(std::move(endpoints)), settings_(std::move(settings)) {}

std::unique_ptr<Transfer> HttpClient::take() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<Transfer>();
  auto transfer = std::move(idle_.back());
  idle_.pop_back();
  return transfer;
}

void HttpClient::give_back(std::unique_ptr<Transfer> transfer) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(transfer));
}

HttpAnswer HttpClient::request(const HttpRequest& request, std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  Backoff backoff;
  for (unsigned attempt = 0;; ++attempt) {
    const std::size_t host = hosts_.next();
    auto transfer = take();
    transfer->prepare(settings_, hosts_.endpoint(host), request);
    const HttpAnswer answer = transfer->perform();
    give_back(std::move(transfer));
    if (!may_pass(answer)) {
      if (answer.arrived()) hosts_.note_success(host);
      return answer;
    }
    if (!answer.arrived()) hosts_.note_failure(host);
    const bool each_was_tried = attempt + 1 >= hosts_.size();
    if (each_was_tried && Clock::now() >= deadline) return answer;
    if (!each_was_tried) continue;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    sleep_unless_interrupted(std::min(backoff.next(attempt), left));
  }
}

void throw_unreachable(const Endpoint& endpoint, const HttpAnswer& answer, const HttpSettings& settings) {
  if (answer.is_tls_failure()) {
    const std::string advice =
        answer.code == CURLE_SSL_CACERT_BADFILE
            ? fmt::format("Give the PEM file of the server's authority with ES_CA_FILE (now '{}').", settings.ca_file)
            : std::string(
                  "Give the PEM file of the server's authority with ES_CA_FILE, and the host by "
                  "the name that its certificate has.");
    throw Refused(fmt::format("{}: {} ({}).", endpoint.url, tls_words(answer.code, answer.failure), answer.failure),
                  advice);
  }
  std::string advice = "Is the server running, and are address and port correct?";
  if (endpoint.url.starts_with("http://") &&
      (answer.code == CURLE_GOT_NOTHING || answer.code == CURLE_UNSUPPORTED_PROTOCOL ||
       answer.code == CURLE_RECV_ERROR || answer.code == CURLE_WEIRD_SERVER_REPLY)) {
    advice = "Does the server need https:// instead of http://?";
  }
  throw RunFailed(fmt::format("{}: does not answer ({}).", endpoint.url, answer.failure), advice);
}

}  // namespace sfi
