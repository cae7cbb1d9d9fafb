// CommonMark with GFM tables. Text from outside is escaped so that it stays text: no markup, link, mention or HTML.
#include "base/text.hpp"
#include "render/clean.hpp"
#include "render/renderer.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace redress::render {
namespace {

// What would open a block if it stood first on a line: "# ", "- ", "1. ", "===".
bool opens_block(std::string_view line)
{
    if (line.empty()) return false;
    if (std::string_view("#-+=").find(line[0]) != std::string_view::npos) return true;
    const auto digits = line.find_first_not_of("0123456789");
    return digits != 0 && digits != std::string_view::npos && (line[digits] == '.' || line[digits] == ')');
}

// One line. A link needs its "://" or "www.", a mention its "@": GFM finds both without any markup.
std::string escape(std::string_view raw)
{
    const auto line = text::trim(raw); // four blanks would make it code
    std::string out;
    const bool opens = opens_block(line);
    bool in_number = opens && line[0] >= '0' && line[0] <= '9';
    if (opens && !in_number) out += '\\';
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (in_number && (c == '.' || c == ')')) {
            out += '\\';
            in_number = false;
        } else if (std::string_view("\\`*_[]<>&|~!@$").find(c) != std::string_view::npos) {
            out += '\\';
        } else if ((c == ':' && line.substr(i, 3) == "://") ||
                   (c == '.' && i >= 3 && text::starts_with_icase(line.substr(i - 3), "www."))) {
            out += '\\';
        }
        out += c;
    }
    return out;
}

std::string inline_text(std::string_view text)
{
    return escape(shown_line(text));
}

// Line breaks stay, an empty line begins a paragraph; all but the first line are indented.
std::string lines_of(std::string_view text, std::string_view indent = "")
{
    std::string out;
    const auto visible = shown(text);
    const auto lines = text::split(visible, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto escaped = escape(lines[i]);
        if (i > 0 && !escaped.empty()) out += indent;
        out += escaped;
        if (i + 1 == lines.size()) break;
        const bool next_is_empty = text::trim(lines[i + 1]).empty();
        out += escaped.empty() || next_is_empty ? "\n" : "\\\n";
    }
    while (!out.empty() && out.back() == '\n') out.pop_back();
    return out + '\n';
}

std::string cell(std::string_view text)
{
    std::string out;
    const auto visible = shown(text);
    for (const auto line : text::split(visible, '\n')) (out += out.empty() ? "" : "<br>") += escape(line);
    return out;
}

struct Printer {
    std::string& out;
    const std::string& lang;

    void operator()(const Heading& heading) const
    {
        const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 3));
        out += std::string(level + 1, '#') + ' ' + inline_text(heading.text) + '\n';
    }
    void operator()(const Prose& prose) const { out += lines_of(prose.text); }
    void operator()(const Facts& facts) const
    {
        for (const auto& [label, value] : facts.rows) out += "- **" + inline_text(label) + ":** " + lines_of(value, "  ");
    }
    void operator()(const Table& table) const
    {
        if (table.columns.empty()) return;
        print_row(table.columns, table.columns.size());
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            out += c < table.right.size() && table.right[c] ? "| ---: " : "| --- ";
        out += "|\n";
        for (const auto& row : table.rows) print_row(row, table.columns.size());
    }
    void operator()(const Transcript& transcript) const
    {
        for (const auto& line : transcript.lines) {
            const auto& number = line.number.empty() ? line.id : line.number;
            out += "- ";
            if (!number.empty()) out += "**" + inline_text('[' + number + ']') + "** ";
            if (!line.time.empty()) out += inline_text(line.time) + ' ';
            if (!line.sender.empty()) out += "**" + inline_text(line.sender) + "** ";
            if (!line.role.empty()) out += '(' + inline_text(role_word(line.role, lang)) + ") ";
            out += "— " + lines_of(line.text, "  ");
            for (const auto& note : line.notes) out += "  - *" + inline_text(note) + "*\n";
        }
    }

private:
    void print_row(const std::vector<std::string>& row, std::size_t columns) const
    {
        for (std::size_t c = 0; c < columns; ++c) out += "| " + (c < row.size() ? cell(row[c]) + ' ' : "");
        out += "|\n";
    }
};

std::string render(const Document& document)
{
    std::string out;
    if (!document.title.empty()) out += "# " + inline_text(document.title) + '\n';
    if (!document.header.empty()) out += '\n' + lines_of(document.header);
    const Printer printer{out, document.lang};
    for (const auto& block : document.blocks) {
        if (!out.empty()) out += '\n';
        std::visit(printer, block);
    }
    if (!document.footer.empty()) out += "\n---\n\n" + lines_of(document.footer);
    return out;
}

} // namespace

extern const Renderer renderer_markdown;
const Renderer renderer_markdown{"markdown", ".md", render};

} // namespace redress::render
