// One self-contained page: no script, no outside resource, readable on a phone, printable.
#include "base/text.hpp"
#include "render/clean.hpp"
#include "render/html_style.hpp"
#include "render/renderer.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace redress::render {
namespace {

// The one place where text becomes HTML.
std::string escape(std::string_view text)
{
    std::string out;
    const auto visible = shown(text);
    for (const char c : visible) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        case '\n': out += "<br>\n"; break;
        default: out += c;
        }
    }
    return out;
}

// <bdi>: a name or amount in Arabic does not turn round what stands beside it.
std::string isolated(std::string_view text)
{
    return "<bdi>" + escape(text) + "</bdi>";
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string language(const std::string& lang)
{
    if (lang == "zh") return "zh-CN";
    return is_token(lang) ? lang : "en";
}

struct Printer {
    std::string& out;
    const std::string& lang;

    void operator()(const Heading& heading) const
    {
        const std::string tag = "h" + std::to_string(std::clamp(heading.level, 1, 3) + 1);
        out += '<' + tag + " dir=\"auto\">" + isolated(heading.text) + "</" + tag + ">\n";
    }
    void operator()(const Prose& prose) const { out += "<p dir=\"auto\">" + isolated(prose.text) + "</p>\n"; }
    void operator()(const Facts& facts) const
    {
        out += "<dl>\n";
        for (const auto& [label, value] : facts.rows)
            out += "<div><dt>" + isolated(label) + "</dt><dd>" + isolated(value) + "</dd></div>\n";
        out += "</dl>\n";
    }
    void operator()(const Table& table) const
    {
        out += "<div class=\"table\"><table>\n<thead><tr>";
        for (std::size_t c = 0; c < table.columns.size(); ++c) print_cell(table, "th", c, table.columns[c]);
        out += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            out += "<tr>";
            for (std::size_t c = 0; c < table.columns.size(); ++c) print_cell(table, "td", c, c < row.size() ? row[c] : "");
            out += "</tr>\n";
        }
        out += "</tbody></table></div>\n";
    }
    void operator()(const Transcript& transcript) const
    {
        out += "<div class=\"transcript\">\n";
        for (const auto& line : transcript.lines) print_line(line);
        out += "</div>\n";
    }

private:
    void print_cell(const Table& table, const std::string& tag, std::size_t column, const std::string& text) const
    {
        const bool right = column < table.right.size() && table.right[column];
        out += '<' + tag + (right ? " class=\"right\">" : ">") + isolated(text) + "</" + tag + '>';
    }
    void print_line(const Line& line) const
    {
        const auto& number = line.number.empty() ? line.id : line.number;
        out += "<article class=\"line" + (is_token(line.role) ? ' ' + line.role : "") + '"';
        if (is_token(number)) out += " id=\"" + number + '"';
        out += ">\n<header>";
        if (!number.empty()) out += "<span class=\"number\">[" + isolated(number) + "]</span> ";
        if (!line.time.empty()) out += "<span class=\"time\">" + isolated(line.time) + "</span> ";
        if (!line.sender.empty()) out += "<b>" + isolated(line.sender) + "</b> ";
        if (!line.role.empty()) out += "<span class=\"role\">(" + isolated(role_word(line.role, lang)) + ")</span> ";
        if (!line.id.empty() && &number != &line.id) out += "<span class=\"id\">" + escape(line.id) + "</span>";
        out += "</header>\n<p dir=\"auto\">" + isolated(line.text) + "</p>\n";
        for (const auto& note : line.notes) out += "<p class=\"note\" dir=\"auto\">" + isolated(note) + "</p>\n";
        out += "</article>\n";
    }
};

std::string render(const Document& document)
{
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + language(document.lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
           "img-src data:\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n";
    // A title is plain text to a browser: no <bdi>, no <br>.
    out += "<title>" + escape(shown_line(document.title)) + "</title>\n<style>\n" + std::string(html_style) +
           "</style>\n</head>\n<body>\n";
    if (!document.header.empty()) out += "<div class=\"edge\">" + isolated(document.header) + "</div>\n";
    out += "<main>\n";
    if (!document.title.empty()) out += "<h1 dir=\"auto\">" + isolated(document.title) + "</h1>\n";
    const Printer printer{out, document.lang};
    for (const auto& block : document.blocks) std::visit(printer, block);
    out += "</main>\n";
    if (!document.footer.empty()) out += "<footer class=\"edge\">" + isolated(document.footer) + "</footer>\n";
    return out + "</body>\n</html>\n";
}

} // namespace

extern const Renderer renderer_html;
const Renderer renderer_html{"html", ".html", render};

} // namespace redress::render
