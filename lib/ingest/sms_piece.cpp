#include "ingest/sms_piece.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>

namespace redress::ingest::sms {
namespace {

constexpr std::string_view names[] = {"sms", "mms", "call"};
constexpr int deepest = 8;

bool ends_name(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '>';
}

// The name of the element that opens at `at`, where it is one of ours.
std::string_view opening(std::string_view bytes, std::size_t at)
{
    for (const auto name : names)
        if (bytes.substr(at + 1, name.size()) == name && at + 1 + name.size() < bytes.size() &&
            ends_name(bytes[at + 1 + name.size()]))
            return name;
    return {};
}

bool opens_or_closes(std::string_view bytes, std::size_t at)
{
    return !opening(bytes, at).empty() || bytes.substr(at, 7) == "</smses" || bytes.substr(at, 7) == "</calls";
}

// Past the '>' of the tag that opens at `at`, quotes heeded; npos where it has none before the next of our elements, which
// `stop` then is.
std::size_t tag_end(std::string_view bytes, std::size_t at, std::size_t& stop)
{
    char quote = 0;
    for (auto i = at + 1; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '<' && opens_or_closes(bytes, i)) {
            stop = i;
            return std::string_view::npos;
        }
        if (quote != 0)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i + 1;
    }
    stop = bytes.size();
    return std::string_view::npos;
}

// Past </name>, from behind the opening tag.
std::size_t close_end(std::string_view bytes, std::size_t at, std::string_view name, std::size_t& stop)
{
    while (at < bytes.size()) {
        at = bytes.find('<', at);
        if (at == std::string_view::npos) break;
        const bool closes = bytes.substr(at, 2) == "</" && bytes.substr(at + 2, name.size()) == name;
        if (!closes && opens_or_closes(bytes, at)) {
            stop = at;
            return std::string_view::npos;
        }
        const auto end = tag_end(bytes, at, stop);
        if (end == std::string_view::npos || closes) return end;
        at = end;
    }
    stop = bytes.size();
    return std::string_view::npos;
}

struct Reference {
    std::uint32_t value = 0;
    std::size_t length = 0; // 0: none
};

// &#55357; and &#xD83D;
Reference reference_at(std::string_view text, std::size_t at)
{
    if (text.substr(at, 2) != "&#") return {};
    const bool hex = at + 2 < text.size() && (text[at + 2] == 'x' || text[at + 2] == 'X');
    const auto begin = at + (hex ? 3 : 2);
    const auto end = text.find(';', begin);
    if (end == std::string_view::npos || end == begin || end - begin > 8) return {};
    Reference out;
    const auto [last, code] = std::from_chars(text.data() + begin, text.data() + end, out.value, hex ? 16 : 10);
    if (code != std::errc{} || last != text.data() + end) return {};
    out.length = end + 1 - at;
    return out;
}

bool is_xml(std::uint32_t c)
{
    return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_known_entity(std::string_view text, std::size_t at)
{
    for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"})
        if (text.substr(at, entity.size()) == entity) return true;
    return false;
}

// One '&' of an attribute to XML that says the same: halves of an emoji joined, what XML cannot hold replaced, an '&' that
// begins nothing (or a name nobody here defines) written out.
std::size_t mend_reference(std::string_view text, std::size_t at, std::string& out)
{
    const auto first = reference_at(text, at);
    if (first.length == 0) {
        out += is_known_entity(text, at) ? "&" : "&amp;";
        return 1;
    }
    if (first.value >= 0xD800 && first.value <= 0xDBFF) {
        const auto second = reference_at(text, at + first.length);
        if (second.length > 0 && second.value >= 0xDC00 && second.value <= 0xDFFF) {
            out += fmt::format("&#{};", 0x10000 + ((first.value - 0xD800) << 10) + (second.value - 0xDC00));
            return first.length + second.length;
        }
    }
    out += fmt::format("&#{};", is_xml(first.value) ? first.value : 0xFFFD);
    return first.length;
}

// A raw line end in an attribute would be read as a blank.
void mend_byte(char c, std::string& out)
{
    const auto byte = static_cast<unsigned char>(c);
    if (c == '<')
        out += "&lt;";
    else if (c == '\n' || c == '\t')
        out += fmt::format("&#{};", byte);
    else if (byte >= 0x20)
        out += c;
    else if (c != '\r')
        out += "\xEF\xBF\xBD";
}

bool ends_with_data(std::string_view before)
{
    auto text = text::trim(before);
    if (text.empty() || text.back() != '=') return false;
    text = text::trim(text.substr(0, text.size() - 1));
    return text.ends_with("data") && (text.size() == 4 || ends_name(text[text.size() - 5]));
}

// The piece as valid XML, without the pictures in it.
std::string mended(std::string_view piece)
{
    const auto repaired = text::repair_utf8(piece);
    const std::string_view text = repaired.text;
    std::string out;
    char quote = 0;
    bool data = false;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (quote == 0) {
            if (c == '"' || c == '\'') {
                quote = c;
                data = ends_with_data(std::string_view(out).substr(out.size() - std::min<std::size_t>(out.size(), 16)));
            }
            out += c;
            ++at;
        } else if (c == quote) {
            quote = 0;
            out += c;
            ++at;
        } else if (data)
            at = std::min(text.find(quote, at), text.size());
        else if (c == '&')
            at += mend_reference(text, at, out);
        else {
            mend_byte(c, out);
            ++at;
        }
    }
    return out;
}

std::string text_of(const xmlChar* text)
{
    return text ? reinterpret_cast<const char*>(text) : "";
}

Node node_of(const xmlNode* element, int depth)
{
    Node out;
    out.name = text_of(element->name);
    for (const auto* attribute = element->properties; attribute; attribute = attribute->next) {
        const std::unique_ptr<xmlChar, void (*)(void*)> value(xmlNodeListGetString(element->doc, attribute->children, 1),
                                                              [](void* p) { xmlFree(p); });
        out.attributes.emplace_back(text_of(attribute->name), text_of(value.get()));
    }
    for (const auto* child = element->children; child && depth < deepest; child = child->next)
        if (child->type == XML_ELEMENT_NODE) out.children.push_back(node_of(child, depth + 1));
    return out;
}

} // namespace

