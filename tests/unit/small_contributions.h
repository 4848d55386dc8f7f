// A database in memory with a table of contributions, named `gifts`, and rows for it as a test says.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>

#include "database/connection.h"
#include "database/schema.h"

namespace sfi {

struct Gift {
  std::string day = "2020-01-05";  // empty: unknown
  std::string amount = "10.00";
  std::string kind = "monetary";
  std::string name = "Roe, Richard";
  std::string state = "TX";
  std::string candidate_id = "1";
  std::string candidate = "Doe, Jane";
  std::string party = "green";
  std::string house = "lower";
  std::string district = "12";
};

class SmallContributions {
 public:
  SmallContributions() { connection_.run(create_table_sql("gifts", RecordType::contribs)); }

  void add(const Gift& gift) {
    connection_.run(fmt::format(
        "INSERT INTO gifts (contribution_id, contribution_date, amount, kind, name, state, candidate) VALUES "
        "({}, nullif({}, '')::DATE, {}, {}, {}, {}, {{'candidate_id': {}, 'name': {}, 'party': {}, 'house': {}, "
        "'district': NULL, 'district_name': {}, 'status': ''}})",
        ++rows_, sql_text(gift.day), gift.amount, sql_text(gift.kind), sql_text(gift.name), sql_text(gift.state),
        sql_text(gift.candidate_id), sql_text(gift.candidate), sql_text(gift.party), sql_text(gift.house),
        sql_text(gift.district)));
  }
  DuckdbConnection& connection() { return connection_; }

 private:
  DuckdbConnection connection_{std::make_shared<const DuckdbDatabase>("", 200'000'000, 1)};
  int rows_ = 0;
};

}  // namespace sfi
