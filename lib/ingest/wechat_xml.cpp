#include "ingest/wechat_xml.hpp"

#include "base/text.hpp"
#include "ingest/columns.hpp"

#include <fmt/format.h>
#include <libxml/parser.h>

#include <charconv>
#include <memory>

namespace redress::ingest::wechat {
namespace {

constexpr std::size_t largest = 4u << 20; // bytes; a bundle of forwarded messages has some hundred thousand
constexpr std::string_view roots[] = {
    "<msg", "<sysmsg", "<revokemsg", "<appmsg",           "<voipmsg",  "<voipinvitemsg", "<voiplocalinfo",
    "<img", "<?xml",   "<a ",        "<_wc_custom_link_", "<template", "<emoji"};

std::string_view name_of(const xmlNode* node)
{
    return node->name ? std::string_view(reinterpret_cast<const char*>(node->name)) : std::string_view();
}

// By hand and not by xmlNodeGetContent, which expands entities.
void collect(const xmlNode* node, std::string& out)
{
    for (; node; node = node->next) {
        if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
            out += reinterpret_cast<const char*>(node->content);
        if (node->type == XML_ELEMENT_NODE) collect(node->children, out);
    }
}

std::string words_of(const xmlNode* node)
{
    std::string out;
    if (node) collect(node->children, out);
    return std::string(text::trim(out));
}

const xmlNode* child(const xmlNode* node, std::string_view name)
{
    for (auto* at = node ? node->children : nullptr; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE && name_of(at) == name) return at;
    return nullptr;
}

std::string words_of(const xmlNode* node, std::string_view name)
{
    return words_of(child(node, name));
}

std::string attribute(const xmlNode* node, const char* name)
{
    if (!node) return {};
    const std::unique_ptr<xmlChar, void (*)(void*)> value(
        xmlGetNoNsProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name)), xmlFree);
    return value ? reinterpret_cast<const char*>(value.get()) : std::string();
}

std::int64_t number(std::string_view text)
{
    std::int64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string labelled(Kind kind, std::string_view words)
{
    std::string out(label(kind));
    if (!words.empty()) out.append(out.empty() ? "" : " ").append(words);
    return out;
}

// A further line, unless the one before says the same.
void add_line(std::string& out, std::string_view line)
{
    if (line.empty() || out == line || out.ends_with(" " + std::string(line))) return;
    out.append(out.empty() ? "" : "\n").append(line);
}

std::optional<Body> read(std::string_view body, int depth);

void read_quote(const xmlNode* app, Body& out, int depth)
{
    const auto* quoted = child(app, "refermsg");
    if (!quoted) return;
    auto reply = Json::object();
    put_text(reply, "id", words_of(quoted, "svrid"));
    put_text(reply, "sender", words_of(quoted, "displayname"));
    auto sender_id = words_of(quoted, "chatusr");
    if (sender_id.empty()) sender_id = words_of(quoted, "fromusr");
    put_text(reply, "sender_id", sender_id);
    const auto content = words_of(quoted, "content");
    const auto kind = kind_of(number(words_of(quoted, "type")), 0);
    // Quotes quote quotes, each with its marks escaped once more: one is enough.
    const auto inner = kind == Kind::text || depth > 0 ? std::nullopt : read(content, depth + 1);
    put_text(reply, "text", inner ? inner->text : content);
    if (!reply.members().empty()) out.extra.set("reply_to", std::move(reply));
}

void read_payment(const xmlNode* app, Body& out)
{
    const auto* pay = child(app, "wcpayinfo");
    if (out.kind == Kind::red_packet) {
        auto wish = words_of(pay, "sendertitle");
        if (wish.empty()) wish = words_of(pay, "receivertitle");
        out.text = labelled(out.kind, wish);
        return;
    }
    // What paysubtype says about direction and state differs from version to version: kept as a number.
    const auto amount = words_of(pay, "feedesc"), memo = words_of(pay, "pay_memo");
    out.text = labelled(out.kind, amount);
    add_line(out.text, memo);
    auto transfer = Json::object();
    put_text(transfer, "amount", amount);
    put_text(transfer, "memo", memo);
    put_text(transfer, "paysubtype", words_of(pay, "paysubtype"));
    put_text(transfer, "id", words_of(pay, "transferid"));
    put_text(transfer, "transaction", words_of(pay, "transcationid")); // the app's own spelling
    if (!transfer.members().empty()) out.extra.set("transfer", std::move(transfer));
}

void read_app(const xmlNode* app, Body& out, int depth)
{
    const auto type = number(words_of(app, "type"));
    out.kind = kind_of(49, type);
    out.extra.set("app_type", type);
    const auto title = words_of(app, "title"), about = words_of(app, "des"), url = words_of(app, "url");
    switch (out.kind) {
    case Kind::text: out.text = title; return;
    case Kind::quote:
        out.text = title;
        read_quote(app, out, depth);
        return;
    case Kind::file:
        out.file = title;
        out.text = labelled(out.kind, title);
        return;
    case Kind::transfer:
    case Kind::red_packet: read_payment(app, out); return;
    case Kind::system: out.text = title; return;
    default: break;
    }
    auto name = title;
    if (const auto* feed = child(app, "finderFeed"); feed && type == 51) name = words_of(feed, "desc");
    if (const auto* announcement = child(app, "textannouncement"); announcement && type == 87) name = words_of(announcement);
    out.text = labelled(out.kind, name);
    if (out.kind != Kind::applet) add_line(out.text, about);
    if (out.kind == Kind::link || out.kind == Kind::music) add_line(out.text, url);
    put_text(out.extra, "url", url);
}

// "revokemsg", "pat", templates with names in them: what is left when the marks are gone.
std::string words_of_system(const xmlNode* root)
{
    if (const auto* revoked = child(root, "revokemsg")) {
        const auto words = words_of(revoked, "replacemsg");
        return words.empty() ? words_of(revoked, "content") : words;
    }
    const auto* content = child(root, "sysmsgtemplate");
    content = child(content ? content : root, "content_template");
    if (!content) return words_of(root);
    auto words = words_of(content, "template");
    if (words.empty()) words = words_of(content, "plain");
    for (auto* link = child(child(content, "link_list"), "link"); link; link = link->next) {
        const auto mark = "$" + attribute(link, "name") + "$";
        const auto at = mark.size() > 2 ? words.find(mark) : std::string::npos;
        if (at == std::string::npos) continue;
        std::string names;
        if (const auto* list = child(link, "memberlist"))
            for (auto* member = list->children; member; member = member->next) {
                const auto nick = words_of(member, "nickname");
                if (!nick.empty()) names += (names.empty() ? "" : "、") + nick;
            }
        words.replace(at, mark.size(), names.empty() ? words_of(link, "plain") : names);
    }
    return words;
}

bool read_media(const xmlNode* root, Body& out)
{
    static constexpr struct {
        const char* name;
        Kind kind;
    } media[] = {{"img", Kind::image}, {"voicemsg", Kind::voice}, {"videomsg", Kind::video}, {"emoji", Kind::sticker}};
    for (const auto& m : media) {
        const auto* node = child(root, m.name);
        if (!node) continue;
        out.kind = m.kind;
        out.text = label(m.kind);
        put_text(out.extra, "md5", attribute(node, "md5"));
        put_text(out.extra, "voice_ms", attribute(node, "voicelength"));
        return true;
    }
    if (const auto* place = child(root, "location")) {
        out.kind = Kind::location;
        out.text = labelled(out.kind, attribute(place, "poiname"));
        add_line(out.text, attribute(place, "label"));
        put_text(out.extra, "latitude", attribute(place, "x"));
        put_text(out.extra, "longitude", attribute(place, "y"));
        return true;
    }
    return false;
}

bool read_root(const xmlNode* root, Body& out, int depth)
{
    const auto name = name_of(root);
    if (const auto* app = name == "appmsg" ? root : child(root, "appmsg")) {
        read_app(app, out, depth);
        return true;
    }
    if (name == "msg") {
        if (read_media(root, out)) return true;
        if (const auto nick = attribute(root, "nickname"); !nick.empty()) {
            out.kind = Kind::card;
            out.text = labelled(out.kind, nick);
            put_text(out.extra, "card_id", attribute(root, "username"));
            return true;
        }
    }
    if (name == "voipmsg" || name == "voipinvitemsg" || name == "voiplocalinfo" || child(root, "VoIPBubbleMsg")) {
        out.kind = Kind::call;
        const auto* bubble = child(root, "VoIPBubbleMsg");
        out.text = labelled(out.kind, words_of(bubble ? bubble : root, "msg"));
        return true;
    }
    out.kind = Kind::system;
    out.text = name == "sysmsg" ? words_of_system(root) : words_of(root);
    return !out.text.empty();
}

// "wxid_abc:\n" in front of what somebody in a group sent.
std::string_view take_sender(std::string_view& body)
{
    const auto colon = body.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon > 64) return {};
    const auto id = body.substr(0, colon);
    for (const char c : id)
        if (static_cast<unsigned char>(c) <= ' ' || c == '<' || static_cast<unsigned char>(c) >= 0x80) return {};
    const auto rest = text::trim(body.substr(colon + 1));
    if (!rest.starts_with('<')) return {};
    body = rest;
    return id;
}

