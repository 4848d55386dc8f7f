// Gifts that stand in two reports of one filer with the same day, amount, kind and name: a report and its correction
// may both be there, and nothing in the files says that one replaces the other.
//
// Workers mark the gifts of their block (GiftMarks); the thread that writes the block compares them with all before
// (TwinGifts), block by block in the order of the input, so the result does not depend on the number of threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/occurrences.h"
#include "base/units.h"
#include "plan/lookup_table.h"
#include "record/record.h"

namespace sfi {

// Of the accepted contributions of one block; reused for a later one after clear().
class GiftMarks {
 public:
  // Does nothing if the record does not say its filer, report (in addtl_data), day, amount and name.
  void note(const Record& record);
  void clear();

 private:
  friend class TwinGifts;
  struct Mark {
    std::uint64_t gift = 0;    // hash of what twins have in common
    std::uint32_t report = 0;  // in `reports_`
    Cents cents;
  };
  std::vector<Mark> marks_;
  std::vector<std::string> reports_;  // the rows of a report mostly follow each other
};

class TwinGifts {
 public:
  // Call it in the order of the input.
  void add(const GiftMarks& gifts);

  struct Twins {
    std::uint64_t gifts = 0;  // those in the later report
    Cents cents;
  };
  const Twins& all() const { return all_; }
  // The two reports with most money in common; only if there are twins.
  struct Pair {
    std::string report;
    std::string later_report;
    Twins twins;
  };
  std::optional<Pair> largest() const;
  // There are too many gifts to remember all of them: there may be more twins than were found.
  bool is_sample() const { return sampled_bits_ != 0; }

 private:
  // 32 MB. When there are more, half of the gifts are forgotten, chosen by their hash, so that of two twins both are
  // remembered or none.
  static constexpr std::size_t kMostGifts = std::size_t{1} << 20;

  bool is_sampled(std::uint64_t gift) const { return (gift >> 40 & sampled_bits_) == 0; }
  std::uint32_t number_of(const std::string& report);

  Occurrences seen_;  // the place of a gift is the number of its report
  std::uint64_t sampled_bits_ = 0;
  LookupTable reports_{{}};
  Twins all_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Twins> pairs_;  // by the numbers of the reports
};

}  // namespace sfi
