// What a file really is, told by its first bytes and not by its name.
#pragma once

#include <string>
#include <string_view>

namespace sfi {

enum class Content { empty, text, zip, gzip, html, json, pdf, ole, seven_zip, binary };

Content sniff_content(std::string_view head);
// "an HTML page", "a zip archive": to be put into a sentence.
std::string describe(Content content);
// The text between <title> and </title>, blanks folded, at most 100 bytes; empty when there is none.
std::string html_title(std::string_view head);

// First bytes of a file, at most 4096. Throws Refused when it cannot be opened.
std::string read_head(const std::string& path);

// Throws Refused when `head` is an HTML page: most often an error or login page that was saved under
// the name of the data.
void refuse_html(std::string_view head, const std::string& label);

}  // namespace sfi