std::optional<Body> read(std::string_view body, int depth)
{
    body = text::trim(body);
    const auto sender = take_sender(body);
    bool known = false;
    for (const auto root : roots) known = known || body.starts_with(root);
    if (!known || body.size() > largest || body.find("<!DOCTYPE") != std::string_view::npos ||
        body.find("<!ENTITY") != std::string_view::npos)
        return std::nullopt;
    if (body.starts_with("<?xml"))
        if (const auto end = body.find("?>"); end != std::string_view::npos) body = body.substr(end + 2);
    // Notices are words with marks among them and no root of their own.
    const auto xml = fmt::format("<all>{}</all>", body);
    const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8",
                      XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_COMPACT),
        xmlFreeDoc);
    const auto* all = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (!all) return std::nullopt;
    const xmlNode* root = nullptr;
    bool words = false;
    for (auto* node = all->children; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && !root) root = node;
        words = words || (node->type == XML_TEXT_NODE && node->content &&
                          !text::trim(reinterpret_cast<const char*>(node->content)).empty());
    }
    Body out;
    put_text(out.extra, "sender_id", sender);
    if (words) {
        out.kind = Kind::system;
        out.text = words_of(all);
    } else if (!root || !read_root(root, out, depth))
        return std::nullopt;
    out.text = text::repair_utf8(out.text).text;
    return out;
}

} // namespace

std::optional<Body> read_xml(std::string_view body)
{
    return read(body, 0);
}

void set_body(Kind kind, std::string_view body, std::string_view source, model::Message& message, Json& extra)
{
    message.text = body;
    // Words may be XML somebody typed; what is of no known kind is looked at.
    auto read = kind == Kind::text ? std::nullopt : read_xml(body);
    if (read) {
        message.text = std::move(read->text);
        for (const auto& [key, value] : read->extra.members()) extra.set(key, value);
        // The number of a kind may be coarser than the XML ("49, 0"); that a line is the app's own it knows best.
        if (kind != Kind::system) kind = read->kind;
    }
    settle(kind, read && !read->file.empty() ? std::string_view(read->file) : source, message);
}

} // namespace redress::ingest::wechat
