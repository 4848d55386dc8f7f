#include "sink/run_store.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "sink/elasticsearch/index_meta.h"

namespace sfi {
namespace {

StoredRun run(const std::string& started, StoredRun::Status status, const std::string& alias = "tx_contribs_dev") {
  StoredRun result;
  result.state = "tx";
  result.started = started;
  result.alias = alias;
  result.name = alias + started;
  result.status = status;
  return result;
}

using enum StoredRun::Status;

TEST(Prunable, OrphansAndAllBeyondTheNewestKept) {
  const std::vector<StoredRun> runs{run("1", kept), run("2", orphan), run("3", kept),
                                    run("4", kept), run("5", served), run("6", under_way)};
  const auto names = [](const std::vector<StoredRun>& found) {
    std::string text;
    for (const StoredRun& one : found) text += one.started;
    return text;
  };
  EXPECT_EQ(names(prunable(runs, 1)), "123");
  EXPECT_EQ(names(prunable(runs, 0)), "1234");
  EXPECT_EQ(names(prunable(runs, 9)), "2");
}

TEST(MovesBack, EveryAliasToTheNewestRunBeforeTheServedOne) {
  const std::vector<StoredRun> runs{run("1", kept),
                                    run("2", kept),
                                    run("3", served),
                                    run("4", kept),
                                    run("1", kept, "tx_reports_dev"),
                                    run("3", served, "tx_reports_dev")};
  const auto moves = moves_back(runs, "tx");
  ASSERT_EQ(moves.size(), 2U);
  EXPECT_EQ(moves[0].to, "tx_contribs_dev2");
  EXPECT_EQ(moves[0].from, "tx_contribs_dev3");
  EXPECT_EQ(moves[1].to, "tx_reports_dev1");
}

TEST(MovesBack, NothingToGoBackToIsRefused) {
  EXPECT_THROW(moves_back({run("3", served), run("4", kept)}, "tx"), Refused);
  EXPECT_THROW(moves_back({run("3", kept)}, "tx"), Refused);
  EXPECT_THROW(moves_back({run("2", kept), run("3", served)}, "mi"), Refused);
}

TEST(IndexName, OnlyOurFormIsOurs) {
  const auto ours = parse_index_name("tx_contribs_20261124t071213000042_my_env");
  ASSERT_TRUE(ours);
  EXPECT_EQ(ours->state, "tx");
  EXPECT_EQ(ours->env, "my_env");
  EXPECT_EQ(ours->alias, "tx_contribs_my_env");
  EXPECT_EQ(ours->started, "20261124t071213000042");
  for (const char* other :
       {"tx_contribs_dev", "txx_contribs_20261124t071213000042_dev", "tx_other_20261124t071213000042_dev",
        "tx_contribs_2026_dev", ".tx_contribs_20261124t071213000042_dev"}) {
    EXPECT_FALSE(parse_index_name(other)) << other;
  }
}

TEST(IndexMeta, IsReadBackAndForeignIsNone) {
  RunInfo info;
  info.state = "tx";
  info.env = "dev";
  info.started = "20261124t071213000042";
  info.program_version = "9.9.9";
  simdjson::dom::parser parser;
  const std::string name = target_name(info, RecordType::contribs);
  const auto stored = [&](const std::string& meta) {
    simdjson::dom::element json;
    EXPECT_EQ(parser.parse(meta).get(json), simdjson::SUCCESS);
    return stored_run(name, json);
  };
  EXPECT_EQ(stored(meta_json(info, RecordType::contribs, {}))->status, under_way);  // this very process
  EXPECT_EQ(stored(meta_json(info, RecordType::contribs, {"promoted", 3, R"({"a":1})"}))->status, kept);
  std::string dead = meta_json(info, RecordType::contribs, {});
  const std::size_t at = dead.find("\"pid_started\":") + 14;
  dead.insert(at, "1");  // another process of that number
  EXPECT_EQ(stored(dead)->status, orphan);
  EXPECT_FALSE(stored(R"({"program":"other"})"));
  EXPECT_FALSE(stored("{}"));
}

}  // namespace
}  // namespace sfi
