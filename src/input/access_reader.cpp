#include "input/access_reader.h"

#include <fmt/format.h>
#include <mdbtools.h>
#include <re2/re2.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "base/units.h"
#include "input/compound_file.h"
#include "input/excel_value.h"
#include "text/date.h"

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

// Types that the library does not know; their names are those of Access.
constexpr int kLargeNumber = 0x13;
constexpr int kExtendedDate = 0x14;

// Whether a column's values are taken from their bytes here, since the library does not know the type, or rounds.
bool is_read_here(int type) {
  return type == MDB_FLOAT || type == MDB_DOUBLE || type == MDB_DATETIME || type == kLargeNumber ||
         type == kExtendedDate;
}

// The shortest text that reads back as the same Single: 250.1, of which the double is 250.10000610351562.
std::string single_text(float value) {
  return excel_number(std::strtod(fmt::format("{}", value).c_str(), nullptr));
}

// What a column is that cannot be read; null when it can.
const char* unreadable_type(const MdbColumn& column) {
  if (mdb_col_get_prop(&column, "Expression") != nullptr) return "calculated by Access";
  switch (column.col_type) {
    case MDB_BOOL:
    case MDB_BYTE:
    case MDB_INT:
    case MDB_LONGINT:
    case MDB_MONEY:
    case MDB_FLOAT:
    case MDB_DOUBLE:
    case MDB_DATETIME:
    case MDB_TEXT:
    case MDB_MEMO:
    case MDB_REPID:
    case MDB_NUMERIC:
    case kLargeNumber:
    case kExtendedDate:
      return nullptr;
    case MDB_OLE:
      return "an OLE object";
    case MDB_BINARY:
      return "binary";
    case MDB_COMPLEX:
      return "an attachment or has several values";
    default:
      return "of a type that is not known";
  }
}

