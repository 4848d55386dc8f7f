#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/output_file.h"
#include "command/arguments/sink_arguments.h"
#include "command/arguments/state_arguments.h"
#include "command/commands.h"
#include "command/messages.h"
#include "database/open_for_reading.h"
#include "report/page.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMemory = std::uint64_t{512} << 20;

class Report final : public Command {
 public:
  void declare(CLI::App& app) override {
    states_.declare(app, "State by its two-letter code, such as tx")->required()->expected(1);
    declare_database(app, database_);
    declare_env(app, env_);
    app.add_option("--run", run_, "An older run that was kept (default: the served one)")->type_name("NAME");
    app.add_option("--output", output_, "HTML file; - is stdout (default: the state's code and .html)")
        ->type_name("FILE");
    app.add_flag("--quiet", quiet_, "Print only errors");
    app.footer(
        "Examples:\n"
        "  state-fin-ingest report tx\n"
        "  state-fin-ingest report tx --database texas.duckdb --output texas.html\n\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused (nothing loaded).");
  }

  ExitCode run(const Settings& settings) override {
    const std::string& state = states_.codes().front();
    const Definition definition = states_.definition(state);
    const std::string env = env_of(env_, settings);
    const SpillFolder spill;
    DuckdbConnection connection =
        open_for_reading(database_, kMemory, std::max(1U, std::thread::hardware_concurrency()), spill);
    const LoadedRun loaded = find_loaded_run(connection, database_.string(), state, env, run_);
    const std::string page = report_page(connection, definition, loaded);
    OutputFile out(output_.empty() ? state + ".html" : output_);
    out.write(page);
    out.commit();
    if (!quiet_ && out.path() != "-") {
      print_message(fmt::format("{}: the report of {}. Open it in a browser.\n", out.path(), loaded.run.name()));
    }
    return ExitCode::ok;
  }

 private:
  StateArguments states_;
  fs::path database_ = "state-fin.duckdb";
  std::string env_;
  std::string run_;
  std::string output_;
  bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> make_report() {
  return std::make_unique<Report>();
}

}  // namespace sfi
