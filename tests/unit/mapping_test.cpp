#include "sink/elasticsearch/mapping.h"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace sfi {
namespace {

// The predecessor's types (poffdeluxe/state-fin-ingest, mapping_template.py), on which its users' queries
// rest; its shorts are integer now, which answer the same queries.
TEST(Mapping, KeepsThePredecessorsTypes) {
  simdjson::dom::parser parser;
  const std::string text = mappings_json(RecordType::contribs, {"form", "law \"firm\""}, R"({"x":1})");
  simdjson::dom::element json;
  ASSERT_EQ(parser.parse(text).get(json), simdjson::SUCCESS) << text;
  const auto type = [&](const std::string& pointer) {
    std::string_view value;
    EXPECT_EQ(json.at_pointer("/properties/" + pointer + "/type").get(value), simdjson::SUCCESS) << pointer;
    return std::string(value);
  };
  for (const char* field : {"contribution_id", "city", "job_title", "memo", "occupation", "state", "type", "zip"}) {
    EXPECT_EQ(type(field), "keyword") << field;
  }
  for (const char* field : {"name", "candidate/properties/candidate_id", "candidate/properties/name",
                            "candidate/properties/house", "candidate/properties/party", "candidate/properties/status",
                            "filer/properties/filer_id", "filer/properties/name", "filer/properties/type"}) {
    EXPECT_EQ(type(field), "text") << field;
    EXPECT_EQ(type(std::string(field) + "/fields/keyword"), "keyword") << field;
  }
  EXPECT_EQ(type("employer"), "text");
  EXPECT_EQ(type("contribution_date"), "date");
  EXPECT_EQ(type("amount"), "double");
  EXPECT_EQ(type("addtl_data/properties/form"), "keyword");
  EXPECT_EQ(type("addtl_data/properties/law \"firm\""), "keyword");
}

TEST(Mapping, EveryFieldOfBothTypesIsMappedAndNoOther) {
  simdjson::dom::parser parser;
  for (const RecordType record : kRecordTypes) {
    simdjson::dom::element json;
    ASSERT_EQ(parser.parse(mappings_json(record, {}, "{}")).get(json), simdjson::SUCCESS);
    std::string_view dynamic;
    ASSERT_EQ(json["dynamic"].get(dynamic), simdjson::SUCCESS);
    EXPECT_EQ(dynamic, "strict");
    for (const FieldInfo& field : fields_of(record)) {
      const std::string group = field.group.empty() ? "" : std::string(field.group) + "/properties/";
      EXPECT_EQ(json.at_pointer("/properties/" + group + std::string(field.name)).error(), simdjson::SUCCESS)
          << field.path;
    }
  }
}

TEST(Mapping, AMemberWithADotLeavesAddtlDataUnindexed) {
  EXPECT_TRUE(can_index({"form", "Report No"}));
  EXPECT_FALSE(can_index({"form", "Report No."}));
  const std::string text = mappings_json(RecordType::contribs, {"form", "Report No."}, "{}");
  EXPECT_NE(text.find(R"("addtl_data":{"type":"object","enabled":false})"), std::string::npos) << text;
}

TEST(Mapping, OneWithScaledFloatsIsToldFromThePresentOne) {
  const auto is_earlier = [](const std::string& text) {
    simdjson::dom::parser parser;
    simdjson::dom::element json;
    EXPECT_EQ(parser.parse(text).get(json), simdjson::SUCCESS) << text;
    return is_earlier_mapping(json);
  };
  EXPECT_TRUE(is_earlier(R"({"properties":{"amount":{"type":"scaled_float"}}})"));
  EXPECT_TRUE(is_earlier(R"({"properties":{"contributions_amount":{"type":"scaled_float","scaling_factor":100}}})"));
  for (const RecordType type : kRecordTypes) EXPECT_FALSE(is_earlier(mappings_json(type, {"form"}, "{}")));
  EXPECT_FALSE(is_earlier("{}"));
}

}  // namespace
}  // namespace sfi
