// Why a row is not loaded, or not as the file has it: the program's own reasons, in one table. They are compared
// as values; their words appear only where something is written out (account, rejects file, messages). Reasons of
// a definition's rules are not among them: those are words of the definition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sfi {

enum class ReasonClass : std::uint8_t {
  reject,  // the row cannot be read faithfully
  skip,    // the row was read well, but is out of scope
  repair,  // the row is loaded, but not to the letter as it is in the file
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
  unknown_code,
  bad_kind,
  bad_type,
  bad_house,
  blank_id,
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
  std::string_view meaning;  // one line, no stop at the end; Markdown
};

// All of them, in the order of the enumeration.
std::span<const ReasonInfo> all_reasons();
const ReasonInfo& info_of(Reason reason);
std::string_view to_string(Reason reason);

}  // namespace sfi
