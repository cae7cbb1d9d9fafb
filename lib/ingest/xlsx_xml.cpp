#include "ingest/xlsx_xml.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <limits>

namespace redress::ingest::xlsx {
namespace {

struct FreeText {
    void operator()(xmlChar* text) const { xmlFree(text); }
};

std::string_view view(const xmlChar* text)
{
    return text ? reinterpret_cast<const char*>(text) : std::string_view();
}

[[noreturn]] void refuse(const std::string& part, const Said& why)
{
    throw Error(ErrorKind::input, said("the workbook's part '{}' {}", part, why),
                said("export it again, or open it and save it as .xlsx"));
}

} // namespace

struct Xml::State {
    std::string bytes;
    std::unique_ptr<xmlTextReader, void (*)(xmlTextReader*)> reader{nullptr, xmlFreeTextReader};
};

Xml::Xml(const std::string& bytes, std::string part) : state_(std::make_unique<State>()), part_(std::move(part))
{
    const auto encoding = text::detect_encoding(std::string_view(bytes).substr(0, 4), false);
    state_->bytes = encoding.rfind("UTF-16", 0) == 0 ? text::decode(bytes, encoding).text : bytes;
    const auto& xml = state_->bytes;
    // Without a DOCTYPE there are no entities to expand, so the reader's own limits on sizes can go.
    if (xml.find("<!DOCTYPE") != std::string::npos || xml.find("<!ENTITY") != std::string::npos)
        refuse(part_, said("declares a document type"));
    if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) refuse(part_, said("is too large"));
    state_->reader.reset(
        xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE | XML_PARSE_COMPACT));
    if (!state_->reader) refuse(part_, said("cannot be opened"));
}

Xml::~Xml() = default;

Xml::Node Xml::next()
{
    if (pending_end_) {
        pending_end_ = false;
        return Node::end;
    }
    auto* reader = state_->reader.get();
    for (;;) {
        const int code = xmlTextReaderRead(reader);
        if (code < 0) refuse(part_, said("is no whole XML"));
        if (code == 0) return Node::none;
        switch (xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT:
            name_ = view(xmlTextReaderConstLocalName(reader));
            pending_end_ = xmlTextReaderIsEmptyElement(reader) == 1;
            return Node::start;
        case XML_READER_TYPE_END_ELEMENT: name_ = view(xmlTextReaderConstLocalName(reader)); return Node::end;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: text_ = view(xmlTextReaderConstValue(reader)); return Node::text;
        default: break; // comments, instructions
        }
    }
}

std::string Xml::attribute(const char* name) const
{
    const std::unique_ptr<xmlChar, FreeText> value(
        xmlTextReaderGetAttributeNs(state_->reader.get(), reinterpret_cast<const xmlChar*>(name), nullptr));
    return std::string(view(value.get()));
}

std::string Xml::related(const char* name) const
{
    auto* reader = state_->reader.get();
    std::string out;
    while (xmlTextReaderMoveToNextAttribute(reader) == 1)
        if (view(xmlTextReaderConstLocalName(reader)) == name && !view(xmlTextReaderConstPrefix(reader)).empty())
            out = view(xmlTextReaderConstValue(reader));
    xmlTextReaderMoveToElement(reader);
    return out;
}

} // namespace redress::ingest::xlsx
