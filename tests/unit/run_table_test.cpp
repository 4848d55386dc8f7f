#include "database/run_table.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "base/error.h"
#include "database/schema.h"
#include "database/transaction.h"
#include "record/alias.h"

namespace sfi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum RecordType;

// Runs of these tests start within one second, which their names here show as "@": "tx_contribs_@1_dev".
constexpr std::string_view kSecond = "20261124t071213";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}
std::string whole(const std::string& name) {
  return replaced(name, "@", kSecond);
}
std::string brief(const std::string& name) {
  return replaced(name, kSecond, "@");
}

class RunTableTest : public testing::Test {
 protected:
  // A run as a sink promotes it: its tables, a row, and the state's views on the tables.
  PromotedRun promote(const std::string& state, const std::string& number, const std::vector<RecordType>& types,
                      const std::string& env = "dev") {
    if (!runs_.exists()) runs_.create();
    PromotedRun run{state, env, whole("@" + number), "", "9.9.9", "abc", {}};
    for (const RecordType type : types) {
      const std::string table = fmt::format("{}_{}_{}_{}", state, to_string(type), run.started, env);
      connection_.run(create_table_sql(table, type));
      serve(alias_name(state, type, env), table, type);
      run.tables[type] = {table, 7};
    }
    runs_.insert(run, fmt::format(R"({{"run": "{}"}})", run.name()));
    return run;
  }

  void serve(const std::string& alias, const std::string& table, RecordType type) {
    connection_.run(serve_table_sql(alias, whole(table), type));
  }

  bool has_table(const std::string& name) {
    return connection_.value(fmt::format("SELECT 1 FROM duckdb_tables() WHERE table_name = {}", sql_text(whole(name))))
        .has_value();
  }

  std::vector<std::string> names(const std::string& env = "dev") {
    std::vector<std::string> names;
    for (const PromotedRun& run : runs_.runs(env)) names.push_back(brief(run.name()));
    return names;
  }

  std::string served_name(const std::string& state) {
    const auto run = runs_.served_run(state, "dev");
    return run ? brief(run->name()) : "none";
  }
  std::string served_table(const std::string& alias) { return brief(runs_.served_table(alias).value_or("none")); }
  void drop(RecordType type, const std::string& table) { runs_.drop(type, whole(table)); }

  DuckdbConnection connection_{std::make_shared<const DuckdbDatabase>("", 200'000'000, 1)};
  RunTable runs_{connection_};
};

TEST_F(RunTableTest, ANewDatabaseHasNone) {
  EXPECT_FALSE(runs_.exists());
  EXPECT_THROW(runs_.runs("dev"), RunFailed);
  runs_.create();
  EXPECT_TRUE(runs_.exists());
  EXPECT_THAT(runs_.runs("dev"), IsEmpty());
  EXPECT_THAT(runs_.envs(), IsEmpty());
  EXPECT_THAT(runs_.served_states("dev", contribs), IsEmpty());
  EXPECT_EQ(runs_.last_finished("dev"), 0);
  EXPECT_FALSE(runs_.served_run("tx", "dev"));
}

TEST_F(RunTableTest, TheColumnsAreThoseThatUsersQueryAndEachHasAComment) {
  runs_.create();
  std::vector<std::string> columns;
  for (const auto& row : connection_.rows("SELECT column_name, data_type, comment FROM duckdb_columns() WHERE "
                                          "table_name = 'state_fin_runs' ORDER BY column_index")) {
    columns.push_back(*row[0] + " " + *row[1]);
    EXPECT_NE(row[2].value_or(""), "") << *row[0];
  }
  EXPECT_THAT(columns,
              ElementsAre("run VARCHAR", "state VARCHAR", "env VARCHAR", "started TIMESTAMP", "finished TIMESTAMP",
                          "program_version VARCHAR", "definition_hash VARCHAR", "contribs_table VARCHAR",
                          "reports_table VARCHAR", "contribs BIGINT", "reports BIGINT", "summary JSON"));
}

