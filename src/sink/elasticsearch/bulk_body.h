// Bodies of bulk requests: compressed while they are built, so that queued ones take little memory. They are inflated
// only if some records must be resent.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer.h"

struct isal_zstream;

namespace sfi {

struct BulkBody {
  Buffer gzip;
  std::size_t bytes = 0;  // uncompressed
  std::uint32_t records = 0;
};

// Inflates a body. Throws RunFailed if the result is damaged.
std::string lines_of(const BulkBody& body);
// One view per record: its action line and its document line.
std::vector<std::string_view> records_of(std::string_view lines);

class BulkBodyBuilder {
 public:
  BulkBodyBuilder();
  ~BulkBodyBuilder();

  void add(std::string_view lines, std::uint32_t records);
  std::size_t bytes() const { return body_.bytes; }
  bool empty() const { return body_.records == 0; }
  // Returns the finished body and empties the builder.
  BulkBody take();

 private:
  void start();
  void deflate(std::string_view lines, bool last);

  std::unique_ptr<isal_zstream> stream_;
  std::unique_ptr<unsigned char[]> level_buffer_;
  BulkBody body_;
};

}  // namespace sfi
