// The program's own reasons why a row is not loaded, or not loaded exactly as in the file, in one table. They are
// compared as values; their words appear only in output (account, rejects file, messages). The reasons of a
// definition's rules are not included: those are texts in the definition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sfi {

enum class ReasonClass : std::uint8_t {
  reject,  // the row cannot be read faithfully
  skip,    // the row could be read, but is out of scope
  repair,  // the row is loaded, but not exactly as in the file
};

enum class Reason : std::uint8_t {
  // rejects
  field_count,
  stray_quote,
  unclosed_quote,
  record_in_quotes,
  row_too_long,
  ambiguous_repair,
  formula_error,
  field_too_long,
  nul_byte,
  bad_amount,
  bad_date,
  bad_number,
  unknown_code,
  bad_kind,
  bad_type,
  bad_house,
  unexpected_value,
  blank_id,
  by_rule,
  refused_by_sink,
  // skips; the kinds are in the order of Kind
  kind_monetary,
  kind_in_kind,
  kind_loan,
  kind_refund,
  kind_other,
  before_since,
  after_until,
  no_date,
  unused_slot,
  repeated,
  superseded,
  deletion,
  deleted,
  blank_line,
  // repairs
  joined_lines,
  surplus_delimiters,
  unescaped_quotes,
  encoding_fallback,
  nul_stripped,
};
inline constexpr std::size_t kReasonCount = static_cast<std::size_t>(Reason::nul_stripped) + 1;
constexpr std::size_t index_of(Reason reason) {
  return static_cast<std::size_t>(reason);
}

struct ReasonInfo {
  Reason reason;
  ReasonClass of;
  std::string_view word;
  std::string_view meaning;  // Markdown, one line, no full stop at the end
};

// All of them, in the order of the enumeration.
std::span<const ReasonInfo> all_reasons();
const ReasonInfo& info_of(Reason reason);
std::string_view to_string(Reason reason);

}  // namespace sfi
