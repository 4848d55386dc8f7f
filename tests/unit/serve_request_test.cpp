// Reading requests: addresses, parameters, filters, tokens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/data_table.h"
#include "serve/key_token.h"
#include "serve/paging.h"
#include "serve/problem.h"
#include "serve/query.h"
#include "serve/router.h"
#include "serve/selection.h"

namespace sfi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// The message of the Problem that `work` throws.
template <typename Work>
std::string problem_of(Work work) {
  try {
    work();
  } catch (const Problem& problem) {
    return std::to_string(problem.status) + " " + problem.what() + " " + problem.advice;
  }
  return "none";
}

TEST(ServeQuery, DecodesAndEncodes) {
  const Query query("a=1+2&b=%41%2b%C3%BC&c&=x&d=%20");
  EXPECT_EQ(query.get("a"), "1 2");
  EXPECT_EQ(query.get("b"), "A+ü");
  EXPECT_EQ(query.get("c"), std::nullopt);
  EXPECT_EQ(query.get("d"), std::nullopt);
  EXPECT_EQ(query.with("a", "x&y").with("d", "").with("", "").str(), "?b=A%2B%C3%BC&a=x%26y");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
}

TEST(ServeQuery, RefusesWhatCannotBeDecoded) {
  for (const char* text : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "a=1&a=2"}) {
    EXPECT_THAT(problem_of([&] { Query{text}; }), HasSubstr("400")) << text;
  }
  const std::vector<std::string> names{"state", "party"};
  EXPECT_THAT(problem_of([&] { Query("stat=tx").allow_only(names); }), HasSubstr("Did you mean 'state'?"));
}

TEST(ServeRouter, LiteralPathsComeFirstAndTablesHaveForms) {
  constexpr Pattern kPatterns[] = {{"/"}, {"/about"}, {"/{}/left-out", true}, {"/{}"}, {"/{}/candidate/{}", true}};
  const auto found = [&](std::string_view path) { return find_route(kPatterns, path); };
  EXPECT_EQ(found("/")->route, 0U);
  EXPECT_EQ(found("/about")->route, 1U);
  EXPECT_EQ(found("/tx/left-out.csv")->form, Form::csv);
  EXPECT_EQ(found("/tx.csv")->form, Form::page);  // a state of that name: this page is no table
  const auto candidate = found("/tx/candidate/a%2Fb%20c.json");
  EXPECT_THAT(candidate->values, ElementsAre("tx", "a/b c"));
  EXPECT_EQ(candidate->form, Form::json);
  EXPECT_FALSE(found("/tx/candidate"));
  EXPECT_FALSE(found("/tx/candidate/"));
  EXPECT_FALSE(found("//"));
  EXPECT_FALSE(found(""));
}

TEST(ServeSelection, BindsValuesAndReadsThem) {
  std::vector<std::string> bound;
  const Selection selection(Query("state=TX&min=$1,000&donor=' OR 1=1"));
  const std::string sql = selection.sql(bound);
  EXPECT_THAT(bound, ElementsAre("tx", "' OR 1=1", "1000.00"));
  EXPECT_THAT(sql, HasSubstr("(jurisdiction = $1) AND (contains("));
  EXPECT_EQ(sql.find("OR 1=1"), std::string::npos);
  EXPECT_EQ(selection.state(), "tx");
}

TEST(ServeSelection, RefusesOtherValues) {
  for (const char* text :
       {"state=texas", "year=24", "year=0000", "min=ten", "chamber=uper", "kind=x", "max=999999999999999"}) {
    EXPECT_THAT(problem_of([&] { Selection{Query(text)}; }), HasSubstr("400")) << text;
  }
}

TEST(ServeToken, IsWhatItWas) {
  const std::vector<std::string> parts{"-amount", "0", "-12.50", "tx", "ü\"'"};
  EXPECT_EQ(parts_of(token_of(parts), 5), parts);
  EXPECT_EQ(parts_of(token_of(parts), 4), std::nullopt);
  for (const char* text : {"", "!", "AAAA", "a b", "////"}) EXPECT_EQ(parts_of(text, 5), std::nullopt) << text;
}

TEST(ServePaging, TakesOnlyTokensOfItsOrder) {
  constexpr Order kOrders[] = {{"-date", "", "day", "DATE", true}, {"amount", "", "amount", "DECIMAL(14, 2)", false}};
  const auto paging = [&](const std::string& query) { return paging_of(Query(query), kOrders, 10); };
  const std::string token = next_token(kOrders[0], "2020-01-31", "tx", "7");
  EXPECT_EQ(paging("next=" + token).after->front(), "2020-01-31");
  EXPECT_TRUE(paging("next=" + next_token(kOrders[0], std::nullopt, "tx", "7")).after_null);
  EXPECT_THAT(problem_of([&] { paging("sort=amount&next=" + token); }), HasSubstr("400"));
  EXPECT_THAT(problem_of([&] { paging("next=" + next_token(kOrders[0], "x", "tx", "7")); }), HasSubstr("400"));
  EXPECT_THAT(problem_of([&] { paging("per_page=0"); }), HasSubstr("1 to 1000"));
  EXPECT_EQ(paging("per_page=1000").per_page, 1000U);
}

TEST(ServeDataTable, AmountsAreExactInJsonAndCsv) {
  const DataTable table{{{"name"},
                         {"amount", DataColumn::Kind::money},
                         {"candidate.name"},
                         {"candidate.district", DataColumn::Kind::integer}},
                        {{"A \"b\", c", "-0.05", "x", "12"}, {std::nullopt, std::nullopt, "=1+1", std::nullopt}}};
  rapidjson::StringBuffer text;
  JsonWriter json(text);
  write_rows(json, table);
  EXPECT_EQ(std::string(text.GetString()),
            "[{\"name\":\"A \\\"b\\\", c\",\"amount\":\"-0.05\",\"amount_cents\":-5,\"candidate\":{\"name\":\"x\","
            "\"district\":12}},{\"name\":null,\"amount\":null,\"amount_cents\":null,\"candidate\":{\"name\":\"=1+1\","
            "\"district\":null}}]");
  EXPECT_EQ(csv_of(table),
            "name,amount,candidate.name,candidate.district\r\n\"A \"\"b\"\", c\",-0.05,x,12\r\n,,=1+1,\r\n");
}

}  // namespace
}  // namespace sfi
