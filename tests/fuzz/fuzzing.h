// What the fuzz targets share. A target takes bytes that anybody could have written; it may answer them
// with an sfi::Error, which is what users see, and with nothing else: no crash, no other exception, no
// endless loop, no memory beyond the limit, and nothing that breaks the promises of the headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "input/byte_source.h"
#include "input/delimited_reader.h"
#include "input/row_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sfi::fuzz {

// Ends the process, which the fuzzer takes for a find.
void check(bool holds, const char* promise);

// The input, taken off piece by piece. Choices come first, so that seeds can be written by hand.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : left_(reinterpret_cast<const char*>(data), size) {}

  std::uint8_t byte();  // 0 at the end
  // A digit or letter of the seed as a number below `count`.
  std::size_t choice(std::size_t count) { return byte() % count; }
  // Up to `end`, which is dropped.
  std::string_view until(char end);
  std::string_view rest() const { return left_; }

 private:
  std::string_view left_;
};

std::unique_ptr<ByteSource> source_of(std::string_view bytes);

// A file on disk that lives as long as the object.
class File {
 public:
  explicit File(std::string_view bytes);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  std::string path() const;

 private:
  int descriptor_;
};

// A row as a reader gave it: its line, and fields, or a reason.
struct ReadRow {
  std::uint64_t line = 0;
  std::vector<std::string> fields;
  std::string bad;
  bool operator==(const ReadRow&) const = default;
};

// All rows, with what the headers promise of blocks and texts checked for each of them. Throws what the
// reader throws.
std::vector<ReadRow> read_rows(RowReader& reader);
// The rows of one block in the order of their lines; what the header promises of it is checked.
std::vector<ReadRow> rows_of(const RowBlock& block);

// The header rules that a file can have.
HeaderRule header_of(std::size_t choice);
inline constexpr std::size_t kHeaders = 4;

}  // namespace sfi::fuzz
