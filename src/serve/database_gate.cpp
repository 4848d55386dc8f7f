#include "serve/database_gate.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/error.h"
#include "database/duckdb_error.h"
#include "database/open_for_reading.h"
#include "serve/problem.h"

namespace sfi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{50};
constexpr std::chrono::milliseconds kPatience{1000};  // of a request that finds a load
constexpr std::chrono::seconds kGrace{3};             // for a request that a load waits for

// Tells a file from one that was put in its place, and from itself after a write.
std::string identity_of(const std::filesystem::path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return "";
  return fmt::format("{} {} {} {} {}", status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

}  // namespace

Reading::Reading(DatabaseGate& gate, const std::shared_ptr<const DuckdbDatabase>& database,
                 std::shared_ptr<const Snapshot> snapshot)
    : gate_(gate),
      snapshot_(std::move(snapshot)),
      connection_(std::make_unique<DuckdbConnection>(database)),
      begin_(Clock::now()) {}

Reading::~Reading() {
  gate_.end(*this);
}

bool Reading::was_stopped() const {
  const std::lock_guard lock(gate_.mutex_);
  return was_stopped_;
}

DatabaseGate::DatabaseGate(Options options) : options_(std::move(options)), post_(options_.file) {
  watcher_ = std::thread([this] { watch(); });
}

DatabaseGate::~DatabaseGate() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  watcher_.join();
  let_go();
}

std::unique_ptr<Reading> DatabaseGate::read() {
  const auto end = Clock::now() + kPatience;
  std::unique_lock lock(mutex_);
  while (!try_open()) {
    if (Clock::now() >= end) {
      throw try_later("The data are being loaded.",
                      "Try again in a few seconds: the page is there when the load ends.");
    }
    changed_.wait_for(lock, kLook);
  }
  std::unique_ptr<Reading> reading(new Reading(*this, opened_->database, opened_->snapshot));
  readings_.push_back(reading.get());
  return reading;
}

// False: another program has the file, or those who still read the former one must end first.
bool DatabaseGate::try_open() {
  if (post_.is_wanted()) return false;
  if (opened_ && opened_->identity == identity_of(options_.file)) return true;
  if (opened_) {
    // DuckDB gives the old data to who opens a replaced file while the old one is open.
    if (!readings_.empty()) return false;
    let_go();
  }
  if (!post_.begin_reading()) return false;
  try {
    open();
    return true;
  } catch (const DatabaseInUse&) {
    let_go();
    return false;
  } catch (...) {
    let_go();
    throw;
  }
}

void DatabaseGate::open() {
  const std::string identity = identity_of(options_.file);
  auto database = open_locked(options_.file, options_.memory_bytes, options_.threads, spill_);
  DuckdbConnection connection(database);
  auto snapshot = std::make_shared<const Snapshot>(read_snapshot(connection, options_.file.string(), options_.env));
  opened_ = Opened{std::move(database), std::move(snapshot), identity};
}

void DatabaseGate::let_go() {
  opened_.reset();
  post_.end_reading();
}

void DatabaseGate::end(Reading& reading) {
  const std::lock_guard lock(mutex_);
  std::erase(readings_, &reading);
  // Under the lock: the watcher must not stop a connection that is gone, nor give the file away before.
  reading.connection_.reset();
  if (readings_.empty() && opened_ && (!post_.is_kept() || post_.is_wanted())) let_go();
}

void DatabaseGate::watch() {
  std::unique_lock lock(mutex_);
  while (!ends_) {
    if (opened_ && readings_.empty() && post_.is_wanted()) let_go();
    stop_readings();
    changed_.wait_for(lock, kLook);
  }
}

void DatabaseGate::stop_readings() {
  const bool is_wanted = !readings_.empty() && post_.is_wanted();
  for (Reading* reading : readings_) {
    const auto taken = Clock::now() - reading->begin_;
    if (taken < options_.longest && !(is_wanted && taken > kGrace)) continue;
    reading->was_stopped_ = true;
    duckdb_interrupt(reading->connection_->handle());
  }
}

}  // namespace sfi
