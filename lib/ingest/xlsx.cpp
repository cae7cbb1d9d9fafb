#include "ingest/xlsx.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/xlsx_package.hpp"
#include "ingest/xlsx_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace redress::ingest::xlsx {
namespace {

// A row of CSV that spans more lines counts as one with a stray quote (ingest/csv).
constexpr std::size_t max_breaks = 200;

constexpr std::size_t max_padding = 256; // a stray cell far right makes no wide rows below it

struct Budget { // over all sheets
    std::uint64_t cells = 0, text = 0;
};

struct Place {
    std::uint64_t row = 0, column = 0; // from 1; 0: not said
};

// "C5", "c5", "$C$5"
Place place_of(std::string_view reference)
{
    Place place;
    for (const char c : reference) {
        const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
        if (upper || lower)
            place.column = place.column * 26 + static_cast<std::uint64_t>(c - (upper ? 'A' : 'a') + 1);
        else if (c >= '0' && c <= '9')
            place.row = place.row * 10 + static_cast<std::uint64_t>(c - '0');
        if (place.column > max_columns || place.row > max_rows) return {max_rows + 1, max_columns + 1};
    }
    return place;
}

class SheetReader {
public:
    SheetReader(const Package& package, const SheetPart& part, const std::string& file, Budget& budget)
        : package_(package), part_(part), file_(file), budget_(budget)
    {}
    SheetText read(Diagnostics& remarks);

private:
    struct Long { // a number longer than a spreadsheet keeps
        std::size_t at = 0, size = 0;
        std::uint64_t row = 0;
        std::string digits;
    };
    void begin_row(const Xml& xml);
    void begin_cell(const Xml& xml);
    void end_cell();
    std::string value_of();
    std::string number();
    void end_row();
    void put(const std::string& text);
    void restore_digits();
    void tell(Diagnostics& remarks) const;
    [[noreturn]] void refuse(const Said& why) const
    {
        throw Error(ErrorKind::input, said("cannot read workbook '{}': sheet '{}' {}", file_, part_.name, why),
                    said("export fewer rows at a time, or save the sheet as CSV UTF-8"));
    }

    const Package& package_;
    const SheetPart& part_;
    const std::string& file_;
    Budget& budget_;
    SheetText out_;
    std::uint64_t row_ = 0, column_ = 0, line_ = 1; // line_: where the next row will begin
    std::size_t width_ = 0;                         // of the widest row so far
    std::size_t filled_ = 0;                        // cells of the row that are written, with the gaps before them
    std::string type_, style_, value_, text_;
    bool formula_ = false, in_value_ = false, in_text_ = false, phonetic_ = false;
    bool exact_ = false;
    NumberText last_;
    std::vector<Long> longs_;
    std::uint64_t empty_formulas_ = 0, long_texts_ = 0, strangers_ = 0;
};

void SheetReader::begin_row(const Xml& xml)
{
    const auto told = place_of(xml.attribute("r")).row;
    const auto number = told > row_ ? told : row_ + 1;
    if (number > max_rows) refuse(said("has more than {} rows", max_rows));
    for (; row_ + 1 < number; ++row_) {
        out_.lines.push_back(line_++);
        out_.csv += '\n';
    }
    row_ = number;
    out_.lines.push_back(line_);
    column_ = filled_ = 0;
}

void SheetReader::begin_cell(const Xml& xml)
{
    const auto told = place_of(xml.attribute("r")).column;
    column_ = told > column_ ? told : column_ + 1;
    if (column_ > max_columns) refuse(said("has more than {} columns", max_columns));
    type_ = xml.attribute("t");
    style_ = xml.attribute("s");
    value_.clear();
    text_.clear();
    formula_ = false;
}

std::string SheetReader::number()
{
    NumberStyle style;
    std::size_t index = 0;
    std::from_chars(style_.data(), style_.data() + style_.size(), index);
    if (!style_.empty() && index < package_.styles.size()) style = package_.styles[index];
    last_ = number_text(value_, style, package_.since_1904);
    exact_ = exact_ || last_.exact_long;
    return last_.text;
}

std::string SheetReader::value_of()
{
    last_ = {};
    if (type_ == "inlineStr") return unescape(text_);
    if (type_ == "str") return unescape(value_);
    if (type_ == "e" || type_ == "d") return value_;
    if (type_ == "b") return value_.empty() ? std::string() : text::trim(value_) == "1" ? "TRUE" : "FALSE";
    if (type_ != "s") return value_.empty() ? unescape(text_) : number();
    std::size_t index = 0;
    const auto digits = text::trim(value_);
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (result.ec == std::errc() && index < package_.strings.size()) return package_.strings[index];
    strangers_ += !digits.empty();
    return {};
}

void SheetReader::end_cell()
{
    auto text = value_of();
    empty_formulas_ += formula_ && value_.empty() && text_.empty();
    if (text.find('\r') != std::string::npos) { // as XML would have it: LF alone
        std::string folded;
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] != '\r')
                folded += text[i];
            else if (i + 1 >= text.size() || text[i + 1] != '\n')
                folded += '\n';
        text = std::move(folded);
    }
    if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > max_breaks) {
        std::replace(text.begin(), text.end(), '\n', ' ');
        ++long_texts_;
    }
    if (!text.empty()) put(text);
}

