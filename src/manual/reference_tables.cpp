#include "manual/reference_tables.h"

#include <fmt/format.h>

#include "definition/verbs.h"

namespace sfi {
namespace {

std::string_view where(Place place) {
  switch (place) {
    case Place::anywhere:
      return "";
    case Place::id:
      return "`contribution_id` and `report_id` only; ";
    case Place::date:
      return "date fields and `newest_by` only; ";
    case Place::money:
      return "amount fields and `highest_by` only; ";
  }
  return "";
}

}  // namespace

std::string verbs_table() {
  std::string table = "| Verb | |\n|---|---|\n";
  for (const VerbInfo& verb : all_verbs()) {
    table += fmt::format("| `{}` | {}{} |\n", verb.example, where(verb.place), verb.meaning);
  }
  return table;
}

}  // namespace sfi
