// The half of mail_text.hpp that reads HTML, with libxml2.
#include "base/text.hpp"
#include "ingest/mail_text.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <memory>

namespace redress::ingest::mail {
namespace {

constexpr std::string_view unseen[] = {"head", "script", "style", "title", "template", "noscript"};
constexpr std::string_view blocks[] = {"p",          "div",     "br",      "tr",     "li",     "ul", "ol", "table",
                                       "h1",         "h2",      "h3",      "h4",     "h5",     "h6", "hr", "pre",
                                       "blockquote", "section", "article", "header", "footer", "dt", "dd", "body"};

template <std::size_t N> bool among(std::string_view name, const std::string_view (&list)[N])
{
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

class Writer {
public:
    void text(std::string_view words)
    {
        for (std::size_t i = 0; i < words.size();) {
            // U+00A0 is how mail programs write several blanks
            const bool hard = words.substr(i, 2) == "\xC2\xA0";
            if (hard || words[i] == ' ' || words[i] == '\t' || words[i] == '\n' || words[i] == '\r') {
                if (!line_.empty() && line_.back() != ' ') line_ += ' ';
                i += hard ? 2 : 1;
                continue;
            }
            line_ += words[i++];
        }
    }
    void line_break(bool always)
    {
        while (!line_.empty() && line_.back() == ' ') line_.pop_back();
        if (line_.empty() && !always) return;
        if (line_.empty() && (out_.empty() || out_.ends_with("\n\n"))) return; // one empty line is enough
        if (quotes_ > 0) out_.append(static_cast<std::size_t>(quotes_), '>').append(" ");
        out_ += line_;
        out_ += '\n';
        line_.clear();
    }
    // Where the line that comes next will stand.
    std::size_t next_line()
    {
        line_break(false);
        return out_.size();
    }
    void quote(int by)
    {
        line_break(false);
        quotes_ = std::clamp(quotes_ + by, 0, 20);
    }
    std::string take()
    {
        line_break(false);
        return std::move(out_);
    }

private:
    std::string out_, line_;
    int quotes_ = 0;
};

std::string_view name_of(const xmlNode* node)
{
    return node->name ? std::string_view(reinterpret_cast<const char*>(node->name)) : std::string_view();
}

std::string attribute(const xmlNode* node, const char* name)
{
    for (const auto* a = node->properties; a; a = a->next) {
        if (!xmlStrEqual(a->name, reinterpret_cast<const xmlChar*>(name))) continue;
        return a->children && a->children->content ? reinterpret_cast<const char*>(a->children->content) : "";
    }
    return {};
}

// Indented and not quoted: what editors make of their "increase indent".
bool is_indentation(const xmlNode* node)
{
    const auto style = text::lower_ascii(attribute(node, "style"));
    return attribute(node, "type").empty() && attribute(node, "class").find("quote") == std::string::npos &&
           (style.find("border:none") != std::string::npos || style.find("border: none") != std::string::npos);
}

bool is_quotation(const xmlNode* node)
{
    return name_of(node) == "blockquote" && !is_indentation(node);
}

// Elements by which mail programs say what they add: the line above a quotation (Gmail, Thunderbird), and the start of the
// mail that is answered (Outlook, Yahoo, Zoho, Apple's exchange of Office).
constexpr std::string_view intro_classes[] = {"gmail_attr", "moz-cite-prefix"};
constexpr std::string_view tail_ids[] = {"divRplyFwdMsg", "OLK_SRC_BODY_SECTION"};
constexpr std::string_view tail_classes[] = {"yahoo_quoted", "zmail_extra", "tutanota_quote"};

void mark(const xmlNode* node, Writer& writer, QuoteMarks& marks)
{
    if (!node->properties) return;
    const auto classes = attribute(node, "class");
    const auto has = [&classes](std::string_view name) { return classes.find(name) != std::string::npos; };
    if (std::any_of(std::begin(intro_classes), std::end(intro_classes), has)) {
        if (marks.intros.size() < 1000) marks.intros.push_back(writer.next_line());
    } else if (marks.tail == std::string::npos && (among(attribute(node, "id"), tail_ids) ||
                                                   std::any_of(std::begin(tail_classes), std::end(tail_classes), has))) {
        marks.tail = writer.next_line();
    }
}

void enter(const xmlNode* node, Writer& writer, QuoteMarks* marks)
{
    const auto name = name_of(node);
    if (is_quotation(node))
        writer.quote(1);
    else if (among(name, blocks))
        writer.line_break(name == "br" || name == "p");
    else if (name == "td" || name == "th")
        writer.text(" ");
    if (marks && name == "div") mark(node, writer, *marks);
}

void leave(const xmlNode* node, Writer& writer)
{
    const auto name = name_of(node);
    if (is_quotation(node))
        writer.quote(-1);
    else if (name != "br" && among(name, blocks))
        writer.line_break(false);
}

} // namespace

std::string html_to_text(const std::string& html, QuoteMarks* marks)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
        htmlReadMemory(html.data(), static_cast<int>(std::min<std::size_t>(html.size(), 64u << 20)), nullptr, "UTF-8",
                       options),
        xmlFreeDoc);
    if (!document) return {};
    Writer writer;
    // By hand instead of by recursion: a hostile page nests deeper than a stack is long.
    const xmlNode* node = xmlDocGetRootElement(document.get());
    while (node) {
        const bool element = node->type == XML_ELEMENT_NODE;
        const bool hidden = element && among(name_of(node), unseen);
        if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
            writer.text(reinterpret_cast<const char*>(node->content));
        if (element && !hidden) enter(node, writer, marks);
        if (element && !hidden && node->children) {
            node = node->children;
            continue;
        }
        while (node) {
            if (node->type == XML_ELEMENT_NODE && !among(name_of(node), unseen)) leave(node, writer);
            if (node->next) {
                node = node->next;
                break;
            }
            node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : nullptr;
        }
    }
    return text::repair_utf8(writer.take()).text;
}

} // namespace redress::ingest::mail
