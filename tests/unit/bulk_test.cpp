// What goes into bulk requests and what is understood of their answers.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "sink/elasticsearch/bulk_answer.h"
#include "sink/elasticsearch/bulk_block.h"
#include "sink/elasticsearch/bulk_body.h"
#include "sink/elasticsearch/bulk_sender.h"

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

// By another library than the one that compresses.
std::string gunzip(std::string_view packed) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
  std::string text(std::size_t{64} << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return text;
}

Record contribution(std::string_view id) {
  Record record;
  record.set_text(Field::contribution_id, id);
  record.set_cents(Field::amount, Cents(1234));
  record.set_text(Field::source_file, "a.csv");
  record.set_number(Field::source_line, 7);
  return record;
}

TEST(BulkBody, HoldsWhatWasPutIn) {
  BulkBodyBuilder builder;
  EXPECT_TRUE(builder.empty());
  std::string all;
  for (int i = 0; i < 40'000; ++i) {
    const std::string pair = fmt::format("{{\"index\":{{\"_id\":\"{}\"}}}}\n{{\"x\":\"{}\"}}\n", i, i * 7919);
    builder.add(pair, 1);
    all += pair;
  }
  const BulkBody body = builder.take();
  EXPECT_EQ(body.records, 40'000U);
  EXPECT_EQ(body.bytes, all.size());
  EXPECT_EQ(gunzip(body.gzip.view()), all);
  EXPECT_EQ(lines_of(body), all);
  EXPECT_EQ(records_of(all).size(), 40'000U);
  EXPECT_LT(body.gzip.size(), all.size() / 2);
}

TEST(BulkBody, TheBuilderIsUsedAgain) {
  BulkBodyBuilder builder;
  for (const std::string text : {"{\"index\":{}}\n{\"a\":1}\n", "{\"index\":{}}\n{\"b\":2}\n"}) {
    builder.add(text, 1);
    EXPECT_EQ(gunzip(builder.take().gzip.view()), text);
    EXPECT_TRUE(builder.empty());
  }
}

TEST(BulkBlock, SuffixesGoIntoActionAndDocument) {
  BulkBlock block(RecordType::contribs);
  for (const char* id : {"aa", "aa", "bb", "aa"}) block.append(contribution(id));
  block.suffix_id(1, "-2");
  block.suffix_id(3, "-13");
  const RecordLines& lines = block.lines();
  ASSERT_EQ(lines.records(), 4U);
  const char* ids[] = {"aa", "aa-2", "bb", "aa-13"};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_THAT(std::string(lines.lines(i, i + 1)),
                StartsWith(fmt::format("{{\"index\":{{\"_id\":\"{0}\"}}}}\n{{\"contribution_id\":\"{0}\",", ids[i])));
  }
  EXPECT_EQ(records_of(lines.lines()).size(), 4U);
}

TEST(BulkBlock, KnowsIdsThatNoServerTakes) {
  BulkBlock block(RecordType::contribs);
  for (const std::size_t length : {1U, 600U, 2U, 501U}) block.append(contribution(std::string(length, 'x')));
  EXPECT_FALSE(block.has_long_id(0));
  EXPECT_TRUE(block.has_long_id(1));
  EXPECT_FALSE(block.has_long_id(2));
  EXPECT_FALSE(block.has_long_id(3));
  block.clear();
  block.append(contribution("x"));
  EXPECT_FALSE(block.has_long_id(0));
}

TEST(BulkAnswer, TellsFailedAndReplacedRecords) {
  simdjson::dom::parser parser;
  const auto answer = parse_bulk_answer(parser, R"({"errors":true,"items":[
      {"index":{"_id":"1","status":201}},
      {"index":{"_id":"2","status":200}},
      {"index":{"_id":"3","status":400,"error":{"type":"mapper_parsing_exception","reason":"failed",
                "caused_by":{"type":"x","reason":"not a date"}}}},
      {"index":{"_id":"4","status":429,"error":{"type":"es_rejected_execution_exception","reason":"full"}}}]})",
                                        4);
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->replaced_ids, ElementsAre("2"));
  ASSERT_EQ(answer->failed.size(), 2U);
  EXPECT_EQ(answer->failed[0].index, 2U);
  EXPECT_EQ(answer->failed[0].error.reason, "failed (not a date)");
  EXPECT_EQ(answer->failed[1].error.status, 429);
}

TEST(BulkAnswer, IsNoneWhenItDoesNotFit) {
  simdjson::dom::parser parser;
  const std::string one = R"({"index":{"_id":"1","status":201}})";
  EXPECT_TRUE(parse_bulk_answer(parser, R"({"errors":false,"items":[)" + one + "]}", 1));
  EXPECT_FALSE(parse_bulk_answer(parser, R"({"errors":false,"items":[)" + one + "]}", 2));
  EXPECT_FALSE(parse_bulk_answer(parser, R"({"errors":false,"items":[)" + one + "," + one + "]}", 1));
  EXPECT_FALSE(parse_bulk_answer(parser, R"({"errors":false,"items":[)" + one, 1));
  EXPECT_FALSE(parse_bulk_answer(parser, R"({"errors":false,"items":[{"index":{}}]})", 1));
  EXPECT_FALSE(parse_bulk_answer(parser, "<html>502</html>", 1));
  EXPECT_FALSE(parse_bulk_answer(parser, "", 1));
}

TEST(RefusedRecord, NamesTheRowOfTheFile) {
  BulkBlock block(RecordType::contribs);
  block.append(contribution("x\"1"));
  const RefusedRecord record = refused_record(block.lines().lines(), "too odd");
  EXPECT_EQ(record.id, "x\"1");
  EXPECT_EQ(record.file, "a.csv");
  EXPECT_EQ(record.line, 7U);
  EXPECT_EQ(record.cents, Cents(1234));
}

TEST(ServerError, TellsAFullDiskFromABlock) {
  const ServerError full{429, "cluster_block_exception",
                         "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]"};
  const ServerError old{403, "cluster_block_exception",
                        "blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];"};
  const ServerError block{403, "cluster_block_exception", "blocked by: [FORBIDDEN/8/index write (api)];"};
  EXPECT_TRUE(full.is_disk_full());
  EXPECT_TRUE(old.is_disk_full());
  EXPECT_FALSE(block.is_disk_full());
  EXPECT_TRUE(block.is_blocked());
}

}  // namespace
}  // namespace sfi
