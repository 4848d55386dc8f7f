// What is wrong with a row that cannot be read faithfully, whether the splitter, a reader, the gate or the plan
// notices it. There is one constructor for each kind of fault, so that a fault looks the same everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "reason/reason.h"

namespace sfi {

struct RowFault {
  Reason reason = Reason::field_count;
  std::uint32_t field = 0;     // 1-based field at fault; 0: the whole row
  std::uint32_t byte = 0;      // 1-based byte of the line at fault; 0: no single byte
  std::uint32_t fields = 0;    // field_count: fields in the row
  std::uint32_t expected = 0;  // field_count: fields in the header
  std::string_view value;      // the text at fault; lives as long as the row
  std::string_view rule;       // by_rule: the reason that the rule names; lives as long as the plan

  // For rows that could not be split into fields.
  static RowFault stray_quote(std::uint32_t byte) { return at_byte(Reason::stray_quote, byte); }
  static RowFault unclosed_quote(std::uint32_t byte) { return at_byte(Reason::unclosed_quote, byte); }
  static RowFault record_in_quotes() { return at_byte(Reason::record_in_quotes, 0); }
  static RowFault row_too_long() { return at_byte(Reason::row_too_long, 0); }
  static RowFault ambiguous_repair() { return at_byte(Reason::ambiguous_repair, 1); }
  // For cells and values of binary files.
  static RowFault formula_error(std::uint32_t field) { return in_field(Reason::formula_error, field); }
  static RowFault field_too_long(std::uint32_t field) { return in_field(Reason::field_too_long, field); }
  // For rows as a whole.
  static RowFault field_count(std::uint32_t fields, std::uint32_t expected) {
    return {Reason::field_count, 0, 0, fields, expected, {}, {}};
  }
  static RowFault nul_byte() { return in_field(Reason::nul_byte, 0); }
  static RowFault blank_id() { return in_field(Reason::blank_id, 0); }
  // For values.
  static RowFault bad_amount(std::uint32_t field, std::string_view value) {
    return in_field(Reason::bad_amount, field, value);
  }
  static RowFault bad_date(std::uint32_t field, std::string_view value) {
    return in_field(Reason::bad_date, field, value);
  }
  static RowFault bad_number(std::uint32_t field, std::string_view value) {
    return in_field(Reason::bad_number, field, value);
  }
  static RowFault unknown_code(std::uint32_t field, std::string_view value) {
    return in_field(Reason::unknown_code, field, value);
  }
  static RowFault unexpected_value(std::uint32_t field, std::string_view value) {
    return in_field(Reason::unexpected_value, field, value);
  }
  static RowFault bad_kind(std::uint32_t field, std::string_view value) {
    return in_field(Reason::bad_kind, field, value);
  }
  static RowFault bad_type(std::uint32_t field, std::string_view value) {
    return in_field(Reason::bad_type, field, value);
  }
  static RowFault bad_house(std::uint32_t field, std::string_view value) {
    return in_field(Reason::bad_house, field, value);
  }

  // A rule of the definition rejects the row. The value that it looked at, if it is a single one.
  static RowFault by_rule(std::string_view rule, std::uint32_t field, std::string_view value) {
    RowFault fault = in_field(Reason::by_rule, field, value);
    fault.rule = rule;
    return fault;
  }

  // What the row is counted under.
  std::string_view word() const { return reason == Reason::by_rule ? rule : to_string(reason); }
  // The text at fault, shortened, or what was found and expected; empty if the reason says it all.
  std::string detail() const;

 private:
  static RowFault at_byte(Reason reason, std::uint32_t byte) { return {reason, 0, byte, 0, 0, {}, {}}; }
  static RowFault in_field(Reason reason, std::uint32_t field, std::string_view value = {}) {
    return {reason, field, 0, 0, 0, value, {}};
  }
};

}  // namespace sfi
