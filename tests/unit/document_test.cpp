#include "record/document.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>

#include "text/date.h"
#include "text/json_text.h"

namespace sfi {
namespace {

std::string json_string(std::string_view text) {
  Buffer out;
  append_json_string(out, text);
  return std::string(out.view());
}

TEST(JsonText, EscapesWhatMustBe) {
  EXPECT_EQ(json_string(""), "\"\"");
  EXPECT_EQ(json_string("a\"b\\c\n\r\t\b\f\x01"), R"("a\"b\\c\n\r\t\b\f\u0001")");
  EXPECT_EQ(json_string("Señora / <b>"), "\"Señora / <b>\"");
}

TEST(JsonText, IsReadBackTheSameAtEveryLengthAndPlace) {
  for (std::size_t size = 0; size < 70; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const char special : {'"', '\\', '\n', '\x1F', '\x7F'}) {
        std::string text(size, 'x');
        text[at] = special;
        rapidjson::Document parsed;
        parsed.Parse(json_string(text).c_str());
        ASSERT_FALSE(parsed.HasParseError());
        ASSERT_EQ(std::string(parsed.GetString(), parsed.GetStringLength()), text);
      }
    }
  }
}

TEST(JsonText, BytesAboveAsciiAreNeverTakenForOthers) {
  for (std::size_t size = 0; size < 40; ++size) {
    for (const std::string_view letter : {"\xC2\xA2", "\xC3\xA2", "\xC2\x9C", "\xC3\xBF"}) {
      std::string text;
      for (std::size_t i = 0; i < size; ++i) text += letter;
      ASSERT_EQ(json_string(text), '"' + text + '"');
      ASSERT_EQ(json_string("x" + text), "\"x" + text + '"');
    }
  }
}

TEST(JsonText, Cents) {
  const auto cents = [](std::int64_t value) {
    char out[kMaxJsonNumber];
    return std::string(out, write_json_cents(out, Cents(value)));
  };
  EXPECT_EQ(cents(1234), "12.34");
  EXPECT_EQ(cents(-5), "-0.05");
  EXPECT_EQ(cents(0), "0.00");
  EXPECT_EQ(cents(100), "1.00");
  EXPECT_EQ(cents(9999999999999999), "99999999999999.99");
}

TEST(Document, HasEveryTextAndLeavesOutUnknownNumbers) {
  Record record;
  Buffer out;
  append_document(out, RecordType::contribs, record);
  EXPECT_EQ(out.view(), R"({"contribution_id":"","jurisdiction":"","kind":"","memo":"","type":"","name":"",)"
                        R"("first_name":"","last_name":"","address":"","city":"","state":"","zip":"",)"
                        R"("employer":"","occupation":"","job_title":"","filer":{"filer_id":"","name":"",)"
                        R"("type":""},"candidate":{"candidate_id":"","name":"","party":"","party_code":"","house":"",)"
                        R"("district_name":"","status":""},"addtl_data":{},"source":{"file":""}})");
}

TEST(Document, WritesEveryKindOfField) {
  Record record;
  record.set_text(Field::contribution_id, "1");
  record.set_day(Field::contribution_date, std::chrono::year(2020) / 1 / 15);
  record.set_cents(Field::amount, Cents(-32500));
  record.set_text(Field::candidate_house, "lower");
  record.set_number(Field::candidate_district, 12);
  record.add_extra("schedule", "A1");
  record.add_extra("law \"firm\"", "x");
  record.set_number(Field::source_line, 7);
  Buffer out;
  append_document(out, RecordType::contribs, record);
  rapidjson::Document parsed;
  parsed.Parse(out.data(), out.size());
  ASSERT_FALSE(parsed.HasParseError());
  EXPECT_STREQ(parsed["contribution_date"].GetString(), "2020-01-15T00:00:00");
  EXPECT_NE(out.view().find("\"amount\":-325.00,"), std::string_view::npos);
  EXPECT_EQ(parsed["candidate"]["district"].GetInt(), 12);
  EXPECT_STREQ(parsed["addtl_data"]["law \"firm\""].GetString(), "x");
  EXPECT_EQ(parsed["source"]["line"].GetInt(), 7);
}

TEST(Document, OfAReport) {
  Record record;
  record.set_text(Field::report_id, "77");
  record.set_moment(Field::received_date, Day(std::chrono::year(2020) / 7 / 15) + std::chrono::seconds(3661));
  record.set_cents(Field::ending_balance_amount, Cents(1));
  Buffer out;
  append_document(out, RecordType::reports, record);
  EXPECT_TRUE(
      out.view().starts_with(R"({"report_id":"77","jurisdiction":"","type":"","received_date":"2020-07-15T01:01:01",)"
                             R"("ending_balance_amount":0.01,"filer":{)"));
}

}  // namespace
}  // namespace sfi
