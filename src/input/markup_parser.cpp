#include "input/markup_parser.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "input/compound_file.h"

namespace sfi {
namespace {

std::string_view view_of(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

// What libxml2 calls; `data` is the parser.
struct MarkupCallbacks {
  template <typename Call>
  static void guarded(void* data, Call call) {
    auto& parser = *static_cast<MarkupParser*>(data);
    if (parser.error_) return;
    try {
      call(parser.listener_);
    } catch (...) {
      parser.error_ = std::current_exception();
      xmlStopParser(parser.context_.get());
    }
  }
  static void begin(void* data, const xmlChar* name, const xmlChar** attributes) {
    guarded(data, [&](MarkupListener& listener) {
      listener.begin(without_prefix(view_of(name)), MarkupListener::Attributes(attributes));
    });
  }
  static void end(void* data, const xmlChar* name) {
    guarded(data, [&](MarkupListener& listener) { listener.end(without_prefix(view_of(name))); });
  }
  static void text(void* data, const xmlChar* text, int size) {
    guarded(data, [&](MarkupListener& listener) {
      listener.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
    });
  }
  static void document_type(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& parser = *static_cast<MarkupParser*>(data);
    parser.has_document_type_ = true;
    if (parser.kind_ == MarkupParser::Kind::xml) xmlStopParser(parser.context_.get());
  }
  // Nothing of it is printed; what matters of it is looked at by feed().
  static void error(void* data, xmlErrorPtr error) {
    if (error->code == XML_ERR_COMMENT_NOT_FINISHED) static_cast<MarkupParser*>(data)->ends_in_comment_ = true;
  }
  static void print_nothing(void*, const char*, ...) {}
};

const char* MarkupListener::Attributes::find(std::string_view name) const {
  for (const unsigned char** at = list_; at != nullptr && *at != nullptr; at += 2) {
    if (without_prefix(view_of(at[0])) == name) return reinterpret_cast<const char*>(at[1]);
  }
  return nullptr;
}

void MarkupParser::Free::operator()(_xmlParserCtxt* context) const {
  xmlFreeParserCtxt(context);
}

MarkupParser::MarkupParser(Kind kind, MarkupListener& listener, Encoding otherwise)
    : kind_(kind), listener_(listener), otherwise_(otherwise) {
  xmlSAXHandler handler{};
  handler.initialized = XML_SAX2_MAGIC;  // or `serror` is not asked
  handler.startElement = MarkupCallbacks::begin;
  handler.endElement = MarkupCallbacks::end;
  handler.characters = MarkupCallbacks::text;
  handler.ignorableWhitespace = MarkupCallbacks::text;
  handler.cdataBlock = kind == Kind::xml ? MarkupCallbacks::text : nullptr;  // HTML: scripts and styles
  handler.internalSubset = MarkupCallbacks::document_type;
  handler.serror = MarkupCallbacks::error;
  // The encoding that is declared is undone before the library sees the text.
  if (kind == Kind::xml) {
    context_.reset(xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr));
    xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET | XML_PARSE_SAX1 | XML_PARSE_IGNORE_ENC);
  } else {
    context_.reset(htmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
    htmlCtxtUseOptions(context_.get(), HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  }
  if (!context_) throw std::bad_alloc();
}

MarkupParser::~MarkupParser() = default;

void MarkupParser::feed(std::string_view bytes, bool last) {
  if (!decoder_) decoder_.emplace(bytes, otherwise_, kind_ == Kind::xml ? BadBytes::refuse : BadBytes::keep);
  const std::string_view text = decoder_->decode(bytes, last);
  xmlSetGenericErrorFunc(nullptr, MarkupCallbacks::print_nothing);  // of this thread
  const auto parse = kind_ == Kind::xml ? xmlParseChunk : htmlParseChunk;
  parse(context_.get(), text.data(), static_cast<int>(text.size()), last ? 1 : 0);
  if (error_) std::rethrow_exception(error_);
  if (has_document_type_ && kind_ == Kind::xml) {
    throw DamagedFile("it has a document type definition, as no workbook has");
  }
  const bool damaged = kind_ == Kind::xml && context_->wellFormed == 0;
  if (damaged || context_->disableSAX != 0) {
    throw DamagedFile(fmt::format("its {} is damaged in line {} ({})", kind_ == Kind::xml ? "XML" : "HTML",
                                  xmlSAX2GetLineNumber(context_.get()), last_error()));
  }
}

std::string MarkupParser::last_error() const {
  const xmlError* error = xmlCtxtGetLastError(context_.get());
  std::string message = error != nullptr && error->message != nullptr ? error->message : "the parser cannot go on";
  while (!message.empty() && message.back() == '\n') message.pop_back();
  return message;
}

}  // namespace sfi
