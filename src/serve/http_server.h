// Binds the application to cpp-httplib; the only file that knows this library is http_server.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "serve/request.h"

namespace sfi {

class HttpServer {
 public:
  using Answer = std::function<Response(const Request&)>;

  HttpServer(Answer answer, std::function<Response(int status)> error);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Gives the port; `port` 0: any free one. Throws RunFailed.
  int bind(const std::string& address, int port);
  // Returns after a signal, when the requests at work are answered.
  void run();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace sfi
