#include "sink/elasticsearch/bulk_body.h"

#include <isa-l/igzip_lib.h>

#include "base/error.h"

namespace sfi {
namespace {

constexpr std::size_t kStep = std::size_t{64} << 10;

}  // namespace

std::string lines_of(const BulkBody& body) {
  std::string lines(body.bytes, '\0');
  inflate_state state;
  isal_inflate_init(&state);
  state.crc_flag = ISAL_GZIP;
  state.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(body.gzip.data()));
  state.avail_in = static_cast<std::uint32_t>(body.gzip.size());
  state.next_out = reinterpret_cast<unsigned char*>(lines.data());
  state.avail_out = static_cast<std::uint32_t>(lines.size());
  if (isal_inflate(&state) != ISAL_DECOMP_OK || state.avail_out != 0) {
    throw RunFailed("A bulk request cannot be read back.", "This is a bug in state-fin-ingest: please report it.");
  }
  return lines;
}

std::vector<std::string_view> records_of(std::string_view lines) {
  std::vector<std::string_view> records;
  while (!lines.empty()) {
    const std::size_t action = lines.find('\n') + 1;
    const std::size_t end = lines.find('\n', action) + 1;
    records.push_back(lines.substr(0, end));
    lines.remove_prefix(end);
  }
  return records;
}

BulkBodyBuilder::BulkBodyBuilder()
    : stream_(std::make_unique<isal_zstream>()),
      level_buffer_(std::make_unique_for_overwrite<unsigned char[]>(ISAL_DEF_LVL1_DEFAULT)) {
  start();
}

BulkBodyBuilder::~BulkBodyBuilder() = default;

void BulkBodyBuilder::start() {
  isal_deflate_init(stream_.get());
  stream_->gzip_flag = IGZIP_GZIP;
  stream_->level = 1;
  stream_->level_buf = level_buffer_.get();
  stream_->level_buf_size = ISAL_DEF_LVL1_DEFAULT;
}

void BulkBodyBuilder::add(std::string_view lines, std::uint32_t records) {
  deflate(lines, false);
  body_.bytes += lines.size();
  body_.records += records;
}

BulkBody BulkBodyBuilder::take() {
  deflate({}, true);
  BulkBody body = std::move(body_);
  body_ = {};
  start();
  return body;
}

void BulkBodyBuilder::deflate(std::string_view lines, bool last) {
  stream_->next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(lines.data()));
  stream_->avail_in = static_cast<std::uint32_t>(lines.size());
  stream_->end_of_stream = last ? 1 : 0;
  do {
    body_.gzip.reserve(body_.gzip.size() + kStep);
    stream_->next_out = reinterpret_cast<unsigned char*>(body_.gzip.data() + body_.gzip.size());
    stream_->avail_out = kStep;
    if (isal_deflate(stream_.get()) != COMP_OK) {
      throw RunFailed("A bulk request cannot be compressed.", "This is a bug in state-fin-ingest: please report it.");
    }
    body_.gzip.set_size(body_.gzip.size() + kStep - stream_->avail_out);
  } while (stream_->avail_out == 0 || (last && stream_->internal_state.state != ZSTATE_END));
}

}  // namespace sfi
