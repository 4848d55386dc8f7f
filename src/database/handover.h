// How a program that serves a database lets go of it for one that writes to it, and gets it back.
//
// DuckDB's own lock makes opening a file fail at once while another process has it open. So a server keeps a file
// FILE.served beside the database, which is empty: who wants to write locks its byte 0 and then waits for byte 1, which
// readers hold while they have the database open. The kernel takes locks back from a program that is killed, and a
// file that one has left is harmless. Where no server runs there is no such file, and nothing is done.
#pragma once

#include <filesystem>

namespace sfi {

// For who reads.
class ReaderPost {
 public:
  // Makes FILE.served. Where that is impossible (a folder that is only read), is_kept() is false: then the database
  // must be closed after each use.
  explicit ReaderPost(const std::filesystem::path& database);
  ~ReaderPost();
  ReaderPost(const ReaderPost&) = delete;
  ReaderPost& operator=(const ReaderPost&) = delete;

  bool is_kept() const { return descriptor_ >= 0; }
  // Whether a writer waits or works.
  bool is_wanted() const;
  // Around every opening. False: a writer is there.
  bool begin_reading();
  void end_reading();

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
};

// For who writes: asks readers to let go, and waits for them, at most ten seconds. They stay away while it lives.
class WriterClaim {
 public:
  explicit WriterClaim(const std::filesystem::path& database);
  ~WriterClaim();
  WriterClaim(const WriterClaim&) = delete;
  WriterClaim& operator=(const WriterClaim&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace sfi
