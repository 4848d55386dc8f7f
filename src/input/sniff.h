// What a file really is, told by its first bytes and not by its name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "input/byte_source.h"

namespace sfi {

// How many first bytes are enough to tell.
inline constexpr std::size_t kSniffedBytes = 4096;

enum class Content {
  empty,
  text,
  zip,
  gzip,
  html,
  json,
  workbook,         // .xlsx; a zip archive by its first bytes
  ole,              // Excel 97-2003, or another old Office file
  access,           // Microsoft Access, .mdb or .accdb
  excel_xml,        // Excel 2003's XML
  web_archive,      // a MIME message with a page in it, as Excel saves "single file web pages"
  open_document,    // .ods, .fods
  binary_workbook,  // .xlsb; a zip archive by its first bytes, like .ods
  sylk,
  dbase,
  pdf,
  seven_zip,
  rar,
  tar,
  bzip2,
  xz,
  zstd,
  binary
};

// What the source's first read gives of them.
std::string sniffed_head(ByteSource& bytes);

Content sniff_content(std::string_view head);
// "an HTML page", "a zip archive": to be put into a sentence.
std::string describe(Content content);
// Whether a program for spreadsheets opens it, though it is not read here.
bool is_other_spreadsheet(Content content);
// The text between <title> and </title>, blanks folded, at most 100 bytes; empty when there is none.
std::string html_title(std::string_view head);

// Throws Refused for an HTML page that is not the data: most often an error or login page that was
// saved under the name of the data. `more` is a clause for what else is known about it.
[[noreturn]] void refuse_html(std::string_view head, const std::string& label, const std::string& more = {});

}  // namespace sfi
