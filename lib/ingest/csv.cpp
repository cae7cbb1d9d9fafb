#include "ingest/csv.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace redress::ingest {
namespace {

bool is_padding(std::string_view text)
{
    return text::trim(text).empty();
}

struct Landing {
    std::vector<std::string>* cells = nullptr;
    bool done = false;
};

void on_cell(void* bytes, std::size_t size, void* to)
{
    static_cast<Landing*>(to)->cells->emplace_back(static_cast<const char*>(bytes), size);
}

void on_row(int, void* to)
{
    static_cast<Landing*>(to)->done = true;
}

// How often a delimiter stands outside quotes in each line. A quote opens only where a cell begins: 5" is an inch.
std::map<std::size_t, std::size_t> counts_of(std::string_view text, char delimiter)
{
    std::map<std::size_t, std::size_t> lines; // cells cut -> lines that do
    std::size_t count = 0;
    bool quoted = false, at_start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char after = i + 1 < text.size() ? text[i + 1] : '\n';
        if (quoted) {
            if (c != '"') continue;
            if (after == '"')
                ++i;
            else if (after == delimiter || after == '\n' || after == '\r' || after == ' ' || after == '\t')
                quoted = false;
        } else if (c == '\n') {
            if (count > 0) ++lines[count];
            count = 0;
            at_start = true;
        } else if (c == delimiter) {
            ++count;
            at_start = true;
        } else if (c == '"' && at_start) {
            quoted = true;
            at_start = false;
        } else if (c != ' ')
            at_start = false;
    }
    if (count > 0) ++lines[count];
    return lines;
}

} // namespace

struct CsvReader::Parser {
    explicit Parser(char delimiter)
    {
        if (csv_init(&csv, 0) != 0) throw Error(ErrorKind::input, said("cannot start the CSV parser"));
        csv_set_delim(&csv, static_cast<unsigned char>(delimiter));
    }
    ~Parser() { csv_free(&csv); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    void feed(std::string_view bytes, Landing& landing)
    {
        if (csv_parse(&csv, bytes.data(), bytes.size(), on_cell, on_row, &landing) != bytes.size())
            throw Error(ErrorKind::input, said("cannot read a CSV row: {}", csv_strerror(csv_error(&csv))));
    }
    csv_parser csv{};
};

bool CsvRow::blank() const
{
    return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return is_padding(cell); });
}

CsvReader::CsvReader(const MappedFile& file, std::string encoding, char delimiter)
    : lines_(file, std::move(encoding)), delimiter_(delimiter), parser_(std::make_unique<Parser>(delimiter))
{}

CsvReader::CsvReader(std::string_view utf8, char delimiter)
    : lines_(utf8, "UTF-8"), delimiter_(delimiter), parser_(std::make_unique<Parser>(delimiter))
{}

CsvReader::~CsvReader() = default;

bool CsvReader::take(Held& line)
{
    if (!queue_.empty()) {
        line = std::move(queue_.front());
        queue_.pop_front();
        return true;
    }
    Line next;
    if (!lines_.next(next)) return false;
    line.text.assign(next.text);
    line.number = next.number;
    line.offset = next.offset;
    line.length = next.length;
    return true;
}

bool CsvReader::next(CsvRow& row)
{
    Held line;
    if (!take(line)) return false;
    row = CsvRow{{}, ++count_, line.number, line.offset, line.length, false};
    if (is_padding(line.text)) return true;
    std::vector<Held> held;
    Landing landing{&row.cells, false};
    for (;;) {
        parser_->feed(line.text, landing);
        parser_->feed("\n", landing);
        row.length = line.offset + line.length - row.offset;
        held.push_back(std::move(line));
        if (landing.done) return true;
        if (held.size() >= longest_ || !take(line)) break;
    }
    recover(held, row);
    return true;
}

// A quote that never closes would swallow the rest of the file: its line is cut plainly, the lines after it are read anew.
void CsvReader::recover(std::vector<Held>& held, CsvRow& row)
{
    parser_ = std::make_unique<Parser>(delimiter_);
    // A file full of stray quotes must not be read five hundred times.
    longest_ = std::max<std::size_t>(20, longest_ / 2);
    row.unclosed = true;
    row.length = held.front().length;
    row.cells.clear();
    for (auto cell : text::split(held.front().text, delimiter_)) {
        cell = text::trim(cell);
        if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
        row.cells.emplace_back(cell);
    }
    for (auto it = held.rbegin(); it + 1 != held.rend(); ++it) queue_.push_front(std::move(*it));
}

char sniff_delimiter(std::string_view text)
{
    constexpr std::array<char, 4> candidates{',', ';', '\t', '|'};
    char best = 0;
    // More lines cut alike counts first: in "1,5;2,5" the decimal commas miss the header, the semicolons do not.
    std::pair<std::size_t, std::size_t> best_score{0, 0};
    for (const char candidate : candidates) {
        std::pair<std::size_t, std::size_t> score{0, 0};
        for (const auto& [cells, lines] : counts_of(text, candidate)) score = std::max(score, {lines, cells});
        if (score > best_score) {
            best = candidate;
            best_score = score;
        }
    }
    return best;
}

std::string_view unguard(std::string_view cell)
{
    constexpr std::array<std::string_view, 3> marks{"\xEF\xBB\xBF", "\xC2\xA0",
                                                    "\xE2\x80\x8B"}; // BOM, NBSP, zero width space
    cell = text::trim(cell);
    for (bool again = true; again;) {
        again = false;
        for (const auto mark : marks) {
            if (cell.substr(0, mark.size()) == mark) cell.remove_prefix(mark.size()), again = true;
            if (cell.size() >= mark.size() && cell.substr(cell.size() - mark.size()) == mark)
                cell.remove_suffix(mark.size()), again = true;
        }
        cell = text::trim(cell);
    }
    if (cell.size() >= 3 && cell.substr(0, 2) == "=\"" && cell.back() == '"')
        return text::trim(cell.substr(2, cell.size() - 3));
    const auto guards = [](char c) { return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '=' || c == '@'; };
    if (cell.size() >= 2 && cell.front() == '\'' && guards(cell[1])) return text::trim(cell.substr(1));
    return cell;
}

} // namespace redress::ingest
