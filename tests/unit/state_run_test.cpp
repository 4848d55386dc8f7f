// The life of a run, with an ingestor and a sink that only write down what is asked of them.
#include "run/state_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <new>
#include <stdexcept>

namespace sfi {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Log = std::vector<std::string>;

class FakeIngestor : public Ingestor {
 public:
  explicit FakeIngestor(Log& log) : log_(log) {
    account.read = 10;
    account.accepted = 8;
    account.skipped["superseded"] = 2;
    account.rows_of_parts = {{"a.zip/1.csv", 6}, {"a.zip/2.csv", 4}};
  }
  const std::string& state() const override { return code_; }
  const std::string& state_name() const override { return name_; }
  const AboutState& about() const override { return about_; }
  const std::string& rules_hash() const override { return hash_; }
  std::vector<RecordType> record_types() const override { return {RecordType::contribs}; }
  std::vector<std::string> addtl_members() const override { return {"schedule"}; }
  std::vector<RequiredInput> required_inputs() const override { return {}; }
  CheckResult check() override {
    log_.push_back("check");
    return result;
  }
  std::vector<std::filesystem::path> input_paths() const override { return paths; }
  std::string relative_name(const std::filesystem::path& path) const override { return path.filename(); }
  std::uint64_t bytes_to_read(const std::vector<RecordType>&) const override { return 100; }
  void pre(StateProgress&, Rejects&) override { log_.push_back("pre"); }
  TypeAccount work(RecordType, const WorkContext&) override {
    log_.push_back("work");
    if (at_work) at_work();
    return account;
  }
  std::vector<std::string> post() override { return {"a note of the ingestor"}; }
  std::vector<UnreadColumn> unread() const override { return {}; }
  std::map<std::string, std::uint64_t> rows_of_lookup_parts() const override { return {}; }

  CheckResult result;
  TypeAccount account;
  std::vector<std::filesystem::path> paths;
  std::function<void()> at_work;

 private:
  Log& log_;
  std::string code_ = "zz";
  std::string name_ = "Nowhere";
  AboutState about_;
  std::string hash_ = "0123";
};

// What a sink says it holds.
struct Holds {
  SinkRun::Count count{8, 8, {}, {}};
  std::optional<std::uint64_t> previous;
  std::string previous_summary;
};

class FakeRun : public SinkRun {
 public:
  FakeRun(Log& log, const Holds& holds) : log_(log), holds_(holds) {}
  std::unique_ptr<RecordBlock> new_block(RecordType) override { return nullptr; }
  void write(RecordType, RecordBlock&) override {}
  Count count(RecordType) override {
    log_.push_back("count");
    return holds_.count;
  }
  std::optional<std::uint64_t> previous_count(RecordType) override { return holds_.previous; }
  std::string previous_summary() override { return holds_.previous_summary; }
  void promote(const std::string& json) override {
    EXPECT_THAT(json, HasSubstr("\"status\": \"promoted\""));
    log_.push_back("promote");
  }
  void discard() noexcept override { log_.push_back("discard"); }
  std::string target(RecordType) const override { return "zz_contribs_now"; }
  std::string alias(RecordType) const override { return "zz_contribs_dev"; }
  std::string next_step() const override { return "look at it"; }
  std::vector<std::string> notes() const override { return {"a note of the sink"}; }

 private:
  Log& log_;
  const Holds& holds_;
};

class FakeSink : public Sink {
 public:
  explicit FakeSink(Log& log) : log_(log) {}
  void preflight() override {
    log_.push_back("preflight");
    if (at_preflight) at_preflight();
  }
  std::unique_ptr<SinkRun> begin(const RunInfo& run) override {
    log_.push_back("begin");
    info = run;
    return std::make_unique<FakeRun>(log_, holds);
  }
  bool takes_parallel_runs() const override { return false; }

  Holds holds;
  RunInfo info;
  std::function<void()> at_preflight;

 private:
  Log& log_;
};

class StateRuns : public testing::Test {
 protected:
  StateResult run() { return run_state(options, 2, ingestor, sink, rejects, progress); }

