#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>

#include "base/failure.h"
#include "base/output_file.h"
#include "command/arguments/state_arguments.h"
#include "command/commands.h"
#include "command/messages.h"
#include "command/terminal.h"
#include "download/downloader.h"
#include "http/secrets.h"
#include "wording/figures.h"

namespace sfi {
namespace {

// Shows the progress of a file: one line, redrawn, on a terminal; otherwise a line every ten seconds.
class Meter {
 public:
  Meter(std::string label, bool quiet) : label_(std::move(label)), quiet_(quiet) {}
  ~Meter() { wipe(); }
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;

  void show(std::uint64_t bytes, std::optional<std::uint64_t> of) {
    const auto now = std::chrono::steady_clock::now();
    if (quiet_ || now - shown_ < (live_ ? kLive : kPlain)) return;
    shown_ = now;
    const std::string text = of ? fmt::format("{}: {} of {}", label_, short_bytes(bytes), short_bytes(*of))
                                : fmt::format("{}: {}", label_, short_bytes(bytes));
    print_message(live_ ? fmt::format("\r{}\x1b[K", text) : text + "\n");
    drawn_ = live_;
  }

  void wipe() {
    if (drawn_) print_message("\r\x1b[K");
    drawn_ = false;
  }

 private:
  static constexpr std::chrono::milliseconds kLive{200};
  static constexpr std::chrono::milliseconds kPlain{10'000};
  std::string label_;
  bool quiet_;
  bool live_ = is_smart_terminal(STDERR_FILENO);
  bool drawn_ = false;
  std::chrono::steady_clock::time_point shown_ = std::chrono::steady_clock::now();
};

class Download final : public Command {
 public:
  void declare(CLI::App& app) override;
  ExitCode run(const Settings& settings) override;

 private:
  ExitCode run_one(const Definition& definition) const;
  ExitCode fetch_all(const Definition& definition, const std::vector<PlannedFile>& files) const;
  void fetch(Downloader& downloader, const Definition& definition, const PlannedFile& file) const;
  Years years() const;

  StateArguments states_;
  std::filesystem::path input_ = "input";
  bool all_ = false;
  int since_ = 0;
  int until_ = 9999;
  bool force_ = false;
  bool dry_run_ = false;
  bool quiet_ = false;
  std::string ca_file_;
};

void Download::declare(CLI::App& app) {
  states_.declare(app, "States by their two-letter codes, such as tx");
  app.add_flag("--all", all_, "Every state with a definition");
  declare_input_folder(app, input_);
  app.add_option("--since", since_, "For yearly files: only from this year on")
      ->type_name("YEAR")
      ->check(CLI::Range(1900, 9999));
  app.add_option("--until", until_, "For yearly files: only up to this year")
      ->type_name("YEAR")
      ->check(CLI::Range(1900, 9999));
  app.add_flag("--force", force_, "Download unchanged files again, and replace files put there by hand");
  app.add_flag("--dry-run", dry_run_, "Only list what would be downloaded");
  app.add_flag("--quiet", quiet_, "Print only errors");
  app.footer(
      "Examples:\n"
      "  state-fin-ingest download tx\n"
      "  state-fin-ingest download ma ne --since 2022\n"
      "  state-fin-ingest download --all --dry-run\n\n"
      "Exit status: 0 done (the manual steps are printed for states without a fixed address), 1 failed, "
      "2 wrong usage, 3 refused (unexpected file, or a file of yours is in its place), "
      "130/143 interrupted.");
}

Years Download::years() const {
  const std::time_t now = std::time(nullptr);
  return {since_, std::min(until_, fmt::gmtime(now).tm_year + 1900)};
}

ExitCode Download::run(const Settings& settings) {
  remember_secrets({}, "");  // of a proxy
  ca_file_ = settings.get("SSL_CERT_FILE").value_or("");
  const auto codes = states_.named_or_all(all_, "Name the states to download, such as 'download tx', or use --all.");
  if (since_ > until_) throw UsageError("--since is later than --until.");
  ExitCode worst = ExitCode::ok;
  for (const Definition& definition : states_.definitions(codes)) {
    worst = std::max(worst, run_one(definition));
  }
  return worst;
}

ExitCode Download::run_one(const Definition& definition) const {
  const auto files = planned_files(definition, years());
  OutputFile out("-");
  if (dry_run_) {
    for (const PlannedFile& file : files) {
      out.write(fmt::format("{} -> {}\n", file.url, (input_ / definition.code / file.name).string()));
    }
  }
  if (!quiet_) out.write(steps_by_hand(definition));
  return dry_run_ || files.empty() ? ExitCode::ok : fetch_all(definition, files);
}

// If a file or a state fails, the others still go on.
ExitCode Download::fetch_all(const Definition& definition, const std::vector<PlannedFile>& files) const {
  ExitCode worst = ExitCode::ok;
  const auto attempt = [&](const std::function<void()>& work) {
    try {
      work();
    } catch (const Interrupted&) {
      throw;
    } catch (const Error&) {
      const Failure failure = current_failure();
      print_error(failure.message, failure.advice);
      worst = std::max(worst, failure.code);
    }
  };
  attempt([&] {
    Downloader downloader(input_ / definition.code, force_, ca_file_);
    for (const PlannedFile& file : files) attempt([&] { fetch(downloader, definition, file); });
  });
  if (worst == ExitCode::ok && !quiet_) {
    print_message(fmt::format("{}: next: state-fin-ingest check {}\n", definition.code, definition.code));
  }
  return worst;
}

void Download::fetch(Downloader& downloader, const Definition& definition, const PlannedFile& file) const {
  const std::string label = fmt::format("{}: {}", definition.code, file.name);
  Meter meter(label, quiet_);
  const DownloadResult result =
      downloader.fetch(file, [&](std::uint64_t bytes, std::optional<std::uint64_t> of) { meter.show(bytes, of); });
  meter.wipe();
  if (quiet_) return;
  switch (result.outcome) {
    case Outcome::fetched:
      return print_message(fmt::format("{}: {}, SHA-256 {}\n", label, short_bytes(result.bytes), result.sha256));
    case Outcome::unchanged:
      return print_message(fmt::format("{}: unchanged\n", label));
    case Outcome::not_offered:
      return print_message(fmt::format("{}: {} does not have this file (404)\n", label, definition.about.agency));
  }
}

}  // namespace

std::unique_ptr<Command> make_download() {
  return std::make_unique<Download>();
}

}  // namespace sfi
