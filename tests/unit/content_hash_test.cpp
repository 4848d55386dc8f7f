#include "record/content_hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace sfi {
namespace {

Record gift() {
  Record record;
  record.set_text(Field::contribution_id, "1");
  record.set_text(Field::name, "Roe");
  record.set_cents(Field::amount, Cents(500));
  record.add_extra("form", "C1");
  return record;
}

std::string hash_of(const Record& record, bool with_id = true) {
  ContentHash hash;
  return std::string(hash.of(record, RecordType::contribs, with_id));
}

TEST(ContentHash, IsTheSameForTheSameContent) {
  EXPECT_EQ(hash_of(gift()), hash_of(gift()));
  EXPECT_EQ(hash_of(gift()).size(), 16U);
}

TEST(ContentHash, WhereARowComesFromDoesNotCount) {
  Record record = gift();
  record.set_text(Field::jurisdiction, "zz");
  record.set_text(Field::source_file, "gifts.csv");
  record.set_number(Field::source_line, 7);
  EXPECT_EQ(hash_of(record), hash_of(gift()));
}

TEST(ContentHash, TheIdCountsIfAskedFor) {
  Record record = gift();
  record.set_text(Field::contribution_id, "2");
  EXPECT_NE(hash_of(record), hash_of(gift()));
  EXPECT_EQ(hash_of(record, false), hash_of(gift(), false));
}

TEST(ContentHash, EveryOtherDifferenceCounts) {
  std::set<std::string> hashes{hash_of(gift())};
  const auto add = [&](const auto& change) {
    Record record = gift();
    change(record);
    hashes.insert(hash_of(record));
  };
  add([](Record& record) { record.set_text(Field::name, "Ro"); });
  add([](Record& record) { record.set_text(Field::first_name, "Roe"); });
  add([](Record& record) { record.set_text(Field::name, ""), record.set_text(Field::first_name, "Roe"); });
  add([](Record& record) { record.set_cents(Field::amount, Cents(-500)); });
  add([](Record& record) { record.set_number(Field::contribution_date, 0); });
  add([](Record& record) { record.add_extra("form", "C1"); });
  add([](Record& record) { record.add_extra("for", "mC1"); });
  EXPECT_EQ(hashes.size(), 8U);
}

}  // namespace
}  // namespace sfi
