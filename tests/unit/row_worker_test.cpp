// The row loop without threads: what becomes of the rows of one block, and how it is counted.
#include "pipeline/row_worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "small_definition.h"

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

class FakeBlock : public RecordBlock {
 public:
  explicit FakeBlock(std::vector<std::string>& ids) : ids_(ids) {}
  void append(const Record& record) override {
    ids_.push_back(fmt::format("{} {}:{} {}", record.text(Field::contribution_id), record.text(Field::source_file),
                               record.number(Field::source_line), record.text(Field::jurisdiction)));
  }
  void clear() override { ids_.clear(); }
  void suffix_id(std::size_t, std::string_view) override {}

 private:
  std::vector<std::string>& ids_;
};

constexpr const char* kFields = R"(
    contribution_id = "id"
    contribution_date = { date = "%Y-%m-%d", of = "day" }
    amount = "amount"
    kind = "kind"
    filer.filer_id = "filer"
    filer.name = "name")";
constexpr const char* kHeader = "id,day,amount,kind,filer,name\n";

// A worker and what it has found in one file.
class Work {
 public:
  explicit Work(const std::string& rows, SmallDefinition small = {}, bool skip_repeats = false,
                const std::vector<Fate>& fates = {})
      : definition_(with_fields(std::move(small)).parse()),
        file_(kHeader + rows),
        plan_(compile()),
        worker_(job(), std::make_unique<FakeBlock>(ids), skip_repeats ? &repeats_ : nullptr) {
    worker_.open(plan_, file_.format(), "gifts.csv");
    for (const RowBlock& block : file_.blocks()) {
      if (block.rows.empty() && block.bad_rows.empty() && block.blank_lines == 0) continue;
      worker_.process(block, fates);
    }
  }

  std::map<std::string, std::uint64_t> counts() const {
    std::map<std::string, std::uint64_t> counts;
    const Tally& tally = worker_.tally();
    for (const ReasonInfo& reason : all_reasons()) {
      if (tally.of(reason.reason).rows != 0) counts[std::string(reason.word)] = tally.of(reason.reason).rows;
    }
    for (std::size_t i = 0; i < tally.skipped_by_rule.size(); ++i) {
      if (tally.skipped_by_rule[i].rows == 0) continue;
      counts[definition_.streams.front().rules[i].reason] = tally.skipped_by_rule[i].rows;
    }
    return counts;
  }
  // "line reason field detail" of each.
  std::vector<std::string> rejects() const {
    std::vector<std::string> texts;
    for (const Reject& reject : worker_.rejects()) {
      texts.push_back(fmt::format("{} {} {} {}", reject.line, to_string(reject.reason), reject.field, reject.detail));
    }
    return texts;
  }
  RowWorker& worker() { return worker_; }
  const Tally& tally() const { return worker_.tally(); }

  std::vector<std::string> ids;

 private:
  static SmallDefinition with_fields(SmallDefinition small) {
    small.fields = kFields;
    return small;
  }
  RecordPlan compile() {
    const Columns columns(file_.columns());
    std::vector<MissingColumn> missing;
    return compile_stream({definition_, columns, {}}, definition_.streams.front(), {}, missing);
  }
  const RowJob& job() {
    job_.state = "zz";
    for (const Rule& rule : definition_.streams.front().rules) job_.unlinked_rules.push_back(rule.unlinked);
    return job_;
  }

  Definition definition_;
  SmallFile file_;
  RecordPlan plan_;
  RowJob job_;
  RepeatedRows repeats_;
  RowWorker worker_;
};

TEST(RowWorker, AcceptsRowsWithTheirPlace) {
  const Work work("1,2024-03-01,5.00,monetary,7,Roe\n2,2024-02-28,-1.50,monetary,7,Roe\n");
  EXPECT_THAT(work.ids, ElementsAre("1 gifts.csv:2 zz", "2 gifts.csv:3 zz"));
  EXPECT_EQ(work.tally().read, 2U);
  EXPECT_EQ(work.tally().accepted, 2U);
  EXPECT_EQ(work.tally().cents, Cents(350));
  EXPECT_THAT(work.counts(), IsEmpty());
}

TEST(RowWorker, EveryRowIsCountedOnce) {
  const Work work(
      "1,2024-03-01,5.00,monetary,7,Roe\n"
      "2,2024-03-01,5.00,monetary,7\n"
      "\n"
      "3,2024-03-01,five,monetary,7,Roe\n"
      "4,2024-03-01,5.00,loan,7,Roe\n"
      "5,2024-03-01,5.00,monetary,7,\"Roe\" Jr.\n");
  EXPECT_THAT(work.counts(), UnorderedElementsAre(Pair("field_count", 1), Pair("blank_line", 1), Pair("bad_amount", 1),
                                                  Pair("kind_loan", 1), Pair("stray_quote", 1)));
  EXPECT_EQ(work.tally().read, 6U);
  EXPECT_EQ(work.tally().accepted, 1U);
}

