#include "sample.h"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>

#include "../generate_texas_columns.h"

namespace sfi::micro {
namespace {

constexpr std::array<std::string_view, 8> kNames{"Smith",   "Garcia", "Rodriguez", "O'Neal",
                                                 "Johnson", "Nuñez",  "Lee",       "Williamson"};
constexpr std::array<std::string_view, 6> kCities{"HOUSTON", "\"SAN ANTONIO\"", "Plano", "\"FORT WORTH\"",
                                                  "Waco",    "AUSTIN"};
constexpr std::array<std::string_view, 5> kFirms{"\"Law Firm, PLLC\"", "\"Energy Partners LP\"", "Ranch", "",
                                                 "\"Joe's \"\"Best\"\" Garage\""};

class Draw {
 public:
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  template <typename List>
  std::string_view from(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937 engine_{1};
};

bool ends(std::string_view name, std::string_view end) {
  return name.ends_with(end);
}

// The value of a filers column, by its name; most are empty.
std::string filer_value(std::string_view name, std::size_t row, Draw& draw) {
  if (name == "recordType") return "FILER";
  if (name == "filerIdent") return account_number(row % kAccounts);
  if (name == "filerTypeCd") return "COH";
  if (name == "filerName") return fmt::format("\"{}, {} (Mr.)\"", draw.from(kNames), draw.from(kNames));
  const bool assistant = name.starts_with("assttreas") || name.starts_with("chair");
  if (assistant && draw.below(4) != 0) return {};
  if (ends(name, "StreetAddr1") || ends(name, "MailingAddr1"))
    return fmt::format("\"{} Main St.\"", 100 + draw.below(9900));
  if (ends(name, "City")) return std::string(draw.from(kCities));
  if (ends(name, "StateCd")) return "TX";
  if (ends(name, "CountryCd")) return "USA";
  if (ends(name, "PostalCode")) return fmt::format("{}", 75000 + draw.below(5000));
  if (ends(name, "NameLast") || ends(name, "NameFirst")) return std::string(draw.from(kNames));
  if (ends(name, "PersentTypeCd")) return "INDIVIDUAL";
  if (ends(name, "PhoneNumber")) return fmt::format("{}", 5120000000 + draw.below(9999999));
  if (ends(name, "StartDt")) return fmt::format("20{:02}0101", draw.below(26));
  if (ends(name, "OfficeCd")) return "STATEREP";
  if (ends(name, "OfficeDistrict")) return fmt::format("{}", 1 + draw.below(150));
  return {};
}

std::string contribution_value(std::string_view name, std::size_t row, Draw& draw) {
  if (name == "recordType") return "RCPT";
  if (name == "formTypeCd" || name == "filerTypeCd") return "COH";
  if (name == "schedFormTypeCd") return "A1";
  if (name == "reportInfoIdent") return fmt::format("{}", 100000 + row / 50);
  if (name == "receivedDt" || name == "contributionDt")
    return fmt::format("20{:02}{:02}{:02}", draw.below(26), 1 + draw.below(12), 1 + draw.below(28));
  if (name == "infoOnlyFlag" || name == "travelFlag" || name == "contributorOosPacFlag") return "N";
  // Of four accounts one is a candidate's (see plan.cpp).
  if (name == "filerIdent") return account_number(draw.below(4 * kAccounts));
  if (name == "filerName") return fmt::format("\"{}, {} (Ms.)\"", draw.from(kNames), draw.from(kNames));
  if (name == "contributionInfoId") return fmt::format("{}", 100000000 + row);
  if (name == "contributionAmount") return fmt::format("{}.{:02}", draw.below(2000), draw.below(100));
  if (name == "contributionDescr") return draw.below(10) == 0 ? "\"Tickets for the \"\"Gala\"\"\"" : "";
  if (name == "itemizeFlag") return "Y";
  if (name == "contributorPersentTypeCd") return "INDIVIDUAL";
  if (name == "contributorNameLast" || name == "contributorNameFirst") return std::string(draw.from(kNames));
  if (name == "contributorStreetCity") return std::string(draw.from(kCities));
  if (name == "contributorStreetStateCd") return "TX";
  if (name == "contributorStreetCountryCd") return "USA";
  if (name == "contributorStreetPostalCode")
    return fmt::format("{}-{:04}", 75000 + draw.below(5000), draw.below(10000));
  if (name == "contributorEmployer") return std::string(draw.from(kFirms));
  if (name == "contributorOccupation") return "\"Business Owner\"";
  return {};
}

template <typename Names, typename Value>
std::string rows_of(const Names& names, std::size_t rows, Value value) {
  Draw draw;
  std::string text;
  for (std::size_t row = 0; row < rows; ++row) {
    for (const std::string_view name : names) {
      text += value(name, row, draw);
      text += ',';
    }
    text.back() = '\n';
  }
  return text;
}

}  // namespace

std::string account_number(std::size_t i) {
  return fmt::format("{:08}", 10'000 + i);
}

std::string filers(std::size_t rows) {
  return rows_of(texas::kFilers, rows, filer_value);
}

std::string contributions(std::size_t rows) {
  return rows_of(texas::kContributions, rows, contribution_value);
}

const std::vector<std::string>& contribution_columns() {
  static const std::vector<std::string> names(texas::kContributions.begin(), texas::kContributions.end());
  return names;
}

std::vector<RowBlock> blocks_of(const std::string& text, std::size_t block_bytes) {
  DelimitedOptions options;
  options.header.kind = Header::absent;
  options.block_bytes = block_bytes;
  DelimitedReader reader(std::make_unique<MemorySource>(text), options, "sample");
  std::vector<RowBlock> blocks;
  for (RowBlock block; reader.read(block); block = RowBlock{}) blocks.push_back(std::move(block));
  return blocks;
}

}  // namespace sfi::micro
