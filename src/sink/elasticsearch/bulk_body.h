// Bulk requests as they are sent: compressed while they are built, so that what waits to be sent, or to
// be sent again, takes little memory. The lines are got back only when some records must be resent.
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

// The lines of a body. Throws RunFailed when they are not what was put in.
std::string lines_of(const BulkBody& body);
// One view for each record: its action line and its document line.
std::vector<std::string_view> records_of(std::string_view lines);

class BulkBodyBuilder {
 public:
  BulkBodyBuilder();
  ~BulkBodyBuilder();

  void add(std::string_view lines, std::uint32_t records);
  std::size_t bytes() const { return body_.bytes; }
  bool empty() const { return body_.records == 0; }
  // The finished body; the builder is empty again.
  BulkBody take();

 private:
  void start();
  void deflate(std::string_view lines, bool last);

  std::unique_ptr<isal_zstream> stream_;
  std::unique_ptr<unsigned char[]> level_buffer_;
  BulkBody body_;
};

}  // namespace sfi
