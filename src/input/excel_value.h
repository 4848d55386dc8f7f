// Numbers of workbooks as text: what is a number stays one, what is shown as a date becomes one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/units.h"

namespace sfi {

// A date of Excel's: days, with the time of day as a fraction, since kExcelDayZero, or since k1904DayZero in
// workbooks of old Macs. Excel counts 29 February 1900, which there never was.
using ExcelDays = std::chrono::duration<double, std::chrono::days::period>;
inline constexpr Day kExcelDayZero{std::chrono::year(1899) / 12 / 30};
inline constexpr Day k1904DayZero{std::chrono::year(1904) / 1 / 1};

// Whether a number format shows a date or a time: of Excel's own formats by number, of others by code
// ("dd/mm/yyyy").
bool is_date_format(std::uint32_t builtin);
bool is_date_format(std::string_view code);

// The shortest text that reads back as the same number.
std::string excel_number(double value);
// "2024-03-01", "2024-03-01 13:45:00" or, below one day, "13:45:00". `serial` is a
// number of ExcelDays. Fractions of a second are dropped: SQL Server's last moment of a day, 23:59:59.997, stays
// on that day.
std::string excel_date(double serial, bool from_1904);
// The same of a cell that holds its date as ISO 8601 ("2024-03-01T00:00:00.000Z"); other texts stay as they are.
std::string excel_iso_date(std::string text);

}  // namespace sfi
