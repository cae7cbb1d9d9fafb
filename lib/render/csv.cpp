// RFC 4180 with \n, and no cell that a spreadsheet would run.
#include "base/text.hpp"
#include "render/clean.hpp"
#include "render/renderer.hpp"

#include <algorithm>

namespace redress::render {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

// "-12.50": a sign, digits, at most one point. Anything longer ("-1+cmd") may be a formula.
bool is_plain_number(std::string_view cell)
{
    if (!cell.empty() && (cell[0] == '-' || cell[0] == '+')) cell.remove_prefix(1);
    auto at = skip_digits(cell, 0);
    if (at == 0) return false;
    if (at < cell.size() && cell[at] == '.') {
        const auto fraction = skip_digits(cell, at + 1);
        if (fraction == at + 1) return false;
        at = fraction;
    }
    return at == cell.size();
}

// OWASP ASVS 1.2.10, full-width signs (Excel in Chinese and Japanese takes them too), and the same behind quotes,
// separators and blanks, which some importers strip or split at.
bool may_be_formula(std::string_view cell)
{
    if (is_plain_number(cell)) return false;
    constexpr std::string_view full_width[] = {"＝", "＋", "－", "＠"};
    if (!cell.empty() && (cell[0] == '\0' || cell[0] == '\r' || cell[0] == '\t')) return true;
    const auto first = cell.find_first_not_of("\"',;| \t\r\n");
    if (first == std::string_view::npos) return false;
    cell.remove_prefix(first);
    if (std::string_view("=+-@").find(cell[0]) != std::string_view::npos) return true;
    return std::any_of(std::begin(full_width), std::end(full_width),
                       [&](std::string_view sign) { return cell.substr(0, sign.size()) == sign; });
}

void append_cell(std::string& out, std::string_view raw)
{
    auto cell = shown(raw);
    if (may_be_formula(raw)) cell.insert(0, "'");
    // Quoted where the comma is not the separator of the reader's country either.
    if (cell.find_first_of("\",;\n\t") == std::string::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_row(std::string& out, const std::vector<std::string>& row, std::size_t columns)
{
    for (std::size_t c = 0; c < columns; ++c) {
        if (c > 0) out += ',';
        if (c < row.size()) append_cell(out, row[c]);
    }
    out += '\n';
}

std::string join(const std::vector<std::string>& notes)
{
    std::string out;
    for (const auto& note : notes) (out += out.empty() ? "" : "; ") += note;
    return out;
}

Table as_table(const Transcript& transcript)
{
    Table table{"transcript", {"id", "number", "time", "sender", "role", "text", "notes"}, {}, {}};
    for (const auto& l : transcript.lines)
        table.rows.push_back({l.id, l.number, l.time, l.sender, l.role, l.text, join(l.notes)});
    return table;
}

Table as_table(const Facts& facts)
{
    Table table{"facts", {"label", "value"}, {}, {}};
    for (const auto& [label, value] : facts.rows) table.rows.push_back({label, value});
    return table;
}

// Tables and transcripts; the facts only where there is nothing else that has rows.
std::vector<Table> tables_of(const Document& document)
{
    std::vector<Table> tables, facts;
    for (const auto& block : document.blocks) {
        if (const auto* table = std::get_if<Table>(&block)) tables.push_back(*table);
        if (const auto* transcript = std::get_if<Transcript>(&block)) tables.push_back(as_table(*transcript));
        if (const auto* rows = std::get_if<Facts>(&block)) facts.push_back(as_table(*rows));
    }
    return tables.empty() ? facts : tables;
}

std::string render(const Document& document)
{
    const auto tables = tables_of(document);
    std::string out;
    for (const auto& table : tables) {
        if (tables.size() > 1) out += (out.empty() ? "# " : "\n# ") + shown_line(table.name) + '\n';
        append_row(out, table.columns, table.columns.size());
        for (const auto& row : table.rows) append_row(out, row, table.columns.size());
    }
    return out;
}

} // namespace

extern const Renderer renderer_csv;
const Renderer renderer_csv{"csv", ".csv", render};

} // namespace redress::render