  // Runs, must be refused, and must leave nothing in the sink.
  StateResult refused(const std::string& words) {
    StateResult result = run();
    EXPECT_EQ(result.code, ExitCode::refused);
    EXPECT_EQ(result.summary.status, "refused");
    EXPECT_THAT(result.summary.error, HasSubstr(words));
    EXPECT_THAT(log, Not(Contains("promote")));
    return result;
  }

  Log log;
  RunOptions options;
  FakeIngestor ingestor{log};
  FakeSink sink{log};
  Rejects rejects;
  StateProgress progress{"zz"};
};

TEST_F(StateRuns, AGoodOneIsPromoted) {
  const StateResult result = run();
  EXPECT_EQ(result.code, ExitCode::ok) << result.summary.error;
  EXPECT_THAT(log, ElementsAre("check", "preflight", "begin", "pre", "work", "count", "promote"));
  EXPECT_EQ(result.summary.status, "promoted");
  EXPECT_EQ(result.summary.name, "Nowhere");
  EXPECT_EQ(result.summary.next_step, "look at it");
  EXPECT_THAT(result.summary.notes, ElementsAre("a note of the ingestor", "a note of the sink"));
  EXPECT_EQ(result.summary.types.at(RecordType::contribs).indexed, 8U);
  EXPECT_EQ(result.summary.types.at(RecordType::contribs).target, "zz_contribs_now");
  EXPECT_EQ(sink.info.state, "zz");
  EXPECT_EQ(sink.info.definition_hash, "0123");
  EXPECT_THAT(sink.info.addtl_members, ElementsAre("schedule"));
}

TEST_F(StateRuns, ProblemsOfTheCheckRefuseAllAtOnceBeforeTheSinkIsTouched) {
  ingestor.result.problems = {"a.csv is missing", "b.csv has no column 'x'"};
  EXPECT_EQ(refused("a.csv is missing").summary.error, "a.csv is missing\nb.csv has no column 'x'");
  EXPECT_THAT(log, ElementsAre("check"));
}

TEST_F(StateRuns, ASinkThatCannotTakeThemIsAskedBeforeAnythingBegins) {
  sink.at_preflight = [] { throw RunFailed("The disk is full.", "Make room."); };
  const StateResult result = run();
  EXPECT_EQ(result.code, ExitCode::failed);
  EXPECT_EQ(result.summary.status, "failed");
  EXPECT_EQ(result.summary.error, "The disk is full.");
  EXPECT_EQ(result.summary.advice, "Make room.");
  EXPECT_THAT(log, ElementsAre("check", "preflight"));
}

TEST_F(StateRuns, RowsThatDoNotAddUpFail) {
  ingestor.account.read = 11;
  const StateResult result = run();
  EXPECT_EQ(result.code, ExitCode::failed);
  EXPECT_THAT(result.summary.error, HasSubstr("do not add up: 11 read, but 8 accepted + 2 skipped + 0 rejected"));
  EXPECT_THAT(log, ElementsAre("check", "preflight", "begin", "pre", "work", "discard"));
}

TEST_F(StateRuns, TooManyRejectsRefuse) {
  ingestor.account.accepted = 7;
  ingestor.account.rejected["bad_amount"] = 1;
  sink.holds.count = {7, 7, {}, {}};
  refused("1 of 10 rows of contribs could not be read faithfully");
  options.max_rejects = {1, 0, false};
  EXPECT_EQ(run().summary.status, "promoted");
}

TEST_F(StateRuns, AnotherCountInTheSinkRefusesAndDiscards) {
  sink.holds.count = {7, 7, {}, {}};
  refused("The sink holds 7 contribs, but 8 were accepted.");
  EXPECT_THAT(log, ElementsAre("check", "preflight", "begin", "pre", "work", "count", "discard"));
}

TEST_F(StateRuns, IdsThatAreThereTwiceRefuse) {
  sink.holds.count = {8, 6, {"17", "18"}, {}};
  const StateResult result = refused("2 of 8 contribs share their id with another record, such as 17, 18.");
  EXPECT_EQ(result.summary.types.at(RecordType::contribs).duplicates, 2U);
  EXPECT_EQ(log.back(), "discard");
}

TEST_F(StateRuns, RecordsThatTheSinkRefusesAreRejects) {
  sink.holds.count = {7, 7, {}, {{"17", "a.csv", 3, Cents(500), "too long"}}};
  ingestor.account.cents = Cents(4000);
  refused("The server rejected 1 of 8 contribs");
  options.max_refused = {1, 0, false};
  const StateResult result = run();
  EXPECT_EQ(result.summary.status, "promoted");
  const TypeAccount& account = result.summary.types.at(RecordType::contribs).account;
  EXPECT_EQ(account.rejected.at("refused_by_sink"), 1U);
  EXPECT_EQ(account.cents, Cents(3500));
  EXPECT_TRUE(account.adds_up());
}

TEST_F(StateRuns, ManyFewerThanBeforeRefuseUnlessAllowed) {
  sink.holds.previous = 11;
  refused("There are 8 contribs now, but 11 in the served run: more than 20 % fewer.");
  sink.holds.previous = 10;
  EXPECT_EQ(run().summary.status, "promoted");
  sink.holds.previous = 1000;
  options.max_shrink_percent = 100;
  EXPECT_EQ(run().summary.status, "promoted");
}

TEST_F(StateRuns, ADryRunOrALimitIsCheckedAndDiscarded) {
  options.dry_run = true;
  StateResult result = run();
  EXPECT_EQ(result.summary.status, "checked");
  EXPECT_EQ(result.summary.types.at(RecordType::contribs).target, "");
  EXPECT_EQ(log.back(), "discard");

  options.dry_run = false;
  options.limit = 5;
  sink.holds.previous = 1000;  // a part is not to be compared
  log.clear();
  result = run();
  EXPECT_EQ(result.summary.status, "checked");
  EXPECT_TRUE(result.summary.is_partial);
  EXPECT_EQ(log.back(), "discard");
}

TEST_F(StateRuns, WhateverIsThrownWhileLoadingDiscardsAndIsSaid) {
  ingestor.at_work = [] { throw Interrupted(ExitCode::interrupted); };
  StateResult result = run();
  EXPECT_EQ(result.code, ExitCode::interrupted);
  EXPECT_EQ(result.summary.status, "interrupted");
  EXPECT_EQ(log.back(), "discard");

  ingestor.at_work = [] { throw std::bad_alloc(); };
  result = run();
  EXPECT_EQ(result.code, ExitCode::failed);
  EXPECT_EQ(result.summary.error, "Out of memory.");
  EXPECT_EQ(log.back(), "discard");

  ingestor.at_work = [] { throw std::logic_error("no such thing"); };
  result = run();
  EXPECT_EQ(result.summary.error, "no such thing");
  EXPECT_THAT(result.summary.advice, HasSubstr("please report it"));
  EXPECT_THAT(result.summary.notes, Contains("a note of the sink"));
}

TEST_F(StateRuns, AFileThatChangesMeanwhileRefuses) {
  const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "a.zip";
  std::ofstream(path) << "first";
  ingestor.paths = {path};
  const StateResult good = run();
  ASSERT_EQ(good.summary.status, "promoted") << good.summary.error;
  ASSERT_EQ(good.summary.inputs.size(), 1U);
  EXPECT_EQ(good.summary.inputs[0].path, "a.zip");
  EXPECT_EQ(good.summary.inputs[0].rows, 10U);
  EXPECT_EQ(good.summary.inputs[0].layout, "2 parts read");

  log.clear();
  ingestor.at_work = [&] { std::ofstream(path) << "something longer"; };
  refused("a.zip");
  EXPECT_EQ(log.back(), "discard");
  std::filesystem::remove(path);
}

TEST_F(StateRuns, WhatIsRightButHardlyWantedIsNoted) {
  ingestor.account.accepted = 0;
  ingestor.account.skipped["no_candidate"] = 8;
  ingestor.account.days.last =
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) + std::chrono::days(30);
  sink.holds.count = {0, 0, {}, {}};
  const StateResult result = run();
  EXPECT_EQ(result.summary.status, "promoted");
  EXPECT_THAT(result.summary.notes, Contains(HasSubstr("is in the future")));
  EXPECT_THAT(result.summary.notes, Contains(HasSubstr("None of the 10 rows of contribs was accepted")));
}

}  // namespace
}  // namespace sfi
