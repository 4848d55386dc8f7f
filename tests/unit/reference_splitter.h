// A splitter written for plainness: the whole text at once, a character at a time, straight from the
// rules in text/splitter.h. What the fast one must agree with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/splitter.h"

namespace sfi::reference {

struct SplitRow {
  std::uint64_t line = 0;           // 1-based physical line
  std::vector<std::string> fields;  // raw, quotes included
  std::string bad;                  // reason; the text is then fields[0]
  bool operator==(const SplitRow&) const = default;
};

class ReferenceSplitter {
 public:
  ReferenceSplitter(std::string_view text, const TextDialect& dialect) : text_(text), dialect_(dialect) {}

  std::vector<SplitRow> split() {
    while (at_ < text_.size()) read_row();
    return rows_;
  }

 private:
  bool is_line_end(std::size_t i) const { return i < text_.size() && text_[i] == dialect_.line_end; }
  bool ends_row(std::size_t i) const {
    if (dialect_.line_end == '\n') {
      while (i < text_.size() && text_[i] == '\r') ++i;
    }
    return i >= text_.size() || is_line_end(i);
  }

  void read_row() {
    const std::size_t begin = at_;
    SplitRow row{line_, {}, {}};
    std::size_t i = begin;
    std::size_t field = begin;
    for (;;) {
      if (dialect_.mode != QuoteMode::raw && opens(field, i)) {
        i = behind_quotes(i, row.bad);
        if (!row.bad.empty()) return bad_line(begin, row.bad);
      }
      if (i >= text_.size() || is_line_end(i)) break;
      if (text_[i] == dialect_.delimiter) {
        row.fields.emplace_back(text_.substr(field, i - field));
        field = ++i;
        continue;
      }
      ++i;
    }
    std::string_view last = text_.substr(field, i - field);
    while (dialect_.line_end == '\n' && !last.empty() && last.back() == '\r') last.remove_suffix(1);
    row.fields.emplace_back(last);
    finish(row, begin, i);
  }

  bool opens(std::size_t field, std::size_t i) const {
    if (i >= text_.size() || text_[i] != dialect_.quote) return false;
    if (!dialect_.skip_initial_space) return i == field;
    return text_.substr(field, i - field).find_first_not_of(' ') == std::string_view::npos;
  }

  bool escaped(std::size_t i) const {
    return dialect_.mode == QuoteMode::rfc && dialect_.escape != 0 && text_[i] == dialect_.escape &&
           i + 1 < text_.size() && (text_[i + 1] == dialect_.quote || text_[i + 1] == dialect_.escape);
  }

  // From an opening quote to after the closing one, or the reason why there is none.
  std::size_t behind_quotes(std::size_t open, std::string& bad) const {
    std::size_t i = open + 1;
    while (i < text_.size()) {
      if (escaped(i)) {
        i += 2;
        continue;
      }
      if (text_[i] != dialect_.quote) {
        ++i;
        continue;
      }
      std::size_t run = 0;
      while (i + run < text_.size() && text_[i + run] == dialect_.quote) ++run;
      const std::size_t next = i + run;
      const bool separated = ends_row(next) || (next < text_.size() && text_[next] == dialect_.delimiter);
      if (dialect_.double_quote) {
        const bool odd = run % 2 == 1;
        if (odd && separated) return next;
        if (odd && dialect_.mode == QuoteMode::rfc) {
          bad = "stray_quote";
          return next;
        }
      } else {
        if (separated) return next;
        if (dialect_.mode == QuoteMode::rfc) {
          bad = "stray_quote";
          return next;
        }
      }
      i = next;
    }
    bad = "unclosed_quote";
    return i;
  }

  void bad_line(std::size_t begin, const std::string& reason) {
    std::size_t end = text_.find(dialect_.line_end, begin);
    if (end == std::string_view::npos) end = text_.size();
    rows_.push_back({line_, {std::string(text_.substr(begin, end - begin))}, reason});
    at_ = end + 1;
    ++line_;
  }

  void finish(SplitRow& row, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i <= end && i < text_.size(); ++i) line_ += is_line_end(i) ? 1U : 0U;
    at_ = end + 1;
    if (row.fields.size() != 1 || !row.fields[0].empty()) rows_.push_back(std::move(row));
  }

  std::string_view text_;
  TextDialect dialect_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::vector<SplitRow> rows_;
};

}  // namespace sfi::reference
