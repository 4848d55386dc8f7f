#include "serve/http_server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

#include "base/error.h"
#include "base/interrupt.h"

namespace sfi {
namespace {

constexpr std::size_t kThreads = 32;
constexpr std::size_t kLongestBody = 4096;  // of a request: none is expected
constexpr int kReadSeconds = 2;
constexpr int kWriteSeconds = 10;
constexpr int kIdleSeconds = 1;
constexpr int kWaiting = 512;  // connections until a thread is free
constexpr std::chrono::milliseconds kLook{100};

Request request_of(const httplib::Request& from) {
  return {from.method, from.target, from.get_header_value("If-None-Match")};
}

void give(Response&& from, httplib::Response& to) {
  to.status = from.status;
  to.body = std::move(from.body);
  if (!from.type.empty()) to.set_header("Content-Type", from.type);
  for (const auto& [name, value] : from.headers) to.set_header(name.c_str(), value);
}

// Not SO_REUSEPORT, which the library sets by itself: with it two servers could share a port.
void set_socket_options(socket_t socket) {
  int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

}  // namespace

class HttpServer::Implementation : public httplib::Server {
 public:
  Implementation(Answer answer, std::function<Response(int)> error) {
    new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
    set_payload_max_length(kLongestBody);
    set_read_timeout(kReadSeconds);
    set_write_timeout(kWriteSeconds);
    set_keep_alive_timeout(kIdleSeconds);
    // A thread per connection: one that is kept open would keep its thread from others.
    set_keep_alive_max_count(1);
    set_socket_options(sfi::set_socket_options);
    // Before the library's own routing, which matches regular expressions by recursion.
    set_pre_routing_handler([answer = std::move(answer)](const httplib::Request& request, httplib::Response& response) {
      // A range asked for a thousand times would be an answer a thousand times as long.
      const_cast<httplib::Request&>(request).ranges.clear();  // NOLINT(cppcoreguidelines-pro-type-const-cast)
      give(answer(request_of(request)), response);
      return HandlerResponse::Handled;
    });
    set_error_handler([error = std::move(error)](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty() && response.status >= 400) give(error(response.status), response);
    });
  }

  using httplib::Server::set_socket_options;

  // The library has five connections wait at most.
  void widen() { ::listen(svr_sock_, kWaiting); }
};

HttpServer::HttpServer(Answer answer, std::function<Response(int)> error)
    : implementation_(std::make_unique<Implementation>(std::move(answer), std::move(error))) {}

HttpServer::~HttpServer() = default;

int HttpServer::bind(const std::string& address, int port) {
  errno = 0;
  const int bound = port == 0                                      ? implementation_->bind_to_any_port(address)
                    : implementation_->bind_to_port(address, port) ? port
                                                                   : -1;
  if (bound <= 0) {
    throw RunFailed(fmt::format("Cannot listen on {} port {}: {}.", address, port,
                                errno == 0 ? "no such address" : std::strerror(errno)),
                    "Choose another port with --port (0: any free one), or another address with --bind.");
  }
  implementation_->widen();
  return bound;
}

void HttpServer::run() {
  std::atomic<bool> has_ended{false};
  std::thread listening([&] {
    implementation_->listen_after_bind();
    has_ended = true;
  });
  while (!has_ended && (!interrupted() || !implementation_->is_running())) std::this_thread::sleep_for(kLook);
  implementation_->stop();
  listening.join();
  if (!interrupted()) throw RunFailed("The server ended by itself.", "Run it again.");
}

}  // namespace sfi