void SheetReader::put(const std::string& text)
{
    budget_.cells += column_ - filled_;
    budget_.text += text.size();
    if (budget_.cells > max_cells) refuse(said("brings the workbook above {} cells", max_cells));
    if (budget_.text > max_text_bytes) refuse(said("brings the workbook's text above {} bytes", max_text_bytes));
    out_.csv.append(column_ - std::max<std::size_t>(filled_, 1), ',');
    filled_ = column_;
    out_.csv += '"';
    if (last_.rounded) longs_.push_back({out_.csv.size(), text.size(), row_, last_.digits});
    line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    if (text.find('"') == std::string::npos)
        out_.csv += text;
    else
        for (const char c : text) out_.csv.append(c == '"' ? 2 : 1, c);
    out_.csv += '"';
}

void SheetReader::end_row()
{
    // Spreadsheets do not write empty cells at a row's end: that is no short row.
    width_ = std::max(width_, std::min(filled_, max_padding));
    if (filled_ > 0 && filled_ < width_) {
        budget_.cells += width_ - filled_;
        out_.csv.append(width_ - filled_, ',');
    }
    out_.csv += '\n';
    ++line_;
}

// Where another number of the sheet shows that its writer kept all digits, zeros at the end are digits as well.
void SheetReader::restore_digits()
{
    if (!exact_ || longs_.empty()) return;
    std::string csv;
    std::size_t from = 0;
    for (const auto& number : longs_) {
        if (number.digits.empty()) continue;
        csv.append(out_.csv, from, number.at - from).append(number.digits);
        from = number.at + number.size;
    }
    csv.append(out_.csv, from, std::string::npos);
    out_.csv = std::move(csv);
    longs_.erase(std::remove_if(longs_.begin(), longs_.end(), [](const Long& number) { return !number.digits.empty(); }),
                 longs_.end());
}

void SheetReader::tell(Diagnostics& remarks) const
{
    const auto name = fmt::format("{}:{}", file_, part_.name);
    const auto add = [&](std::uint64_t row, const char* code, Said what) {
        remarks.push_back({Severity::warning, name, row, 1, std::move(what), code});
    };
    if (!longs_.empty())
        add(longs_.front().row, "number-rounded",
            said("numbers of more than 15 digits ({}), of which a spreadsheet keeps 15: export them as text",
                 longs_.size()));
    if (empty_formulas_ > 0)
        add(0, "no-value",
            said("formulas without a value ({}): open the workbook in a spreadsheet and save it", empty_formulas_));
    if (strangers_ > 0) add(0, "no-string", said("cells that refer to a text the workbook does not hold ({})", strangers_));
    if (long_texts_ > 0)
        add(0, "long-cell", said("cells of more than {} lines, put into one ({})", max_breaks, long_texts_));
}

SheetText SheetReader::read(Diagnostics& remarks)
{
    out_.name = part_.name;
    Xml xml(part_.bytes, part_.name);
    bool in_data = false;
    for (auto node = xml.next(); node != Xml::Node::none; node = xml.next()) {
        if (node == Xml::Node::text) {
            if (in_value_) value_ += xml.text();
            if (in_text_ && !phonetic_) text_ += xml.text();
            continue;
        }
        const bool start = node == Xml::Node::start;
        const auto name = xml.name();
        if (name == "sheetData")
            in_data = start;
        else if (!in_data)
            continue;
        else if (name == "row")
            start ? begin_row(xml) : end_row();
        else if (name == "c")
            start ? begin_cell(xml) : end_cell();
        else if (name == "v")
            in_value_ = start;
        else if (name == "t")
            in_text_ = start;
        else if (name == "rPh")
            phonetic_ = start;
        else if (name == "f")
            formula_ = true;
    }
    restore_digits();
    tell(remarks);
    // Rows below the last filled one are formatting.
    const auto end = out_.csv.find_last_not_of('\n');
    out_.csv.erase(end == std::string::npos ? 0 : std::min(end + 2, out_.csv.size()));
    const auto rows = std::upper_bound(out_.lines.begin(), out_.lines.end(),
                                       static_cast<std::uint64_t>(std::count(out_.csv.begin(), out_.csv.end(), '\n')));
    out_.lines.erase(rows, out_.lines.end());
    return std::move(out_);
}

} // namespace

std::vector<SheetText> sheets_as_text(std::string_view bytes, const std::string& name, Diagnostics& remarks)
{
    const auto package = open_package(bytes, name);
    Budget budget;
    std::vector<SheetText> out;
    for (const auto& part : package.sheets) out.push_back(SheetReader(package, part, name, budget).read(remarks));
    return out;
}

} // namespace redress::ingest::xlsx
