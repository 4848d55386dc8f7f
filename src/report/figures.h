// The figures of a report, from the database. Sums are exact decimals, kept as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "database/connection.h"
#include "record/schema.h"
#include "report/month_chart.h"

namespace sfi {

// The contributions of one group.
struct Group {
  std::string label;  // empty: unknown
  std::uint64_t records = 0;
  std::string sum = "0.00";
  std::uint64_t members = 0;  // candidates or contributors counted in it
  bool is_rest = false;       // the sum of the `members` groups that are not shown
  std::string key;            // of ranked groups: what their rows have in common
};

struct Totals {
  std::uint64_t records = 0;
  std::string sum;
  std::string first_day;  // empty: no row has a date
  std::string last_day;
  std::string newest_day;    // the last day up to the day of loading
  std::uint64_t future = 0;  // rows dated later than that
  std::uint64_t undated = 0;
  std::uint64_t candidates = 0;
  std::uint64_t contributors = 0;  // distinct names
};

struct Months {
  std::vector<Month> all;
  int first = 0;  // the range drawn, without stray dates
  int last = 0;
};

struct Filled {
  std::string field;
  std::uint64_t records = 0;
};

class Figures {
 public:
  // `table` is its name in the database.
  Figures(DuckdbConnection& connection, const std::string& table);

  Totals totals(const std::string& loaded_day);
  std::vector<Group> by_chamber();  // members: candidates
  std::vector<Group> by_party();
  std::vector<Group> by_kind();
  std::vector<Group> by_year();
  std::vector<Group> by_size();
  // By address: in the state, elsewhere, unknown. other_states() gives those with the most money.
  std::vector<Group> by_home(const std::string& code, const std::string& name);
  std::vector<Group> other_states(const std::string& code, const std::string& name, std::size_t limit);
  std::vector<Group> top_candidates(std::size_t limit);
  std::vector<Group> top_contributors(std::size_t limit);  // members: candidates they gave to
  std::vector<Group> top_filers(std::size_t limit);
  Months months();
  std::vector<Filled> filled(RecordType type);

 private:
  std::vector<Group> grouped(const std::string& label, const std::string& order, const std::string& members,
                             const std::string& where = "true");
  std::vector<Group> ranked(const std::string& key, const std::string& label, const std::string& members,
                            std::size_t limit, const std::string& where = "true");

  DuckdbConnection& connection_;
  std::string table_;
};

}  // namespace sfi