TEST_F(RunTableTest, ARunIsReadAsItWasInserted) {
  const auto seconds = [] { return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()); };
  const auto before = seconds();
  runs_.create();
  const PromotedRun inserted{"tx",
                             "it's",
                             "20261124t071213000042",
                             "",
                             "9.9.9",
                             "a'bc",
                             {{contribs, {"tx_contribs_20261124t071213000042_it's", 5'000'000'000}}}};
  runs_.insert(inserted, R"({"note": "it's"})");
  const auto runs = runs_.runs("it's");
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].name(), "tx_20261124t071213000042_it's");
  EXPECT_EQ(runs[0].state, "tx");
  EXPECT_EQ(runs[0].env, "it's");
  EXPECT_EQ(runs[0].started, "20261124t071213000042");
  EXPECT_EQ(runs[0].program_version, "9.9.9");
  EXPECT_EQ(runs[0].definition_hash, "a'bc");
  EXPECT_EQ(runs[0].table(contribs), "tx_contribs_20261124t071213000042_it's");
  EXPECT_EQ(runs[0].tables.at(contribs).records, 5'000'000'000U);
  EXPECT_EQ(runs[0].table(reports), "");
  EXPECT_EQ(runs_.summary(runs[0]), R"({"note": "it's"})");
  EXPECT_GE(runs_.last_finished("it's"), before);
  EXPECT_LE(runs_.last_finished("it's"), seconds());
  EXPECT_EQ(*connection_.value("SELECT started || '|' || (reports IS NULL) FROM state_fin_runs"),
            "2026-11-24 07:12:13|true");
  EXPECT_EQ(*connection_.value("SELECT strftime(finished, '%Y-%m-%d %H:%M:%S') FROM state_fin_runs"), runs[0].finished);
}

TEST_F(RunTableTest, TheSameRunTwiceIsAnError) {
  const PromotedRun run = promote("tx", "1", {contribs});
  EXPECT_THROW(runs_.insert(run, "{}"), RunFailed);
}

TEST_F(RunTableTest, RunsAreThoseOfTheEnvironmentByStateAndStart) {
  promote("tx", "2", {contribs});
  promote("tx", "1", {contribs, reports});
  promote("mi", "3", {reports});
  promote("tx", "4", {contribs}, "prod");
  EXPECT_THAT(names(), ElementsAre("mi_@3_dev", "tx_@1_dev", "tx_@2_dev"));
  EXPECT_THAT(names("prod"), ElementsAre("tx_@4_prod"));
  EXPECT_THAT(runs_.envs(), ElementsAre("dev", "prod"));
}

TEST_F(RunTableTest, TheSummaryOfARunThatIsNotThereIsEmpty) {
  PromotedRun run = promote("tx", "1", {contribs});
  EXPECT_EQ(brief(runs_.summary(run)), R"({"run": "tx_@1_dev"})");
  run.started += "0";
  EXPECT_EQ(runs_.summary(run), "");
}

TEST_F(RunTableTest, ServedIsWhatTheViewsSelectFrom) {
  promote("tx", "1", {contribs, reports});
  promote("tx", "2", {contribs, reports});
  EXPECT_EQ(served_table("tx_contribs_dev"), "tx_contribs_@2_dev");
  EXPECT_EQ(served_name("tx"), "tx_@2_dev");
  serve("tx_contribs_dev", "tx_contribs_@1_dev", contribs);
  EXPECT_EQ(served_table("tx_contribs_dev"), "tx_contribs_@1_dev");
  EXPECT_EQ(served_name("tx"), "tx_@2_dev");  // its reports still are
  serve("tx_reports_dev", "tx_reports_@1_dev", reports);
  EXPECT_EQ(served_name("tx"), "tx_@1_dev");
  EXPECT_EQ(served_name("mi"), "none");
}

TEST_F(RunTableTest, AViewWithoutATableServesNone) {
  EXPECT_EQ(served_table("tx_contribs_dev"), "none");
  connection_.run("CREATE VIEW tx_contribs_dev AS SELECT 1");
  EXPECT_EQ(served_table("tx_contribs_dev"), "none");
}

TEST_F(RunTableTest, StatesAreServedByTypeAndEnvironment) {
  promote("tx", "1", {contribs, reports});
  promote("hi", "1", {contribs});
  promote("mi", "1", {reports}, "prod");
  EXPECT_THAT(runs_.served_states("dev", contribs), ElementsAre("hi", "tx"));
  EXPECT_THAT(runs_.served_states("dev", reports), ElementsAre("tx"));
  EXPECT_THAT(runs_.served_states("prod", reports), ElementsAre("mi"));
  connection_.run("DROP VIEW hi_contribs_dev");
  EXPECT_THAT(runs_.served_states("dev", contribs), ElementsAre("tx"));
}

TEST_F(RunTableTest, DroppedTablesAreGoneAndTheirRunsKeepTheRow) {
  promote("tx", "1", {contribs, reports});
  promote("tx", "2", {contribs});
  const auto finished = runs_.last_finished("dev");
  connection_.run("DROP VIEW tx_reports_dev");
  drop(reports, "tx_reports_@1_dev");
  EXPECT_FALSE(has_table("tx_reports_@1_dev"));
  EXPECT_EQ(runs_.runs("dev")[0].table(reports), "");
  EXPECT_EQ(brief(runs_.runs("dev")[0].table(contribs)), "tx_contribs_@1_dev");
  drop(contribs, "tx_contribs_@1_dev");
  drop(contribs, "tx_contribs_@2_dev");
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_THAT(runs_.envs(), ElementsAre("dev"));
  EXPECT_EQ(runs_.last_finished("dev"), finished);
  EXPECT_EQ(*connection_.value("SELECT sum(contribs) FROM state_fin_runs"), "14");
}

TEST_F(RunTableTest, OldTablesOfOneStateAndTypeAreDropped) {
  for (const char* started : {"1", "2", "3"}) promote("tx", started, {contribs, reports});
  promote("mi", "1", {contribs});
  promote("tx", "1", {contribs}, "prod");
  runs_.drop_all_but(2, "tx", "dev", contribs);
  EXPECT_FALSE(has_table("tx_contribs_@1_dev"));
  for (const char* kept :
       {"tx_contribs_@2_dev", "tx_contribs_@3_dev", "tx_reports_@1_dev", "mi_contribs_@1_dev", "tx_contribs_@1_prod"}) {
    EXPECT_TRUE(has_table(kept)) << kept;
  }
  EXPECT_THAT(names(), ElementsAre("mi_@1_dev", "tx_@1_dev", "tx_@2_dev", "tx_@3_dev"));
  runs_.drop_all_but(1, "tx", "dev", reports);
  EXPECT_THAT(names(), ElementsAre("mi_@1_dev", "tx_@2_dev", "tx_@3_dev"));
  EXPECT_EQ(runs_.runs("dev")[1].table(reports), "");
}

TEST_F(RunTableTest, WhatIsNotCommittedIsNotThere) {
  runs_.create();
  {
    const DuckdbTransaction transaction(connection_);
    promote("tx", "1", {contribs});
    EXPECT_THAT(names(), ElementsAre("tx_@1_dev"));
  }
  EXPECT_THAT(names(), IsEmpty());
  EXPECT_FALSE(has_table("tx_contribs_@1_dev"));
  DuckdbTransaction transaction(connection_);
  promote("tx", "2", {contribs});
  transaction.commit();
  EXPECT_THAT(names(), ElementsAre("tx_@2_dev"));
}

}  // namespace
}  // namespace sfi
