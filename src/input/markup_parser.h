// XML and HTML as they come by: elements that begin and end, and the text between. Built on libxml2's
// push parsers, which never hold the document; the HTML one takes pages as browsers do, unclosed cells
// and all.
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "input/markup_encoding.h"

struct _xmlParserCtxt;

namespace sfi {

// What listens. Names come without a namespace's prefix, HTML's in lower case; text is UTF-8 and may
// come in pieces.
class MarkupListener {
 public:
  virtual ~MarkupListener() = default;
  // The value of an attribute of the element that begins, or null.
  class Attributes {
   public:
    explicit Attributes(const unsigned char** list) : list_(list) {}
    const char* find(std::string_view name) const;

   private:
    const unsigned char** list_;
  };
  virtual void begin(std::string_view element, const Attributes& attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view text) = 0;
};

class MarkupParser {
 public:
  enum class Kind { xml, html };

  // `otherwise` is the encoding of an HTML page that declares none.
  MarkupParser(Kind kind, MarkupListener& listener, Encoding otherwise = Encoding::utf8);
  ~MarkupParser();
  MarkupParser(const MarkupParser&) = delete;
  MarkupParser& operator=(const MarkupParser&) = delete;

  // Parses the next bytes, of which the first call needs enough to see the encoding that they declare; what the
  // listener throws comes out here. Throws DamagedFile where the parser cannot go on, for bytes that are not valid in
  // their encoding (in HTML in UTF-8 they are kept, see MarkupDecoder), for XML that is not well-formed, and for XML
  // with a document type, which only attacks need in a workbook.
  void feed(std::string_view bytes, bool last);
  // Whether the page ended within a comment: what followed its begin was not read.
  bool ends_in_comment() const { return ends_in_comment_; }

 private:
  friend struct MarkupCallbacks;
  struct Free {
    void operator()(_xmlParserCtxt* context) const;
  };

  std::string last_error() const;

  Kind kind_;
  MarkupListener& listener_;
  Encoding otherwise_;
  std::optional<MarkupDecoder> decoder_;
  std::unique_ptr<_xmlParserCtxt, Free> context_;
  std::exception_ptr error_;  // thrown by the listener; must not pass through C code
  bool has_document_type_ = false;
  bool ends_in_comment_ = false;
};

}  // namespace sfi
