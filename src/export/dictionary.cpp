#include "export/dictionary.h"

#include <fmt/format.h>

#include <algorithm>

#include "database/common_views.h"
#include "database/schema.h"

namespace sfi {
namespace {

constexpr std::string_view kHead = R"(# Data dictionary

In DuckDB the same is written beside the columns:
`SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = 'contributions'`.

A column with a dot is a member of a STRUCT in DuckDB and Parquet (`candidate.name`), a member of an object
in documents, and a column of that name in CSV and workbooks.

How a value that is not known looks:

| | Texts | Dates, amounts, numbers |
|---|---|---|
| DuckDB, Parquet | NULL | NULL |
| CSV, workbooks | empty | empty |
| documents (NDJSON, Elasticsearch) | empty text | left out |
)";

// Escapes bars, which would end the cell.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

std::string record_section(RecordType type) {
  std::string text = fmt::format("\n## {}\n\n{} In the view `{}` over all states, and in `xx_{}_dev` of each.\n\n",
                                 type == RecordType::contribs ? "Contributions" : "Reports", records_meaning(type),
                                 type == RecordType::contribs ? "contributions" : "reports", to_string(type));
  text += "| Column | Type | Unit | Meaning | Unknown | Example |\n|---|---|---|---|---|---|\n";
  for (const FieldInfo& field : fields_of(type)) {
    const DuckdbColumn column{std::string(field.name), {field}, false};
    text +=
        fmt::format("| `{}` | {} | {} | {} | {} | `{}` |\n", field.path, column_type_sql(column), unit_of(field.kind),
                    cell(field.meaning), field.always_known ? "never" : "possible", cell(field.example));
  }
  return text;
}

std::string view_section(const SummaryView& view) {
  std::string title(view.name);
  title.front() = static_cast<char>(title.front() - 'a' + 'A');
  std::string text = fmt::format("\n## {}\n\nThe view `{}`, in DuckDB only. {}\n\n", title, view.name, view.meaning);
  text += "| Column | Unit | Meaning | Example |\n|---|---|---|---|\n";
  for (const ViewColumn& column : view.columns) {
    text += fmt::format("| `{}` | {} | {} | `{}` |\n", column.name, column.unit, cell(column.meaning),
                        cell(column.example));
  }
  return text;
}

}  // namespace

std::string dictionary_markdown() {
  std::string text(kHead);
  for (const RecordType type : kRecordTypes) text += record_section(type);
  for (const SummaryView& view : summary_views()) text += view_section(view);
  return text;
}

}  // namespace sfi