// As in workbooks: no time of day where there is none, no fractions of a second.
std::string date_text(Day day, std::chrono::milliseconds of_day) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(of_day).count();
  if (seconds == 0) return iso_date(day);
  return fmt::format("{} {:02}:{:02}:{:02}", iso_date(day), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

// Days since 1899-12-30; before that the fraction still counts forward from midnight.
std::string date_text(double serial) {
  constexpr double kFirstDay = -657'434;  // 0100-01-01
  constexpr double kLastDay = 2'958'465;  // 9999-12-31
  if (!(serial > kFirstDay - 1 && serial < kLastDay + 1)) return excel_number(serial);
  const double whole = std::trunc(serial);
  auto day = kExcelDayZero + std::chrono::days(static_cast<int>(whole));
  std::chrono::milliseconds of_day(
      std::llround(std::chrono::duration<double, std::milli>(ExcelDays(std::abs(serial - whole))).count()));
  if (of_day >= std::chrono::days(1)) {
    of_day -= std::chrono::days(1);
    ++day;
  }
  return date_text(day, of_day);
}

// "0000000000000738945:0000000863999999999:7": days since 0001-01-01 and tenths of microseconds of the day.
std::string extended_date_text(const std::string& value) {
  static const RE2 pattern(R"((\d{19}):(\d{19}):\d\x00*)");
  constexpr Day kDayZero{std::chrono::year(1) / 1 / 1};
  std::int64_t days = 0;
  std::int64_t ticks = 0;
  if (!RE2::FullMatch(value, pattern, &days, &ticks) || days > 3'652'058) return value;
  return date_text(kDayZero + std::chrono::days(days), std::chrono::milliseconds(ticks / 10'000));
}

// "{01234567-89AB-CDEF-0123456789ABCDEF}": the library leaves out the fourth dash.
std::string with_all_dashes(std::string guid) {
  constexpr std::size_t kShort = 37;
  constexpr std::size_t kFourth = 24;
  if (guid.size() == kShort && guid[kFourth] != '-') guid.insert(kFourth, 1, '-');
  return guid;
}

// Of a column that is_read_here(); empty where there is no value.
std::string text_of_bytes(int type, std::string bytes) {
  const std::size_t needed = type == MDB_FLOAT ? sizeof(float) : sizeof(std::uint64_t);
  if (bytes.size() < needed) return {};
  switch (type) {
    case MDB_FLOAT:
      return single_text(mdb_get_single(bytes.data(), 0));
    case MDB_DOUBLE:
      return excel_number(mdb_get_double(bytes.data(), 0));
    case MDB_DATETIME:
      return date_text(mdb_get_double(bytes.data(), 0));
    case kExtendedDate:
      return extended_date_text(bytes);
    default:
      return std::to_string(static_cast<std::int64_t>(read_u32(bytes, 0) | std::uint64_t{read_u32(bytes, 4)} << 32));
  }
}

}  // namespace

struct AccessReader::Handle {
  struct FreeTable {
    void operator()(MdbTableDef* table) const { mdb_free_tabledef(table); }
  };
  Database database;
  std::unique_ptr<MdbTableDef, FreeTable> table;
  std::vector<MdbColumn*> columns;
  std::vector<std::unique_ptr<char[]>> fields;

  // The bytes of a column in the row that was fetched.
  std::string bytes(std::size_t column) const {
    const auto start = static_cast<std::size_t>(columns[column]->cur_value_start);
    const auto size = static_cast<std::size_t>(columns[column]->cur_value_len);
    if (start > sizeof(database->pg_buf) || size > sizeof(database->pg_buf) - start) return {};
    return {reinterpret_cast<const char*>(database->pg_buf) + start, size};
  }
};

std::vector<std::string> access_tables(const std::string& file, const std::string& label) {
  std::vector<std::string> names;
  for_each_table(open_database(file, label),
                 [&](const MdbCatalogEntry* entry) { names.emplace_back(entry->object_name); });
  return names;
}

AccessReader::AccessReader(const std::string& file, const std::string& table, FieldFormat format,
                           const HeaderRule& header, std::string label)
    : label_(std::move(label)), handle_(std::make_unique<Handle>()) {
  set_format(std::move(format));
  handle_->database = open_database(file, label_);
  MdbHandle* database = handle_->database.get();
  mdb_set_bind_size(database, kFieldBytes);
  mdb_set_boolean_fmt_numbers(database);
  for_each_table(handle_->database, [&](MdbCatalogEntry* entry) {
    if (!handle_->table && table == entry->object_name) handle_->table.reset(mdb_read_table(entry));
  });
  if (!handle_->table || mdb_read_columns(handle_->table.get()) == nullptr) {
    throw Refused(fmt::format("{}: the table cannot be read: the database is damaged.", label_), "Get the file again.");
  }
  for (unsigned i = 0; i < handle_->table->num_cols; ++i) {
    handle_->columns.push_back(static_cast<MdbColumn*>(g_ptr_array_index(handle_->table->columns, i)));
    columns_.emplace_back(handle_->columns.back()->name);
  }
  set_used(header);
  for (std::size_t i = 0; i < columns_.size(); ++i) bind(i);
  mdb_rewind_table(handle_->table.get());
}

void AccessReader::bind(std::size_t column) {
  const int type = handle_->columns[column]->col_type;
  const char* unreadable = unreadable_type(*handle_->columns[column]);
  if (unreadable != nullptr && is_used(column)) {
    throw Refused(fmt::format("{}: the column '{}' is {}, which cannot be read.", label_, columns_[column], unreadable),
                  "Save the table as CSV in Access, with that column as text, or drop the column from the definition.");
  }
  const bool is_bound = unreadable == nullptr && !is_read_here(type);
  // Not zeroed, so that of the many that stay short hardly any memory is touched.
  handle_->fields.push_back(std::make_unique_for_overwrite<char[]>(is_bound ? kFieldBytes : 1));
  handle_->fields.back()[0] = '\0';
  if (!is_bound) return;
  mdb_bind_column(handle_->table.get(), static_cast<int>(column + 1), handle_->fields.back().get(), nullptr);
}

std::string AccessReader::text_of(std::size_t column) const {
  const int type = handle_->columns[column]->col_type;
  if (is_read_here(type)) return text_of_bytes(type, handle_->bytes(column));
  std::string text(handle_->fields[column].get());
  return type == MDB_REPID ? with_all_dashes(std::move(text)) : text;
}

AccessReader::~AccessReader() = default;

bool AccessReader::next(Values& values) {
  // Asked again after its end, the library starts over.
  at_end_ = at_end_ || mdb_fetch_row(handle_->table.get()) == 0;
  if (at_end_) return false;
  values.texts.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    values.texts.push_back(text_of(i));
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
