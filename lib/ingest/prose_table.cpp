// Lists of canned replies: every cell of a table that holds words is a text, by its row and column.
#include "base/text.hpp"
#include "ingest/csv.hpp"
#include "ingest/prose_inline.hpp"
#include "ingest/prose_readers.hpp"
#include "ingest/xlsx.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace redress::ingest {
namespace {

enum class Column { words, kind, lang, platform, jurisdiction, number };

struct Name {
    std::string_view key; // as text::header_key
    Column column;
};
constexpr std::array<Name, 52> names{{{"kind", Column::kind},
                                      {"类型", Column::kind},
                                      {"文案类型", Column::kind},
                                      {"lang", Column::lang},
                                      {"language", Column::lang},
                                      {"语言", Column::lang},
                                      {"idioma", Column::lang},
                                      {"platform", Column::platform},
                                      {"平台", Column::platform},
                                      {"plataforma", Column::platform},
                                      {"jurisdiction", Column::jurisdiction},
                                      {"法域", Column::jurisdiction},
                                      {"id", Column::number},
                                      {"no", Column::number},
                                      {"no.", Column::number},
                                      {"#", Column::number},
                                      {"code", Column::number},
                                      {"sku", Column::number},
                                      {"编号", Column::number},
                                      {"序号", Column::number},
                                      {"编码", Column::number},
                                      {"快捷编码", Column::number},
                                      {"text", Column::words},
                                      {"reply", Column::words},
                                      {"content", Column::words},
                                      {"message", Column::words},
                                      {"template", Column::words},
                                      {"body", Column::words},
                                      {"title", Column::words},
                                      {"name", Column::words},
                                      {"group", Column::words},
                                      {"category", Column::words},
                                      {"shortcut", Column::words},
                                      {"question", Column::words},
                                      {"answer", Column::words},
                                      {"texto", Column::words},
                                      {"mensaje", Column::words},
                                      {"respuesta", Column::words},
                                      {"文本", Column::words},
                                      {"内容", Column::words},
                                      {"回复", Column::words},
                                      {"回复内容", Column::words},
                                      {"话术", Column::words},
                                      {"话术内容", Column::words},
                                      {"快捷短语", Column::words},
                                      {"快捷回复", Column::words},
                                      {"短语", Column::words},
                                      {"模板", Column::words},
                                      {"标题", Column::words},
                                      {"分组", Column::words},
                                      {"场景", Column::words},
                                      {"关键词", Column::words}}};

struct Kind {
    std::string_view word, kind;
};
constexpr std::array<Kind, 9> kinds{{{"回复", "reply"},
                                     {"客服回复", "reply"},
                                     {"售后", "reply"},
                                     {"申诉", "appeal"},
                                     {"店铺", "shop"},
                                     {"商品", "shop"},
                                     {"店规", "shop"},
                                     {"提醒", "reminder"},
                                     {"评价提醒", "reminder"}}};

std::string letters(std::size_t column) // from 0
{
    std::string out;
    for (auto n = column + 1; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
    return out;
}

class TableProse {
public:
    TableProse(const ProseInput& input, ProseSink& sink, std::string sheet)
        : sink_(sink), sheet_(std::move(sheet)), builder_(sink)
    {
        if (input.options.slots) tags_.emplace(*input.options.slots);
    }
    void take(CsvRow& row);

private:
    bool read_head(const CsvRow& row);
    ProseSays says_of(const CsvRow& row) const;
    void cell(std::string& text, std::size_t column, std::uint64_t line, std::uint64_t number, std::uint32_t says);
    Column column_at(std::size_t i) const { return i < columns_.size() ? columns_[i] : Column::words; }

    ProseSink& sink_;
    std::string sheet_;
    ProseBuilder builder_;
    std::optional<TemplateTags> tags_;
    std::vector<Column> columns_;
    bool begun_ = false;
};

// The first row that is not blank, if one of its cells is a name we know.
bool TableProse::read_head(const CsvRow& row)
{
    bool any = false;
    for (const auto& cell : row.cells) {
        const auto key = text::header_key(cell);
        const auto known = std::find_if(names.begin(), names.end(), [&](const Name& name) { return name.key == key; });
        any = any || known != names.end();
        columns_.push_back(known == names.end() ? Column::words : known->column);
    }
    if (!any) columns_.clear();
    return any;
}

ProseSays TableProse::says_of(const CsvRow& row) const
{
    ProseSays says;
    for (std::size_t i = 0; i < columns_.size() && i < row.cells.size(); ++i) {
        const auto value = unguard(row.cells[i]);
        if (columns_[i] == Column::kind && !take_prose_key("kind", value, says)) {
            const auto word = std::find_if(kinds.begin(), kinds.end(), [&](const Kind& k) { return k.word == value; });
            if (word != kinds.end()) says.kind = word->kind;
        }
        if (columns_[i] == Column::lang)
            take_prose_key("lang", value == "中文" ? "zh" : value == "英文" ? "en" : value, says);
        if (columns_[i] == Column::platform) take_prose_key("platform", value, says);
        if (columns_[i] == Column::jurisdiction) take_prose_key("jurisdiction", value, says);
    }
    return says;
}

void TableProse::cell(std::string& text, std::size_t column, std::uint64_t line, std::uint64_t number, std::uint32_t says)
{
    auto& batch = sink_.batch();
    const auto spot = sink_.spot(sheet_ + letters(column) + std::to_string(number));
    const std::string_view whole = batch.held.emplace_back(std::move(text));
    if (!tags_ && whole.size() <= longest_prose) {
        ProseText out;
        out.text = out.whole = whole;
        out.line = line;
        out.column = column + 1;
        out.says = says;
        out.spot = spot;
        out.cell = true;
        return sink_.add(out);
    }
    builder_.set(says, spot);
    builder_.as_cell(line, column + 1);
    builder_.begin_line(whole, line, column + 1);
    ProseInline words(sink_, builder_, whole, false, tags_ ? &*tags_ : nullptr);
    words.set(says, spot);
    const auto before = batch.remarks.size();
    words.put(0, whole.size());
    if (tags_) tags_->finish(batch.remarks);
    for (auto i = before; i < batch.remarks.size(); ++i) {
        batch.remarks[i].line = line;
        batch.remarks[i].column = batch.remarks[i].end_column = column + 1;
    }
    builder_.finish();
}

void TableProse::take(CsvRow& row)
{
    if (row.blank()) return;
    if (!std::exchange(begun_, true) && read_head(row)) return;
    const auto says = sink_.say(says_of(row));
    const auto line = sheet_.empty() ? row.line : row.number;
    auto last_line = line;
    for (const auto& text : row.cells) last_line += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    const auto before = sink_.batch().texts.size();
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto column = column_at(i);
        if (column != Column::words && column != Column::number) continue;
        const bool number = column == Column::number && row.cells[i].find(' ') == std::string::npos &&
                            std::all_of(row.cells[i].begin(), row.cells[i].end(),
                                        [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (text::trim(row.cells[i]).empty()) continue;
        if (number || !holds_wording(row.cells[i])) {
            ++sink_.report().skipped;
            continue;
        }
        cell(row.cells[i], i, line, row.number, says);
    }
    auto& texts = sink_.batch().texts;
    for (auto i = before; i < texts.size(); ++i) texts[i].last_line = last_line;
    sink_.rest();
}

} // namespace

void read_prose_table(const ProseInput& input, const std::string& encoding, ProseSink& sink)
{
    auto delimiter =
        text::lower_ascii(input.name).ends_with(".tsv") ? '\t' : sniff_delimiter(input.file.bytes().substr(0, 1U << 16));
    if (delimiter == 0) delimiter = ',';
    CsvReader rows(input.file, encoding, delimiter);
    TableProse table(input, sink, {});
    for (CsvRow row; rows.next(row);) table.take(row);
    sink.flush();
}

void read_prose_workbook(const ProseInput& input, ProseSink& sink)
{
    for (const auto& sheet : xlsx::sheets_as_text(input.file.bytes(), input.name, sink.report().remarks)) {
        CsvReader rows(sheet.csv, ',');
        TableProse table(input, sink, sheet.name + "!");
        for (CsvRow row; rows.next(row);) table.take(row);
        sink.flush();
    }
}

} // namespace redress::ingest
