#include "input/markup_parser.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
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

MarkupParser::MarkupParser(Kind kind, MarkupListener& listener) : kind_(kind), listener_(listener) {
  xmlSAXHandler handler{};
  handler.startElement = MarkupCallbacks::begin;
  handler.endElement = MarkupCallbacks::end;
  handler.characters = MarkupCallbacks::text;
  handler.ignorableWhitespace = MarkupCallbacks::text;
  handler.cdataBlock = kind == Kind::xml ? MarkupCallbacks::text : nullptr;  // HTML: scripts and styles
  handler.internalSubset = MarkupCallbacks::document_type;
  if (kind == Kind::xml) {
    context_.reset(xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr));
    xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_SAX1);
  } else {
    context_.reset(htmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr, XML_CHAR_ENCODING_NONE));
    htmlCtxtUseOptions(context_.get(),
                       HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  }
  if (!context_) throw std::bad_alloc();
}

MarkupParser::~MarkupParser() = default;

void MarkupParser::feed(std::string_view bytes, bool last) {
  const auto parse = kind_ == Kind::xml ? xmlParseChunk : htmlParseChunk;
  parse(context_.get(), bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
  if (error_) std::rethrow_exception(error_);
  if (kind_ == Kind::html) return;
  if (has_document_type_) throw DamagedFile("it has a document type definition, as no workbook has");
  if (context_->wellFormed == 0) {
    const xmlError* error = xmlCtxtGetLastError(context_.get());
    std::string message = error != nullptr && error->message != nullptr ? error->message : "not well-formed";
    while (!message.empty() && message.back() == '\n') message.pop_back();
    throw DamagedFile(fmt::format("its XML is damaged ({})", message));
  }
}

}  // namespace sfi
