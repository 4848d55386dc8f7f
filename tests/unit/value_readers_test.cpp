// Readers of workbooks and JSON, on good files and on damaged ones.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "input/json_reader.h"
#include "input/xls_reader.h"

namespace sfi {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(RowReader& reader) {
  Rows rows{reader.columns()};
  RowBlock block;
  while (reader.read(block)) {
    for (const Row& row : block.rows) {
      rows.emplace_back();
      for (std::uint32_t i = 0; i < row.fields; ++i) {
        rows.back().emplace_back(block.field(row, i));
      }
    }
  }
  return rows;
}

Rows json(std::string_view text, std::vector<std::string> row_paths = {}) {
  JsonReader reader(std::make_unique<MemorySource>(text), FieldFormat{}, {}, std::move(row_paths), "a.json");
  return rows_of(reader);
}

TEST(JsonReader, EveryShapeGivesTheSameRows) {
  const Rows expected{{"id", "name"}, {"1", "Jos\xC3\xA9"}, {"2.50", "true"}};
  EXPECT_EQ(json(R"([{"id":1,"name":"José"},{"id":2.50,"name":true}])").size(), 3U);
  EXPECT_EQ(json(R"([{"id":1,"name":"José"},{"id":"2.50","name":true}])"), expected);
  EXPECT_EQ(json(R"({"total":2,"data":[{"id":1,"name":"José"},{"id":"2.50","name":true}]})"), expected);
  EXPECT_EQ(json("{\"id\":1,\"name\":\"Jos\xC3\xA9\"}\n{\"id\":\"2.50\",\"name\":true}\n"), expected);
  EXPECT_EQ(json(R"("[{\"id\":1,\"name\":\"José\"},{\"id\":\"2.50\",\"name\":true}]")"), expected);
}

TEST(JsonReader, KeysThatComeLateAndNestedValues) {
  EXPECT_EQ(json(R"([{"a":1,"n":{"x":1}},{"b":null,"a":2,"l":[1]}])"),
            (Rows{{"a", "n", "b", "l"}, {"1", "", "", ""}, {"2", "", "", ""}}));
}

TEST(JsonReader, APathLeadsToTheRows) {
  const Rows expected{{"id"}, {"1"}, {"2"}};
  EXPECT_EQ(json(R"({"data":{"total":2,"items":[{"id":1},{"id":2}]}})", {"data.items"}), expected);
  EXPECT_EQ(json(R"({"house":[{"id":1}],"senate":[{"id":2}],"notes":[{"x":3}]})", {"house", "senate"}), expected);
  EXPECT_EQ(json(R"([{"items":[{"id":1}]},{"items":[{"id":2}]}])", {"items"}), expected);
  EXPECT_EQ(json("{\"items\":[{\"id\":1}]}\n{\"items\":[{\"id\":2}]}\n", {"items"}), expected);
  EXPECT_EQ(json(R"({"d":"{\"Table\":[{\"id\":1},{\"id\":2}]}"})", {"d.Table"}), expected);
  EXPECT_EQ(json(R"({"rows":[{"id":1},{"id":2}],"errors":[]})"), expected);
  EXPECT_EQ(json(R"({"errors":[],"rows":[{"id":1},{"id":2}]})"), expected);
}

TEST(JsonReader, AnAsteriskTakesEveryList) {
  const Rows expected{{"id"}, {"1"}, {"2"}};
  EXPECT_EQ(json(R"({"house":[{"id":1}],"year":2024,"other":[],"senate":[{"id":2}]})", {"*"}), expected);
  EXPECT_EQ(json(R"({"rows":[{"id":1},{"id":2}]})", {"*"}), expected);
  EXPECT_EQ(json(R"([{"id":1},{"id":2}])", {"*"}), expected);
  EXPECT_EQ(json(R"("{\"a\":[{\"id\":1}],\"b\":[{\"id\":2}]}")", {"*"}), expected);
}

std::string refusal_of(std::string_view text, std::vector<std::string> row_paths = {}) {
  try {
    json(text, std::move(row_paths));
  } catch (const Refused& refused) {
    return refused.what();
  }
  return "none";
}

TEST(JsonReader, NoRowIsLeftOutInSilence) {
  EXPECT_EQ(refusal_of(R"({"house":[{"id":1}],"senate":[{"id":2}]})"),
            "a.json: has several lists of objects: 'house', 'senate'.");
  EXPECT_EQ(refusal_of(R"({"rows":[{"id":1},null]})"), "a.json: 'rows' is not a list of objects: item 2 is null.");
  EXPECT_EQ(refusal_of("[[1]]"), "a.json: it is not a list of objects: item 1 is an array.");
  EXPECT_EQ(refusal_of(R"({"data":{"rows":[],"n":1}})", {"data.items"}),
            "a.json: 'data' has no 'items', but the keys 'rows', 'n'.");
  EXPECT_EQ(refusal_of(R"({"data":5})", {"data"}), "a.json: 'data' is a number, not a list of objects.");
  EXPECT_EQ(refusal_of(R"({"d":"x"})", {"d.Table"}), "a.json: 'd' is a text without JSON in it.");
}

TEST(JsonReader, DamageIsRefused) {
  for (const char* text :
       {"", "[]", "{", "[{\"a\":1}", "[{\"a\":1},]", "[{\"a\":\"x}]", "[1,2]", "{\"a\":1}\n{\"a\":"}) {
    EXPECT_THROW(json(text), Refused) << text;
  }
}

std::string workbook() {
  std::ifstream file(SFI_SOURCE_DIR "/states/or/example/XcelCNESearch.xls", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Rows xls(std::string_view bytes) {
  XlsReader reader(std::make_unique<MemorySource>(bytes), "", FieldFormat{}, HeaderRule{}, "a.xls");
  return rows_of(reader);
}

TEST(XlsReader, TextsNumbersAndEmptyCells) {
  const Rows rows = xls(workbook());
  ASSERT_EQ(rows.size(), 10U);
  EXPECT_EQ(rows[0].size(), 42U);
  EXPECT_EQ(rows[0][7], "Amount");
  EXPECT_EQ(rows[1][5], "Patrice Ewan");
  EXPECT_EQ(rows[1][7], "500");
  EXPECT_EQ(rows[2][7], "1242.88");
  EXPECT_EQ(rows[5][5], "João Peña");
  EXPECT_EQ(rows[1][9], "");
}

// A damaged file may give other texts, but never reads beyond its end: this runs under the sanitizer.
TEST(XlsReader, EveryDamageIsRefusedOrHarmless) {
  const std::string good = workbook();
  for (std::size_t size = 0; size < good.size(); size += 97) {
    EXPECT_THROW(xls(std::string_view(good).substr(0, size)), Refused) << size;
  }
  for (std::size_t at = 0; at < good.size(); at += 13) {
    for (const char value : {'\xFF', '\x00', '\x7F'}) {
      std::string bad = good;
      bad[at] = value;
      try {
        xls(bad);
      } catch (const Refused&) {
      }
    }
  }
}

}  // namespace
}  // namespace sfi
