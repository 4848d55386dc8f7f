// Candidates with what the contributions of a selection sum up to for each.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "serve/data_table.h"
#include "serve/database_gate.h"
#include "serve/paging.h"
#include "serve/selection.h"

namespace sfi {

// Those with the most money first, unless asked otherwise.
std::span<const Order> candidate_orders();

std::uint64_t count_candidates(Reading& reading, const Selection& selection);
DataTable read_candidates(Reading& reading, const Selection& selection, const Paging& paging);

// Of a row of read_candidates(): what it is known by.
std::string key_of_candidate(const DataRow& row);
// The token for what follows it.
std::string next_candidate(const DataRow& row, const Order& order);

// Columns of read_candidates().
enum class CandidateColumn {
  jurisdiction,
  candidate_id,
  name,
  party,
  party_code,
  house,
  district,
  district_name,
  status,
  contributions,
  total,
  first_date,
  last_date,
};
inline const std::optional<std::string>& at(const DataRow& row, CandidateColumn column) {
  return row[static_cast<std::size_t>(column)];
}

}  // namespace sfi
