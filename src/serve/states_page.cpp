#include <fmt/format.h>

#include <cstdlib>

#include "report/html.h"
#include "serve/pages.h"
#include "serve/site.h"
#include "serve/states.h"
#include "wording/figures.h"

namespace sfi {
namespace {

std::string number(const std::optional<std::string>& value) {
  return value ? grouped(std::stoull(*value)) : "–";
}

html::Table table_of(const DataTable& states) {
  html::Table table("States that are loaded", {{"state", false},
                                               {"contributions"},
                                               {"sum"},
                                               {"data as of"},
                                               {"loaded (UTC)", false, false},
                                               {"rows left out", true, false},
                                               {"notes of the run", true, false}});
  for (const DataRow& row : states.rows) {
    const std::string path = fmt::format("/{}", at(row, StateColumn::jurisdiction).value_or(""));
    const std::string sum = at(row, StateColumn::sum).value_or("0.00");
    table.add({html::Cell(at(row, StateColumn::name).value_or(""), path), number(at(row, StateColumn::contributions)),
               html::dollars(sum), at(row, StateColumn::data_as_of).value_or("–"),
               at(row, StateColumn::loaded_at).value_or("").substr(0, 16),
               html::Cell(number(at(row, StateColumn::rows_left_out)), fmt::format("{}/left-out", path)),
               html::Cell(number(at(row, StateColumn::notes)), fmt::format("{}/left-out#notes", path))},
              std::strtod(sum.c_str(), nullptr));
  }
  return table;
}

}  // namespace

Response states_page(const Call& call) {
  const DataTable states = states_table(call.reading);
  if (call.form != Form::page) return table_response(states, call);
  const std::string body =
      html::paragraph(
          "Contributions to candidates for state legislatures, from the agencies' own files. States differ in what "
          "they publish, from which amount on and since when: figures of two states cannot be compared without "
          "reading what each covers.") +
      table_of(states).str() + download_links("/index", "");
  return html_response(site_page({"Contributions to state legislatures", "", body, "", ""}));
}

}  // namespace sfi
