#include "input/folded_text.h"

#include "input/markup_encoding.h"

namespace sfi {

void append_folded(std::string& folded, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const auto byte = MarkupDecoder::kept_byte(text.substr(i))) {
      folded += *byte;
      i += MarkupDecoder::kKeptSize - 1;
      continue;
    }
    const bool hard_blank = text.substr(i, 2) == "\xC2\xA0";
    const bool blank = hard_blank || static_cast<unsigned char>(text[i]) <= ' ';
    if (!blank) folded += text[i];
    if (blank && !folded.empty() && folded.back() != ' ') folded += ' ';
    if (hard_blank) ++i;
  }
}

void trim_end(std::string& folded, std::string_view line_break) {
  while (line_break.ends_with(' ')) line_break.remove_suffix(1);
  for (bool more = true; more;) {
    while (folded.ends_with(' ')) folded.pop_back();
    more = !line_break.empty() && folded.ends_with(line_break);
    if (more) folded.resize(folded.size() - line_break.size());
  }
}

}  // namespace sfi
