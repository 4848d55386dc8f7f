#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/interrupt.h"
#include "command/arguments/sink_arguments.h"
#include "command/arguments/state_arguments.h"
#include "command/arguments/values.h"
#include "command/commands.h"
#include "command/messages.h"
#include "serve/application.h"
#include "serve/http_server.h"
#include "serve/problem.h"

namespace sfi {
namespace {

constexpr std::uint64_t kDefaultMemory = std::uint64_t{512} << 20;
constexpr std::chrono::seconds kLongest{10};

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

std::string url_of(const std::string& address, int port) {
  return address.find(':') == std::string::npos ? fmt::format("http://{}:{}/", address, port)
                                                : fmt::format("http://[{}]:{}/", address, port);
}

class Serve final : public Command {
 public:
  void declare(CLI::App& app) override {
    declare_database(app, database_);
    declare_env(app, env_);
    app.add_option("--bind", address_, "Address to listen on (default: 127.0.0.1, this machine only)")
        ->type_name("ADDRESS");
    app.add_option("--port", port_, "Port (default: 8080); 0: any free one")
        ->type_name("N")
        ->check(CLI::Range(0, 65535));
    app.add_option("--memory", memory_, "Memory for DuckDB (default: 512MB)")->type_name("SIZE");
    states_.declare_definitions(app);
    app.add_flag("--quiet", quiet_, "Print only errors");
    app.footer(
        "Examples:\n"
        "  state-fin-ingest serve\n"
        "  state-fin-ingest serve --database texas.duckdb --port 0\n\n"
        "Ctrl-C ends it.\n\n"
        "Exit status: 0 done (ended by a signal), 1 failed, 2 wrong usage, 3 refused (nothing loaded).");
  }

  ExitCode run(const Settings& settings) override {
    Application application(options(settings), [this](const std::string& state) { return states_.definition(state); });
    check(application);
    HttpServer server([&application](const Request& request) { return application.answer(request); }, error_response);
    const int port = server.bind(address_, port_);
    if (!quiet_) print_message(fmt::format("{}: {}. Ctrl-C ends it.\n", database_.string(), url_of(address_, port)));
    warn_of_strangers();
    set_interrupt_words("\n", "");
    server.run();
    return ExitCode::ok;
  }

 private:
  DatabaseGate::Options options(const Settings& settings) const {
    return {database_, env_of(env_, settings), memory_.empty() ? kDefaultMemory : bytes_of("--memory", memory_),
            std::max(1U, std::thread::hardware_concurrency()), kLongest};
  }

  // What is wrong with the database is told now, not to the first visitor.
  void check(Application& application) const {
    try {
      application.check();
    } catch (const Problem& busy) {
      print_message(fmt::format("{}: {} Pages are there when the load ends.\n", database_.string(), busy.what()));
    }
  }

  void warn_of_strangers() const {
    if (is_loopback(address_)) return;
    print_message(
        fmt::format("warning: whoever reaches {} can read the data: there is no login and no encryption.\n"
                    "  Put it behind a proxy that has both: see docs/serve.md.\n",
                    address_));
  }

  StateArguments states_;
  std::filesystem::path database_ = "state-fin.duckdb";
  std::string env_;
  std::string address_ = "127.0.0.1";
  int port_ = 8080;
  std::string memory_;
  bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> make_serve() {
  return std::make_unique<Serve>();
}

}  // namespace sfi
