#include "ingest/html_piece.hpp"

#include "base/text.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/uri.h>

#include <algorithm>

namespace redress::ingest::html {
namespace {

// Not shown, or what a browser shows only where it cannot play the file.
constexpr std::string_view unseen[] = {"head", "script", "style", "title", "template", "noscript", "svg", "video", "audio"};
constexpr std::string_view blocks[] = {"p",  "div", "br", "tr", "li", "ul",  "ol",         "table",   "h1",      "h2",
                                       "h3", "h4",  "h5", "h6", "hr", "pre", "blockquote", "section", "article", "footer"};

template <std::size_t N> bool among(std::string_view name, const std::string_view (&list)[N])
{
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::string_view view(const xmlChar* text)
{
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

bool is_white(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Visits what is below `top` in the page's order, by hand instead of by recursion: a hostile page nests deeper than a stack
// is long. enter says whether to go in; it returns false for the whole walk to end.
template <typename Enter, typename Leave> void walk(const xmlNode* top, Enter enter, Leave leave)
{
    const xmlNode* node = top ? top->children : nullptr;
    while (node) {
        bool into = true, on = true;
        enter(node, into, on);
        if (!on) return;
        if (into && node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        for (;;) {
            leave(node);
            if (node->next) {
                node = node->next;
                break;
            }
            node = node->parent;
            if (!node || node == top) return;
        }
    }
}

class Words {
public:
    explicit Words(bool written) : written_(written) {}
    void add(std::string_view text)
    {
        if (!written_ && is_white(text) && text.find('\n') != std::string_view::npos) return;
        for (const char c : text) {
            if (c == '\r') continue;
            out_ += c;
        }
    }
    void line_end(bool always)
    {
        if (always)
            out_ += '\n';
        else if (!out_.empty() && out_.back() != '\n')
            pending_ = out_.size();
    }
    // A block begins on a line of its own where words stand before it.
    void settle()
    {
        if (pending_ == out_.size() && pending_ > 0) out_ += '\n';
        pending_ = 0;
    }
    std::string take() { return std::string(text::trim(out_)); }

private:
    bool written_ = false;
    std::string out_;
    std::size_t pending_ = 0;
};

bool has_word(std::string_view classes, std::string_view word)
{
    for (auto at = classes.find(word); at != std::string_view::npos; at = classes.find(word, at + 1)) {
        const auto end = at + word.size();
        if ((at == 0 || is_white(classes.substr(at - 1, 1))) && (end == classes.size() || is_white(classes.substr(end, 1))))
            return true;
    }
    return false;
}

std::string attribute_of(const xmlNode* node, const char* name)
{
    for (const auto* a = node->properties; a; a = a->next)
        if (view(a->name) == name && a->children) return std::string(view(a->children->content));
    return {};
}

// A picture that stands for a character, by its alt; other pictures are attachments.
std::string emoji_of(const xmlNode* node)
{
    auto alt = attribute_of(node, "alt");
    const auto first = text::to_u32(alt.substr(0, 4));
    const bool emoji =
        (!first.empty() && text::is_emoji(first[0])) || attribute_of(node, "class").find("emoji") != std::string::npos;
    return emoji ? alt : std::string();
}

} // namespace

std::string_view Node::name() const
{
    return node_ ? view(node_->name) : std::string_view();
}

std::string Node::attribute(const char* name) const
{
    return node_ ? text::repair_utf8(attribute_of(node_, name)).text : std::string();
}

bool Node::has_class(std::string_view word) const
{
    return node_ && has_word(attribute_of(node_, "class"), word);
}

template <typename Keep> std::vector<Node> Node::find(Keep keep, std::string_view outside, bool one) const
{
    std::vector<Node> out;
    walk(
        node_,
        [&](const xmlNode* node, bool& into, bool& on) {
            if (node->type != XML_ELEMENT_NODE) return;
            const Node here(node);
            if (!outside.empty() && here.has_class(outside)) {
                into = false;
                return;
            }
            if (keep(here)) out.push_back(here);
            on = !one || out.empty();
        },
        [](const xmlNode*) {});
    return out;
}

Node Node::first(std::string_view word, std::string_view outside) const
{
    const auto found = find([word](const Node& node) { return node.has_class(word); }, outside, true);
    return found.empty() ? Node() : found.front();
}

std::vector<Node> Node::all(std::string_view word, std::string_view outside) const
{
    return find([word](const Node& node) { return node.has_class(word); }, outside, false);
}

std::vector<Node> Node::named(std::string_view element, std::string_view outside) const
{
    return find([element](const Node& node) { return node.name() == element; }, outside, false);
}

std::vector<Node> Node::children() const
{
    std::vector<Node> out;
    for (const auto* child = node_ ? node_->children : nullptr; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE) out.emplace_back(child);
    return out;
}

std::string Node::text(std::string_view outside, bool written) const
{
    Words words(written);
    walk(
        node_,
        [&](const xmlNode* node, bool& into, bool&) {
            if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
                if (!is_white(view(node->content))) words.settle();
                words.add(view(node->content));
            }
            if (node->type != XML_ELEMENT_NODE) return;
            const auto name = view(node->name);
            if (among(name, unseen) || (!outside.empty() && Node(node).has_class(outside))) {
                into = false;
                return;
            }
            if (name == "img") words.add(emoji_of(node));
            if (among(name, blocks)) words.line_end(name == "br");
            if (name == "td" || name == "th") words.add(" ");
        },
        [&](const xmlNode* node) {
            if (node->type == XML_ELEMENT_NODE && view(node->name) != "br" && among(view(node->name), blocks))
                words.line_end(false);
        });
    return text::repair_utf8(words.take()).text;
}

struct Fragment::State {
    std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document{nullptr, xmlFreeDoc};
};

Fragment::Fragment(const std::string& utf8) : state_(std::make_unique<State>())
{
    if (utf8.empty() || utf8.size() > max_piece) return;
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
    state_->document.reset(htmlReadMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", options));
}

Fragment::~Fragment() = default;

Node Fragment::root() const
{
    return Node(state_->document ? xmlDocGetRootElement(state_->document.get()) : nullptr);
}

std::string plain(std::string_view utf8)
{
    if (utf8.find_first_of("&<") == std::string_view::npos) return std::string(text::trim(utf8));
    return Fragment("<div>" + std::string(utf8) + "</div>").root().text({}, true);
}

std::string file_of(std::string_view address)
{
    address = address.substr(0, address.find_first_of("?#"));
    const auto slash = address.find_last_of("/\\");
    const std::string name(slash == std::string_view::npos ? address : address.substr(slash + 1));
    const std::unique_ptr<char, void (*)(void*)> decoded(xmlURIUnescapeString(name.c_str(), 0, nullptr), xmlFree);
    return text::repair_utf8(decoded ? decoded.get() : name.c_str()).text;
}

} // namespace redress::ingest::html
