#include "input/access_reader.h"

#include <fmt/format.h>
#include <mdbtools.h>

#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "input/excel_value.h"

namespace sfi {
namespace {

constexpr std::size_t kFieldBytes = std::size_t{128} << 10;  // a memo may be long

struct CloseDatabase {
  void operator()(MdbHandle* database) const { mdb_close(database); }
};
using Database = std::unique_ptr<MdbHandle, CloseDatabase>;

Database open_database(const std::string& file, const std::string& label) {
  Database database(mdb_open(file.c_str(), MDB_NOFLAGS));
  if (database && mdb_read_catalog(database.get(), MDB_ANY) != nullptr) return database;
  throw Refused(fmt::format("{}: cannot be read as a Microsoft Access database: it is damaged, or encrypted with a "
                            "password.",
                            label),
                "Open it in Access, remove the password and save it again, or get the file again.");
}

template <typename Each>
void for_each_table(const Database& database, Each each) {
  for (unsigned i = 0; i < database->num_catalog; ++i) {
    auto* entry = static_cast<MdbCatalogEntry*>(g_ptr_array_index(database->catalog, i));
    if (entry->object_type == MDB_TABLE && mdb_is_user_table(entry) != 0) each(entry);
  }
}

bool is_binary(int type) {
  return type == MDB_OLE || type == MDB_BINARY || type == MDB_COMPLEX;
}

// As in workbooks: no time of day where there is none, and the shortest text of a number.
std::string text_of(const char* value, int type) {
  std::string text(value);
  constexpr std::string_view kMidnight = " 00:00:00";
  if (type == MDB_DATETIME && text.ends_with(kMidnight)) text.resize(text.size() - kMidnight.size());
  if (type == MDB_DOUBLE && !text.empty()) return excel_number(std::strtod(text.c_str(), nullptr));
  return text;
}

}  // namespace

struct AccessReader::Handle {
  struct FreeTable {
    void operator()(MdbTableDef* table) const { mdb_free_tabledef(table); }
  };
  Database database;
  std::unique_ptr<MdbTableDef, FreeTable> table;
  std::vector<int> types;
  std::vector<std::unique_ptr<char[]>> fields;
};

std::vector<std::string> access_tables(const std::string& file, const std::string& label) {
  std::vector<std::string> names;
  for_each_table(open_database(file, label),
                 [&](const MdbCatalogEntry* entry) { names.emplace_back(entry->object_name); });
  return names;
}

AccessReader::AccessReader(const std::string& file, const std::string& table, FieldFormat format, std::string label)
    : label_(std::move(label)), handle_(std::make_unique<Handle>()) {
  set_format(std::move(format));
  handle_->database = open_database(file, label_);
  MdbHandle* database = handle_->database.get();
  mdb_set_bind_size(database, kFieldBytes);
  mdb_set_date_fmt(database, "%Y-%m-%d %H:%M:%S");
  mdb_set_shortdate_fmt(database, "%Y-%m-%d");
  mdb_set_boolean_fmt_numbers(database);
  for_each_table(handle_->database, [&](MdbCatalogEntry* entry) {
    if (!handle_->table && table == entry->object_name) handle_->table.reset(mdb_read_table(entry));
  });
  if (!handle_->table || mdb_read_columns(handle_->table.get()) == nullptr) {
    throw Refused(fmt::format("{}: the table cannot be read: the database is damaged.", label_), "Get the file again.");
  }
  for (unsigned i = 0; i < handle_->table->num_cols; ++i) {
    const auto* column = static_cast<MdbColumn*>(g_ptr_array_index(handle_->table->columns, i));
    columns_.emplace_back(column->name);
    handle_->types.push_back(column->col_type);
    // Not zeroed, so that of the many that stay short hardly any memory is touched.
    handle_->fields.push_back(std::make_unique_for_overwrite<char[]>(is_binary(column->col_type) ? 1 : kFieldBytes));
    handle_->fields.back()[0] = '\0';
    if (is_binary(column->col_type)) continue;
    mdb_bind_column(handle_->table.get(), static_cast<int>(i + 1), handle_->fields.back().get(), nullptr);
  }
  mdb_rewind_table(handle_->table.get());
}

AccessReader::~AccessReader() = default;

bool AccessReader::next(Values& values) {
  // Asked once more behind its end the library begins anew.
  at_end_ = at_end_ || mdb_fetch_row(handle_->table.get()) == 0;
  if (at_end_) return false;
  values.texts.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const char* field = handle_->fields[i].get();
    values.texts.push_back(text_of(field, handle_->types[i]));
    if (values.texts.back().size() + 1 < kFieldBytes) continue;
    values.faults.push_back(RowFault::field_too_long(static_cast<std::uint32_t>(i + 1)));
  }
  values.position = ++rows_;
  return true;
}

std::vector<std::string> AccessReader::notes() const {
  const std::uint64_t stated = handle_->table->num_rows;
  if (stated == rows_) return {};
  return {fmt::format("{}: the table states {} rows, but {} were found: the database may be damaged.", label_, stated,
                      rows_)};
}

}  // namespace sfi
