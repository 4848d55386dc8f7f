#include "input/sniff.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/lower.h"
#include "text/decode.h"

namespace sfi {
namespace {

std::string_view without_leading_blanks(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

// Text in UTF-16 as far as it is ASCII; other text as it is.
std::string narrow(std::string_view head) {
  std::size_t mark = 0;
  const auto encoding = sniff_encoding(head, mark);
  if (encoding != Encoding::utf16le && encoding != Encoding::utf16be) return std::string(head);
  std::string text;
  for (std::size_t i = mark + (encoding == Encoding::utf16be ? 1 : 0); i < head.size(); i += 2) text += head[i];
  return text;
}

// The beginning in small letters, after a byte order mark and blanks.
std::string start_of(std::string_view head) {
  return ascii_lower(without_leading_blanks(narrow(head)).substr(0, 1024));
}

// Also a part of a page: what ASP.NET exports as .xls is a table in a <div>, sometimes after a <style>.
bool is_html(std::string_view start) {
  return start.starts_with("<!doctype html") || start.starts_with("<html") ||
         (start.starts_with("<?xml") && start.find("<html") != std::string::npos) ||
         (start.starts_with("<!--") && start.find("<html") != std::string::npos) || start.starts_with("<head") ||
         start.starts_with("<body") || start.starts_with("<table") || start.starts_with("<div") ||
         start.starts_with("<style");
}

// A table of dBase: a date, the lengths of header and records, and fields of 32 bytes up to a carriage return.
bool is_dbase(std::string_view head) {
  constexpr std::string_view kVersions = "\x03\x30\x31\x32\x43\x83\x8B\xF5";
  if (head.size() < 66 || kVersions.find(head[0]) == std::string_view::npos) return false;
  const auto byte = [head](std::size_t at) { return static_cast<unsigned char>(head[at]); };
  const std::size_t header = byte(8) | std::size_t{byte(9)} << 8;
  const bool has_date = byte(2) >= 1 && byte(2) <= 12 && byte(3) >= 1 && byte(3) <= 31;
  const std::size_t end = head.find('\r', 64);
  return has_date && header >= 65 && end != std::string_view::npos && end % 32 == 0 && end < header;
}

// Files of spreadsheets that are known only to be named in a message.
std::optional<Content> other_spreadsheet(std::string_view head, std::string_view start) {
  static const RE2 sylk("^id;p[a-z]*(;[a-z]*)*\\r?\\n[bcfop];");
  if (start.starts_with("mime-version:") || start.starts_with("from: <saved by")) return Content::web_archive;
  if (start.starts_with("<?xml")) {
    if (start.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos) return Content::excel_xml;
    if (start.find("urn:oasis:names:tc:opendocument") != std::string_view::npos) return Content::open_document;
  }
  if (RE2::PartialMatch(re2::StringPiece(start.data(), start.size()), sylk)) return Content::sylk;
  if (is_dbase(head)) return Content::dbase;
  return std::nullopt;
}

// "[{", "{\"" or the same inside a string, with blanks between.
bool is_json(std::string_view head) {
  std::string marks;
  for (const char c : head) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\\') continue;
    marks += c;
    if (marks.size() == 3) break;
  }
  return marks.starts_with("[{") || marks.starts_with("{\"") || marks.starts_with("\"[{") ||
         marks.starts_with("\"{\"") || marks == "[]";
}

// Formats that are known only to be named in a message.
std::optional<Content> unreadable_format(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("%PDF-"sv)) return Content::pdf;
  if (head.starts_with("7z\xBC\xAF\x27\x1C"sv)) return Content::seven_zip;
  if (head.starts_with("Rar!\x1A\x07"sv)) return Content::rar;
  if (head.starts_with("BZh"sv) && head.size() > 4 && head.substr(4, 6) == "1AY&SY"sv) return Content::bzip2;
  if (head.starts_with("\xFD"
                       "7zXZ\0"sv))
    return Content::xz;
  if (head.starts_with("\x28\xB5\x2F\xFD"sv)) return Content::zstd;
  if (head.size() > 262 && head.substr(257, 5) == "ustar"sv) return Content::tar;
  return std::nullopt;
}

}  // namespace

