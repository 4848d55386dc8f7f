#include "input/table_fit.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "definition/used_columns.h"
#include "text/columns.h"

namespace sfi {
namespace {

// Enough to see the header and a first row.
constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

bool is_optional(const Table& table, const std::string& column) {
  return std::find(table.optional.begin(), table.optional.end(), column) != table.optional.end();
}

// A file without a header has the names that the table gives it, so only the number of its fields counts.
bool has_as_many_fields(RowReader& reader, const Layout& layout) {
  if (layout.header == Header::present || layout.header == Header::search) return true;
  RowBlock rows;
  while (rows.rows.empty() && reader.read(rows)) {
  }
  return rows.rows.empty() || rows.rows.front().fields == reader.columns().size();
}

}  // namespace

TableFit fit_of(const Definition& definition, const Table& table, const Part& part) {
  TableFit fit;
  const auto used = used_columns(definition, table);
  try {
    const auto reader = part.open(kHeadBytes);
    const Columns columns(reader->columns());
    const bool readable = has_as_many_fields(*reader, definition.layout(table.layout));
    for (const std::vector<std::string>& names : used) {
      const bool present = readable && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                             return columns.find(name).has_value();
                           });
      if (present) {
        ++fit.present;
      } else if (!is_optional(table, names.front())) {
        ++fit.missing;
      }
    }
  } catch (const Refused&) {
    fit = {used.size(), 0};
  }
  return fit;
}

}  // namespace sfi
