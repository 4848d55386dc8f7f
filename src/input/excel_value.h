// Numbers of workbooks as text: what is a number stays one, what is shown as a date becomes one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sfi {

// Whether a number format shows a date or a time: of Excel's own formats by number, of others by code
// ("dd/mm/yyyy").
bool is_date_format(std::uint32_t builtin);
bool is_date_format(std::string_view code);

// The shortest text that reads back as the same number.
std::string excel_number(double value);
// "2024-03-01", "2024-03-01 13:45:00" or, below one day, "13:45:00". Days are counted from 1900 (with the
// 29 February 1900 that Excel believes in), or from 1904 in workbooks of old Macs.
std::string excel_date(double serial, bool from_1904);

}  // namespace sfi
