#include "serve/gifts_table.h"

#include <fmt/format.h>

#include "report/html.h"
#include "serve/call.h"
#include "serve/contributions.h"

namespace sfi {
namespace {

std::string place(const DataRow& row) {
  const std::string city = value_in(row, "city").value_or(""), state = value_in(row, "state").value_or("");
  return city.empty() || state.empty() ? city + state : city + ", " + state;
}

html::Cell candidate(const DataRow& row) {
  const std::string name = value_in(row, "candidate.name").value_or("");
  const std::string key = value_in(row, "candidate.candidate_id").value_or(name);
  if (key.empty()) return {"–"};
  return {name.empty() ? key : name, candidate_path(value_in(row, "jurisdiction").value_or(""), key)};
}

}  // namespace

std::string gifts_table(const std::string& caption, const DataTable& gifts) {
  html::Table table(caption, {{"donor", false},
                              {"amount"},
                              {"date"},  // as a number: not broken into two lines
                              {"candidate", false},
                              {"from", false, false},
                              {"employer", false, false},
                              {"kind", true, false}});  // likewise
  for (const DataRow& row : gifts.rows) {
    const auto& amount = value_in(row, "amount");
    table.add({value_in(row, "name").value_or("–"), amount ? html::dollars(*amount) : "–",
               value_in(row, "contribution_date").value_or("–"), candidate(row), place(row),
               value_in(row, "employer").value_or(""), value_in(row, "kind").value_or("")});
  }
  return table.empty() ? html::paragraph("No contribution fits.") : table.str();
}

}  // namespace sfi