std::optional<Piece> next_piece(std::string_view bytes, std::size_t& at)
{
    for (at = bytes.find('<', at); at != std::string_view::npos; at = bytes.find('<', at + 1)) {
        const auto name = opening(bytes, at);
        if (name.empty()) continue;
        Piece piece{name, at, 0, false};
        std::size_t stop = bytes.size();
        auto end = tag_end(bytes, at, stop);
        if (end != std::string_view::npos && bytes[end - 2] != '/') end = close_end(bytes, end, name, stop);
        piece.whole = end != std::string_view::npos;
        at = piece.whole ? end : stop;
        piece.length = at - piece.offset;
        return piece;
    }
    at = bytes.size();
    return std::nullopt;
}

std::string Node::get(std::string_view attribute) const
{
    for (const auto& [key, value] : attributes)
        if (key == attribute) return value == "null" ? std::string() : value;
    return {};
}

const Node* Node::child(std::string_view wanted) const
{
    for (const auto& node : children)
        if (node.name == wanted) return &node;
    return nullptr;
}

std::optional<Node> parse(std::string_view piece)
{
    const auto xml = mended(piece);
    const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE),
        xmlFreeDoc);
    const auto* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (!root) return std::nullopt;
    return node_of(root, 0);
}

std::optional<std::uint64_t> declared_count(std::string_view head)
{
    auto at = std::min(head.find("<smses"), head.find("<calls"));
    if (at == std::string_view::npos) return std::nullopt;
    const auto tag = head.substr(at, head.find('>', at) - at);
    at = tag.find("count=");
    if (at == std::string_view::npos || at + 7 >= tag.size()) return std::nullopt;
    std::uint64_t count = 0;
    const auto [end, code] = std::from_chars(tag.data() + at + 7, tag.data() + tag.size(), count);
    return code == std::errc{} ? std::optional(count) : std::nullopt;
}

} // namespace redress::ingest::sms