Content sniff_content(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.empty()) return Content::empty;
  if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) return Content::zip;
  if (head.starts_with("\x1F\x8B"sv)) return Content::gzip;
  if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return Content::ole;
  if (head.starts_with("\0\1\0\0Standard Jet DB"sv) || head.starts_with("\0\1\0\0Standard ACE DB"sv)) {
    return Content::access;
  }
  if (const auto other = unreadable_format(head)) return *other;
  const std::string start = start_of(head);
  if (const auto other = other_spreadsheet(head, start)) return *other;
  if (is_html(start)) return Content::html;
  if (is_json(head)) return Content::json;
  const auto controls =
      std::count_if(head.begin(), head.end(), [](char c) { return static_cast<unsigned char>(c) < 0x09; });
  const bool utf16 = head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv);
  // UTF-16 without a mark has a zero in every second byte, so half and a little more is still text.
  if (!utf16 && static_cast<std::size_t>(controls) * 5 > head.size() * 3) return Content::binary;
  return Content::text;
}

std::string describe(Content content) {
  switch (content) {
    case Content::empty:
      return "an empty file";
    case Content::text:
      return "a text file";
    case Content::zip:
      return "a zip archive";
    case Content::gzip:
      return "a gzip file";
    case Content::html:
      return "an HTML page";
    case Content::json:
      return "a JSON file";
    case Content::pdf:
      return "a PDF document";
    case Content::workbook:
      return "an Excel workbook";
    case Content::ole:
      return "an old Microsoft Office file";
    case Content::access:
      return "a Microsoft Access database";
    case Content::excel_xml:
      return "a spreadsheet in the XML of Excel 2003";
    case Content::web_archive:
      return "a web archive (a page in a MIME message)";
    case Content::open_document:
      return "an OpenDocument spreadsheet (.ods)";
    case Content::binary_workbook:
      return "a binary Excel workbook (.xlsb)";
    case Content::sylk:
      return "a spreadsheet in the SYLK format";
    case Content::dbase:
      return "a dBase table (.dbf)";
    case Content::seven_zip:
      return "a 7-Zip archive";
    case Content::rar:
      return "a RAR archive";
    case Content::tar:
      return "a tar archive";
    case Content::bzip2:
      return "a bzip2 file";
    case Content::xz:
      return "an xz file";
    case Content::zstd:
      return "a Zstandard file";
    case Content::binary:
      return "a binary file of unknown kind";
  }
  return "a file of unknown kind";
}

bool is_other_spreadsheet(Content content) {
  return content == Content::excel_xml || content == Content::web_archive || content == Content::open_document ||
         content == Content::binary_workbook || content == Content::sylk || content == Content::dbase;
}

std::string sniffed_head(ByteSource& bytes) {
  std::string head(kSniffedBytes, '\0');
  head.resize(bytes.read(head.data(), head.size()));
  return head;
}

std::string html_title(std::string_view head) {
  const std::string low = ascii_lower(head);
  std::size_t begin = low.find("<title");
  if (begin == std::string::npos) return {};
  begin = low.find('>', begin);
  const std::size_t end = low.find("</title", begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  std::string title;
  for (const char c : head.substr(begin + 1, end - begin - 1)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) title += c;
    if (blank && !title.empty() && title.back() != ' ') title += ' ';
  }
  while (!title.empty() && title.back() == ' ') title.pop_back();
  return title.substr(0, 100);
}

void refuse_html(std::string_view head, const std::string& label, const std::string& more) {
  const std::string title = html_title(head);
  throw Refused(fmt::format("{}: is an HTML page{}, not the agency's data{}.", label,
                            title.empty() ? "" : fmt::format(" with the title \"{}\"", title), more),
                "An error or login page was probably saved under this name: open the address in a browser, "
                "then get the file again.");
}

}  // namespace sfi
