// Plain text for terminals and for the twin beside each rendered page.
#include "base/text.hpp"

#include "base/wrap.hpp"
#include "render/clean.hpp"
#include "render/renderer.hpp"
#include "render/words.hpp"

#include <algorithm>

namespace redress::render {
namespace {

constexpr std::size_t prose_width = 80;
constexpr std::size_t table_width = 100;
constexpr std::size_t narrowest_cell = 32; // a wrapped column is never made narrower than this
constexpr std::size_t widest_label = 24;

std::string blanks(std::size_t count)
{
    return std::string(count, ' ');
}

std::string padded(const std::string& cell, std::size_t width, bool right)
{
    const auto gap = blanks(width - std::min(width, text::display_width(cell)));
    return right ? gap + cell : cell + gap;
}

// A table with its columns measured; the widest left-aligned one is wrapped where the whole does not fit.
class Grid {
public:
    explicit Grid(const Table& table) : table_(table), widths_(table.columns.size())
    {
        for (std::size_t c = 0; c < widths_.size(); ++c) {
            widths_[c] = text::display_width(shown_line(table.columns[c]));
            for (const auto& row : table.rows)
                if (c < row.size()) widths_[c] = std::max(widths_[c], text::display_width(shown_line(row[c])));
        }
        narrow();
    }

    void print(std::string& out) const
    {
        if (widths_.empty()) return;
        print_row(out, table_.columns);
        std::vector<std::string> rule;
        for (const auto width : widths_) rule.emplace_back(width, '-');
        print_row(out, rule);
        for (const auto& row : table_.rows) print_row(out, row);
    }

private:
    bool right(std::size_t column) const { return column < table_.right.size() && table_.right[column]; }

    void narrow()
    {
        std::size_t total = 0, widest = widths_.size();
        for (std::size_t c = 0; c < widths_.size(); ++c) {
            total += widths_[c] + (c > 0 ? 2 : 0);
            if (!right(c) && (widest == widths_.size() || widths_[c] > widths_[widest])) widest = c;
        }
        if (total <= table_width || widest == widths_.size() || widths_[widest] <= narrowest_cell) return;
        const auto rest = total - widths_[widest];
        widths_[widest] = std::max(narrowest_cell, table_width - std::min(table_width, rest));
    }

    void print_row(std::string& out, const std::vector<std::string>& row) const
    {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (std::size_t c = 0; c < widths_.size(); ++c) {
            cells.push_back(text::wrap(c < row.size() ? shown_line(row[c]) : "", widths_[c]));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t line = 0; line < height; ++line) {
            std::string printed;
            for (std::size_t c = 0; c < cells.size(); ++c) {
                if (c > 0) printed += "  ";
                printed += padded(line < cells[c].size() ? cells[c][line] : "", widths_[c], right(c));
            }
            printed.erase(printed.find_last_not_of(' ') + 1);
            out += printed + '\n';
        }
    }

    const Table& table_;
    std::vector<std::size_t> widths_;
};

struct Printer {
    std::string& out;
    const std::string& lang;

    void operator()(const Heading& heading) const
    {
        const auto title = shown_line(heading.text);
        out += title + '\n';
        if (heading.level <= 2) out += std::string(text::display_width(title), heading.level == 1 ? '=' : '-') + '\n';
    }

    void operator()(const Prose& prose) const
    {
        for (const auto& line : text::wrap(shown(prose.text), prose_width)) out += line + '\n';
    }

    void operator()(const Facts& facts) const
    {
        std::size_t width = 0;
        for (const auto& [label, value] : facts.rows)
            width = std::max(width, std::min(widest_label, text::display_width(shown_line(label)) + 1));
        for (const auto& [label, value] : facts.rows) {
            const auto indent = width + 2;
            const auto lines = text::wrap(shown(value), prose_width - indent);
            out += padded(shown_line(label) + ':', width, false);
            for (std::size_t i = 0; i < lines.size(); ++i) {
                if (i > 0) out += blanks(lines[i].empty() ? 0 : width);
                if (!lines[i].empty()) out += "  " + lines[i];
                out += '\n';
            }
        }
    }

    void operator()(const Table& table) const { Grid(table).print(out); }

    // Messages are not wrapped: a phrase, a card key or an address must be found whole in this file. Lines after the
    // first are indented, so that no message can pass itself off as another.
    void operator()(const Transcript& transcript) const
    {
        for (const auto& line : transcript.lines) {
            const auto& number = line.number.empty() ? line.id : line.number;
            if (!number.empty()) out += '[' + shown_line(number) + "] ";
            if (!line.time.empty()) out += shown_line(line.time) + "  ";
            out += shown_line(line.sender);
            if (!line.role.empty()) out += (line.sender.empty() ? "(" : " (") + shown_line(role_word(line.role, lang)) + ')';
            out += ':';
            const auto body = shown(line.text);
            bool first = true;
            for (const auto part : text::split(body, '\n')) {
                if (!part.empty()) (out += first ? " " : "    ") += part;
                out += '\n';
                first = false;
            }
            for (const auto& note : line.notes) out += "    (" + shown_line(note) + ")\n";
        }
    }
};

std::string render(const Document& document)
{
    std::string out;
    const Printer printer{out, document.lang};
    if (!document.title.empty()) printer(Heading{document.title, 1});
    if (!document.header.empty()) out += shown_line(document.header) + '\n';
    for (const auto& block : document.blocks) {
        if (!out.empty()) out += '\n';
        std::visit(printer, block);
    }
    if (!document.footer.empty()) out += (out.empty() ? "" : "\n") + shown_line(document.footer) + '\n';
    return out;
}

} // namespace

extern const Renderer renderer_text;
const Renderer renderer_text{"text", ".txt", render};

} // namespace redress::render
