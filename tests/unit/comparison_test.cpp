#include "run/comparison.h"

#include <gmock/gmock.h>

#include "account/summary_json.h"
#include "base/error.h"

namespace sfi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TypeAccount account_of(std::uint64_t accepted, std::uint64_t with_party) {
  TypeAccount account;
  account.read = 200;
  account.accepted = accepted;
  account.filled = {{"amount", accepted}, {"candidate.party", with_party}};
  return account;
}

std::vector<std::string> texts(const TypeAccount& before, const TypeAccount& now) {
  std::vector<std::string> texts;
  for (const Drift& drift : drifts(RecordType::contribs, before, now)) texts.push_back(drift.text());
  return texts;
}

TEST(Drift, AFieldThatFewerRecordsHave) {
  EXPECT_THAT(texts(account_of(100, 90), account_of(100, 71)), IsEmpty());
  EXPECT_THAT(texts(account_of(100, 90), account_of(100, 70)),
              ElementsAre("70.0 % of the contribs have 'candidate.party', 90.0 % in the served run"));
  EXPECT_THAT(texts(account_of(100, 70), account_of(100, 90)), IsEmpty());
  EXPECT_THAT(texts(account_of(1000, 100), account_of(500, 50)), IsEmpty());
}

TEST(Drift, AFieldThatFewHaveIsNotedWhenItIsHalved) {
  EXPECT_THAT(texts(account_of(1000, 40), account_of(1000, 21)), IsEmpty());
  EXPECT_THAT(texts(account_of(1000, 40), account_of(1000, 20)),
              ElementsAre("2.0 % of the contribs have 'candidate.party', 4.0 % in the served run"));
  EXPECT_THAT(texts(account_of(1000, 19), account_of(1000, 0)), IsEmpty());
}

TEST(Drift, AFewRecordsAreNotCompared) {
  EXPECT_THAT(texts(account_of(19, 19), account_of(100, 0)), IsEmpty());
  EXPECT_THAT(texts(account_of(100, 100), account_of(19, 0)), IsEmpty());
}

TEST(Drift, StepsThatLinkLessAndReasonsThatLeaveOutMore) {
  TypeAccount before = account_of(100, 0);
  before.links = {{"by id", 3, 80, Cents()}, {"by name", 1, 20, Cents()}};
  before.skipped = {{"no_candidate", 10}};
  TypeAccount now = account_of(100, 0);
  now.links = {{"by name", 4, 100, Cents()}};
  now.skipped = {{"no_candidate", 60}};
  EXPECT_THAT(texts(before, now),
              ElementsAre("0.0 % of the contribs are linked by 'by id', 80.0 % in the served run",
                          "30.0 % of the rows of contribs are left out as 'no_candidate', 5.0 % in the served run"));
}

TEST(Drift, AWordThatFewerRecordsHave) {
  TypeAccount before = account_of(100, 0);
  before.words = {{"candidate.house", {{"lower", 70}, {"upper", 30}}}};
  TypeAccount now = account_of(100, 0);
  now.words = {{"candidate.house", {{"lower", 100}}}};
  EXPECT_THAT(texts(before, now),
              ElementsAre("0.0 % of the contribs have 'upper' as 'candidate.house', 30.0 % in the served run"));
}

std::string json_of(const TypeAccount& account) {
  StateSummary summary;
  summary.types[RecordType::contribs].account = account;
  return summary_json({summary});
}

TEST(CheckDrift, IsNotedOrRefused) {
  TypeSummaries now;
  now[RecordType::contribs].account = account_of(100, 30);
  EXPECT_THAT(check_drift(60, json_of(account_of(100, 90)), now),
              ElementsAre(HasSubstr("30.0 % of the contribs have 'candidate.party', 90.0 % in the served run: was")));
  try {
    check_drift(50, json_of(account_of(100, 90)), now);
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("more than --max-drift 50% allows"));
  }
}

TEST(CheckDrift, NothingToCompareWith) {
  TypeSummaries now;
  now[RecordType::contribs].account = account_of(100, 0);
  EXPECT_THAT(check_drift(50, "", now), IsEmpty());
  TypeAccount older = account_of(100, 90);
  older.filled.clear();
  EXPECT_THAT(check_drift(50, json_of(older), now), IsEmpty());
}

}  // namespace
}  // namespace sfi
