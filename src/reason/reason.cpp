#include "reason/reason.h"

#include <array>

namespace sfi {
namespace {

using enum ReasonClass;

constexpr std::array<ReasonInfo, kReasonCount> kReasons{{
    {Reason::field_count, reject, "field_count", "more or fewer fields than the header has"},
    {Reason::stray_quote, reject, "stray_quote",
     "something other than a delimiter follows a closing quote; this line of the file is rejected, and reading "
     "goes on with the next"},
    {Reason::unclosed_quote, reject, "unclosed_quote", "a quote is never closed; likewise"},
    {Reason::record_in_quotes, reject, "record_in_quotes",
     "a quoted value spans lines that look like rows themselves; each of its lines is rejected"},
    {Reason::row_too_long, reject, "row_too_long", "the row is longer than 1 MiB"},
    {Reason::ambiguous_repair, reject, "ambiguous_repair",
     "lines were joined, but the record does not match `must_match` of the layout"},
    {Reason::formula_error, reject, "formula_error", "a used cell contains an error such as `#DIV/0!`"},
    {Reason::field_too_long, reject, "field_too_long",
     "a value of an Access database is longer than its library can read"},
    {Reason::nul_byte, reject, "nul_byte", "a NUL byte, and the layout does not set `strip_nul`"},
    {Reason::bad_amount, reject, "bad_amount", "not an amount, or a contribution without one"},
    {Reason::bad_date, reject, "bad_date", "not a date in any of the declared formats"},
    {Reason::bad_number, reject, "bad_number", "not a number, or not comparable with one or with a date"},
    {Reason::unknown_code, reject, "unknown_code", "a code that the definition does not list"},
    {Reason::bad_kind, reject, "bad_kind",
     "`kind` is not one of its [words](definition-reference.md#fields-with-words)"},
    {Reason::bad_type, reject, "bad_type", "`type` of a contribution, likewise"},
    {Reason::bad_house, reject, "bad_house", "`candidate.house`, likewise"},
    {Reason::unexpected_value, reject, "unexpected_value", "a value does not match `must_match` of the table"},
    {Reason::blank_id, reject, "blank_id", "no id"},
    {Reason::by_rule, reject, "by_rule",
     "a rule of the definition rejects the row (`reject`); instead of this word the rule's own reason is shown"},
    {Reason::refused_by_sink, reject, "refused_by_sink",
     "the row could be read, but the server rejected its record; the detail has its id and the server's message"},

    {Reason::kind_monetary, skip, "kind_monetary", "a monetary contribution, and `--kinds` does not include them"},
    {Reason::kind_in_kind, skip, "kind_in_kind", "a contribution in kind, likewise"},
    {Reason::kind_loan, skip, "kind_loan", "a loan, likewise"},
    {Reason::kind_refund, skip, "kind_refund", "a refund, likewise"},
    {Reason::kind_other, skip, "kind_other", "another kind, likewise"},
    {Reason::before_since, skip, "before_since", "dated before `--since`"},
    {Reason::after_until, skip, "after_until", "dated after `--until`"},
    {Reason::no_date, skip, "no_date", "without a date, and `--since` or `--until` is given"},
    {Reason::unused_slot, skip, "unused_slot", "one of several records that a row can hold, unused in this row"},
    {Reason::repeated, skip, "repeated",
     "the same record again; the definition expects overlapping exports (`duplicates = \"skip\"`, `repeated = "
     "\"most_per_file\"`)"},
    {Reason::superseded, skip, "superseded",
     "another row with the same key counts ([`repeated`](definition-reference.md#which-row-counts)), or a rule of the "
     "definition says so"},
    {Reason::deletion, skip, "deletion",
     "the row only deletes another one ([`deletes`](definition-reference.md#rows-that-delete-others))"},
    {Reason::deleted, skip, "deleted", "such a row deletes this one"},
    {Reason::blank_line, skip, "blank_line", "an empty line"},

    {Reason::joined_lines, repair, "joined_lines", "a line end within a value had split the record; it became a space"},
    {Reason::surplus_delimiters, repair, "surplus_delimiters",
     "unquoted delimiters within a free text became part of the text"},
    {Reason::unescaped_quotes, repair, "unescaped_quotes",
     "undoubled quotes within a quoted value became part of the text"},
    {Reason::encoding_fallback, repair, "encoding_fallback",
     "a field that is not valid UTF-8 was read in the layout's fallback encoding"},
    {Reason::nul_stripped, repair, "nul_stripped", "NUL bytes were removed from a field (`strip_nul`)"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (index_of(kReasons[i].reason) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table must list the reasons in the order of the enumeration");

}  // namespace

std::span<const ReasonInfo> all_reasons() {
  return kReasons;
}
const ReasonInfo& info_of(Reason reason) {
  return kReasons[index_of(reason)];
}
std::string_view to_string(Reason reason) {
  return info_of(reason).word;
}

}  // namespace sfi
