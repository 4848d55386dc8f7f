// The database, opened once for all requests, and closed whenever another program wants to write to it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "database/connection.h"
#include "database/handover.h"
#include "database/spill_folder.h"
#include "serve/snapshot.h"

namespace sfi {

class DatabaseGate;

// One request's access. The database stays open as long as it lives, so it must not wait for a client.
class Reading {
 public:
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  DuckdbConnection& connection() { return *connection_; }
  const Snapshot& snapshot() const { return *snapshot_; }
  // Whether it took too long, or made way for a load: its query was stopped.
  bool was_stopped() const;

 private:
  friend class DatabaseGate;
  Reading(DatabaseGate& gate, const std::shared_ptr<const DuckdbDatabase>& database,
          std::shared_ptr<const Snapshot> snapshot);

  DatabaseGate& gate_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<DuckdbConnection> connection_;
  std::chrono::steady_clock::time_point begin_;
  bool was_stopped_ = false;
};

class DatabaseGate {
 public:
  struct Options {
    std::filesystem::path file;
    std::string env;
    std::uint64_t memory_bytes = 0;
    unsigned threads = 1;
    std::chrono::milliseconds longest{};  // that a request may work on the database
  };

  explicit DatabaseGate(Options options);
  ~DatabaseGate();
  DatabaseGate(const DatabaseGate&) = delete;
  DatabaseGate& operator=(const DatabaseGate&) = delete;

  // Waits a second for a load that has the file. Throws Problem (503) if it goes on, or what opening throws.
  std::unique_ptr<Reading> read();

 private:
  friend class Reading;
  struct Opened {
    std::shared_ptr<const DuckdbDatabase> database;
    std::shared_ptr<const Snapshot> snapshot;
    std::string identity;  // of the file on disk
  };
  bool try_open();
  void open();
  void let_go();
  void watch();
  void stop_readings();
  void end(Reading& reading);

  const Options options_;
  SpillFolder spill_;
  ReaderPost post_;
  mutable std::mutex mutex_;  // for all below
  std::condition_variable changed_;
  std::optional<Opened> opened_;
  std::list<Reading*> readings_;
  bool ends_ = false;
  std::thread watcher_;
};

}  // namespace sfi
