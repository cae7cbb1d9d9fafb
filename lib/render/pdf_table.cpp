// Tables: columns as wide as their text where all fit, else the room shared by what each needs.
#include "base/text.hpp"
#include "base/wrap.hpp"
#include "render/pdf_compose.hpp"

#include <algorithm>
#include <numeric>

namespace redress::render::pdf {
namespace {

constexpr double gap = 10;                // between columns
constexpr double padding = 2.5;           // above and below the text of a row
constexpr double longest_word = 0.3;      // of the page: a word that needs more is cut, it would starve the other columns
constexpr std::size_t unsplit_lines = 12; // a row of more lines may run over a page break

struct Column {
    double least = 0, natural = 0, width = 0, x = 0;
    bool right = false;
};

struct Sizes {
    double size;
    Style head, cell;
    explicit Sizes(double points) : size(points), head{points, true, false, black}, cell{points, false, false, black} {}
};

// Measuring is the slow part: only texts that may be the widest of their column are measured.
class Measure {
public:
    Measure(Typesetter& type, const Sizes& sizes) : type_(type), sizes_(sizes) {}
    void add(Column& column, const std::string& text, bool head)
    {
        std::string word;
        std::size_t word_columns = 0, line_columns = 0;
        for (auto& piece : text::wrap(text, 1))
            if (const auto width = text::display_width(piece); width > word_columns) {
                word_columns = width;
                word = std::move(piece);
            }
        for (const auto line : text::split(text, '\n')) line_columns = std::max(line_columns, text::display_width(line));
        const auto& style = head ? sizes_.head : sizes_.cell;
        const double em = sizes_.size;
        if (static_cast<double>(word_columns) * em > column.least)
            column.least = std::max(column.least, std::min(type_.width_of(word, style) + 0.5, text_width * longest_word));
        if (line_columns > 200)
            column.natural = std::max(column.natural, 2 * text_width); // wraps in any case
        else if (static_cast<double>(line_columns) * em > column.natural)
            column.natural = std::max(column.natural, type_.width_of(text, style) + 0.5);
    }

private:
    Typesetter& type_;
    const Sizes& sizes_;
};

std::vector<Column> measure(Typesetter& type, const Table& table, const Sizes& sizes)
{
    std::vector<Column> columns(table.columns.size());
    Measure measure(type, sizes);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        columns[c].right = c < table.right.size() && table.right[c];
        measure.add(columns[c], table.columns[c], true);
        for (const auto& row : table.rows)
            if (c < row.size()) measure.add(columns[c], row[c], false);
    }
    return columns;
}

double sum(const std::vector<Column>& columns, double Column::*member)
{
    return std::accumulate(columns.begin(), columns.end(), 0.0,
                           [&](double total, const Column& c) { return total + c.*member; });
}

// Columns that need no more than an even share get all they need; the others divide what is left by what they need.
void share_room(std::vector<Column>& columns)
{
    double room = text_width - gap * static_cast<double>(columns.size() - 1);
    std::vector<Column*> open;
    open.reserve(columns.size());
    for (auto& c : columns) open.push_back(&c);
    for (bool settled = true; settled && !open.empty();) {
        const double share = room / static_cast<double>(open.size());
        settled = false;
        std::erase_if(open, [&](Column* c) {
            if (c->natural > share) return false;
            c->width = c->natural;
            room -= c->natural;
            settled = true;
            return true;
        });
    }
    double least = 0, more = 0;
    for (const auto* c : open) {
        least += c->least;
        more += c->natural - c->least;
    }
    for (auto* c : open) {
        if (least >= room)
            c->width = room * c->least / least;
        else
            c->width = c->least + (c->natural - c->least) * (room - least) / more;
    }
    double x = margin_side;
    for (auto& c : columns) {
        c.x = x;
        x += c.width + gap;
    }
}

std::vector<Strip> row_strips(Typesetter& type, const std::vector<Column>& columns, const std::vector<std::string>& row,
                              const Style& style)
{
    std::vector<Strip> strips(1);
    strips.front().height = style.size * 1.5;
    for (std::size_t c = 0; c < columns.size() && c < row.size(); ++c) {
        const auto align = columns[c].right ? Align::right : Align::start;
        const auto lines = type.set(row[c], style, std::max(columns[c].width, style.size), align);
        if (strips.size() < lines.size()) strips.resize(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto cell = strip_of(lines[i], columns[c].x, style.size);
            strips[i].height = std::max(strips[i].height, cell.height);
            strips[i].lines.push_back(std::move(cell.lines.front()));
        }
    }
    for (auto& line : strips.front().lines) line.baseline += padding;
    strips.front().height += padding;
    strips.back().height += padding;
    if (strips.size() <= unsplit_lines)
        keep_together(strips);
    else
        strips.front().keep_with_next = strips[strips.size() - 2].keep_with_next = true;
    return strips;
}

void rule_below(std::vector<Strip>& row, const std::vector<Column>& columns, double thickness, const Colour& colour)
{
    const double width = columns.back().x + columns.back().width - margin_side;
    row.back().bars.push_back({margin_side, row.back().height - thickness / 2, width, thickness, colour});
}

} // namespace

void Composer::table(Flow& flow, const Table& table)
{
    if (table.columns.empty()) return;
    Sizes sizes(8.5);
    auto columns = measure(type, table, sizes);
    for (const double smaller : {7.5, 6.5}) {
        if (sum(columns, &Column::least) + gap * static_cast<double>(columns.size() - 1) <= text_width) break;
        sizes = Sizes(smaller);
        columns = measure(type, table, sizes);
    }
    share_room(columns);
    auto head = row_strips(type, columns, table.columns, sizes.head);
    keep_together(head);
    rule_below(head, columns, 0.9, pale);
    head.back().keep_with_next = !table.rows.empty();
    const int repeats = flow.add_head(head);
    head.front().space_before = 8;
    append(flow.strips, std::move(head));
    for (const auto& row : table.rows) {
        auto strips = row_strips(type, columns, row, sizes.cell);
        rule_below(strips, columns, 0.4, hairline);
        for (auto& strip : strips) strip.repeats = repeats;
        append(flow.strips, std::move(strips));
    }
}

} // namespace redress::render::pdf
