#include "manual/reference_tables.h"

#include <fmt/format.h>

#include "definition/verbs.h"
#include "reason/reason.h"

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

std::string verbs_table() {
  std::string table = "| Verb | |\n|---|---|\n";
  for (const VerbInfo& verb : all_verbs()) {
    table += fmt::format("| `{}` | {}{} |\n", verb.example, where(verb.place), verb.meaning);
  }
  return table;
}

std::string reasons_table(ReasonClass of) {
  std::string table = "| Reason | |\n|---|---|\n";
  for (const ReasonInfo& reason : all_reasons()) {
    if (reason.of == of) table += fmt::format("| `{}` | {} |\n", reason.word, reason.meaning);
  }
  return table;
}

}  // namespace

std::optional<std::string> reference_table(std::string_view name) {
  if (name == "verbs") return verbs_table();
  if (name == "rejects") return reasons_table(ReasonClass::reject);
  if (name == "skips") return reasons_table(ReasonClass::skip);
  if (name == "repairs") return reasons_table(ReasonClass::repair);
  return std::nullopt;
}

}  // namespace sfi