TEST(RowWorker, RejectsAreInTheOrderOfTheFileWhoeverFoundThem) {
  const Work work(
      "1,2024-03-01,five,monetary,7,Roe\n"
      "2,2024-03-01,5.00,monetary,7,\"Roe\" Jr.\n"
      "3,2024-03-01,5.00,gift,7,Roe\n"
      "4,2024-03-01\n");
  EXPECT_THAT(work.rejects(), ElementsAre("2 bad_amount 3 five", "3 stray_quote 0 at byte 35 of the line",
                                          "4 bad_kind 4 gift", "5 field_count 0 2 fields where the header has 6"));
  EXPECT_EQ(work.tally().accepted, 0U);
}

TEST(RowWorker, SkippedRowsHaveTheirMoney) {
  const Work work(
      "1,2024-03-01,5.00,loan,7,Roe\n"
      "2,2024-03-01,,loan,7,Roe\n"
      "3,2024-03-01,7.25,loan,7,Roe\n");
  const SkippedRows& loans = work.tally().of(Reason::kind_loan);
  EXPECT_EQ(loans.rows, 3U);
  EXPECT_EQ(loans.money.cents, Cents(1225));
  EXPECT_EQ(loans.money.without_amount, 1U);
}

TEST(RowWorker, UnlinkedRowsAreThoseOfRulesThatSaySo) {
  const SmallDefinition small{.rules = R"(
[[stream.gifts.rules]]
skip = "elsewhere"
unlinked = true
when = { of = "filer", is = "9" }
[[stream.gifts.rules]]
skip = "no_candidate"
when = { of = "filer", is = "8" }
)"};
  Work work(
      "1,2024-03-01,5.00,monetary,9,Roe\n"
      "2,2024-03-01,6.00,monetary,8,Doe\n"
      "3,2024-03-01,7.00,monetary,9,Roe & Co\n",
      small);
  EXPECT_THAT(work.counts(), UnorderedElementsAre(Pair("elsewhere", 2), Pair("no_candidate", 1)));
  UnlinkedFilers filers;
  filers.add(work.worker().unlinked(), [&](UnlinkedRows::Place place) { return work.worker().filer_at(place); });
  const auto account = filers.account();
  ASSERT_EQ(account.top.size(), 1U);
  EXPECT_EQ(account.top[0].id, "9");
  EXPECT_EQ(account.top[0].name, "Roe");
  EXPECT_EQ(account.top[0].sum.rows, 2U);
  EXPECT_EQ(account.top[0].sum.money.cents, Cents(1200));
}

TEST(RowWorker, RepeatedRowsAreSkippedOnlyWhenAskedFor) {
  const std::string rows =
      "1,2024-03-01,5.00,monetary,7,Roe\n"
      "1,2024-03-01,5.00,monetary,7,Roe\n"
      "1,2024-03-01,6.00,monetary,7,Roe\n";
  EXPECT_EQ(Work(rows).tally().accepted, 3U);
  const Work work(rows, {}, true);
  EXPECT_EQ(work.tally().accepted, 2U);  // the third has another amount
  EXPECT_EQ(work.tally().of(Reason::repeated).rows, 1U);
  EXPECT_EQ(work.tally().of(Reason::repeated).money.cents, Cents(500));
}

TEST(RowWorker, RepeatedRowsHaveTheSameRecordNotTheSameText) {
  const Work work(
      "1,2024-03-01,5.00,monetary,7,Roe\n"
      "1,2024-03-01,\"$5\",monetary,7,Roe\n",
      {}, true);
  EXPECT_THAT(work.ids, ElementsAre("1 gifts.csv:2 zz"));
  EXPECT_THAT(work.counts(), ElementsAre(Pair("repeated", 1)));
}

TEST(RowWorker, RowsThatDoNotCountAreSkippedWithTheirMoney) {
  const std::vector<Fate> fates{Fate::superseded, Fate::counts, Fate::deletion};
  const Work work(
      "1,2024-03-01,5.00,monetary,7,Roe\n"
      "2,2024-03-01,6.00,monetary,7,Roe\n"
      "3,2024-03-01,none,monetary,7,Roe\n"  // a deletion needs no amount
      "4,2024-03-01,8.00,monetary,7,Roe\n",
      {}, false, fates);
  EXPECT_THAT(work.ids, ElementsAre("2 gifts.csv:3 zz", "4 gifts.csv:5 zz"));
  EXPECT_THAT(work.counts(), ElementsAre(Pair("deletion", 1), Pair("superseded", 1)));
  EXPECT_EQ(work.tally().of(Reason::superseded).money.cents, Cents(500));
  EXPECT_EQ(work.tally().of(Reason::deletion).money.without_amount, 1U);
}

TEST(RowWorker, ForgetsAllOfABlock) {
  Work work("1,2024-03-01,5.00,monetary,7,Roe\n2,2024-03-01\n");
  work.worker().clear();
  EXPECT_THAT(work.ids, IsEmpty());
  EXPECT_THAT(work.rejects(), IsEmpty());
  EXPECT_THAT(work.counts(), IsEmpty());
  EXPECT_EQ(work.tally().read, 0U);
}

TEST(RowWorker, CountsWhatTheDecoderHasRepaired) {
  const Work work("1,2024-03-01,5.00,monetary,7,Mu\xF1oz\n");
  EXPECT_THAT(work.counts(), UnorderedElementsAre(Pair("encoding_fallback", 1)));
  EXPECT_EQ(work.tally().accepted, 1U);
}

}  // namespace
}  // namespace sfi
