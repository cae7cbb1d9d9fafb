#include "ingest/sql_dump.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest::sql {
namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_name(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}
char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = upper(c);
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Bytes of a hexadecimal literal; empty if it is none.
std::string unhex(std::string_view digits)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        const int high = hex_digit(digits[i]), low = hex_digit(digits[i + 1]);
        if (high < 0 || low < 0) return {};
        out += static_cast<char>(high * 16 + low);
    }
    return out;
}

char unescape(char c)
{
    switch (c) {
    case '0': return '\0';
    case 'b': return '\b';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'Z': return '\x1A';
    default: return c;
    }
}

bool is_constraint(std::string_view word)
{
    constexpr std::array<std::string_view, 9> words{"PRIMARY", "KEY",   "UNIQUE",   "INDEX",  "CONSTRAINT",
                                                    "FOREIGN", "CHECK", "FULLTEXT", "SPATIAL"};
    std::string up(word);
    std::transform(up.begin(), up.end(), up.begin(), upper);
    return std::find(words.begin(), words.end(), up) != words.end();
}

} // namespace

Reader::Reader(std::string_view bytes, std::string encoding, Escapes escapes)
    : bytes_(bytes), encoding_(std::move(encoding)), escapes_(escapes)
{
    wide_ = encoding_ == "GB18030" || encoding_ == "Big5" || encoding_ == "Shift_JIS";
    if (bytes_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
}

std::string Reader::as_utf8(const std::string& bytes) const
{
    if (encoding_ == "UTF-8" || encoding_ == "US-ASCII") return text::repair_utf8(bytes).text;
    return text::decode(bytes, encoding_).text;
}

std::uint64_t Reader::line_at(std::size_t offset)
{
    line_ += static_cast<std::uint64_t>(std::count(bytes_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                                   bytes_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    counted_ = offset;
    return line_;
}

// White space and comments; not /*! … */, which the server executes.
void Reader::skip_blank()
{
    const auto past = [&](std::string_view end) {
        const auto found = bytes_.find(end, at_);
        at_ = found == std::string_view::npos ? bytes_.size() : found + end.size();
    };
    for (;;) {
        while (at_ < bytes_.size() && is_space(bytes_[at_])) ++at_;
        const auto rest = bytes_.substr(at_, 3);
        if (rest == "-- " || rest == "--\n" || rest == "--\r" || rest == "--\t" || rest == "--" || now() == '#')
            past("\n");
        else if (rest.substr(0, 2) == "/*" && rest != "/*!")
            past("*/");
        else
            return;
    }
}

bool Reader::word(std::string_view wanted)
{
    if (bytes_.size() - at_ < wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (upper(bytes_[at_ + i]) != wanted[i]) return false;
    if (at_ + wanted.size() < bytes_.size() && is_name(bytes_[at_ + wanted.size()])) return false;
    at_ += wanted.size();
    skip_blank();
    return true;
}

// `a`.`b`, a.b, "b": the last part.
std::string Reader::name()
{
    std::string out;
    for (;;) {
        out.clear();
        if (now() == '`' || now() == '"') {
            if (!quoted(now(), &out)) return {};
        } else
            while (is_name(now())) out += bytes_[at_++];
        skip_blank();
        if (now() != '.') return as_utf8(out);
        ++at_;
        skip_blank();
    }
}

// From the opening quote past the closing one; false at the end of the file.
bool Reader::quoted(char quote, std::string* out)
{
    for (++at_; at_ < bytes_.size(); ++at_) {
        char c = bytes_[at_];
        if (c == quote) {
            if (ahead() != quote) {
                ++at_;
                return true;
            }
            ++at_;
        } else if (c == '\\' && escapes_ == Escapes::mysql && quote != '`' && at_ + 1 < bytes_.size()) {
            ++at_;
            // \% and \_ keep their backslash: they are patterns.
            if (out && (bytes_[at_] == '%' || bytes_[at_] == '_')) *out += '\\';
            c = unescape(bytes_[at_]);
        } else if (wide_ && static_cast<unsigned char>(c) >= 0x81 && at_ + 1 < bytes_.size()) {
            if (out) *out += c;
            c = bytes_[++at_];
        }
        if (out) *out += c;
    }
    return false;
}

bool Reader::value(Value& value)
{
    value = {};
    const auto from = at_;
    value.offset = from;
    bool plain = true; // one literal and nothing else
    for (int depth = 0; at_ < bytes_.size();) {
        const char c = now();
        if (c == '\'' || c == '"') {
            std::string text;
            if (!quoted(c, &text)) return false;
            const auto before = bytes_.substr(from, value.kind == Value::Kind::text ? 0 : bytes_.find(c, from) - from);
            const bool hex = before == "x" || before == "X";
            value.text += hex ? unhex(text) : text;
            value.kind = Value::Kind::text;
            plain = plain && depth == 0;
            value.length = at_ - from;
            continue;
        }
        if (depth == 0 && (c == ',' || c == ')')) break;
        depth += (c == '(') - (c == ')');
        if (!is_space(c)) value.length = at_ + 1 - from;
        ++at_;
    }
    if (at_ >= bytes_.size()) return false;
    const auto writing = bytes_.substr(from, value.length);
    if (value.kind == Value::Kind::text) {
        // _binary '…', _utf8mb4'…', N'…', x'…': an introducer; anything else around a string is an expression.
        const auto end_quote = !writing.empty() && (writing.back() == '\'' || writing.back() == '"');
        if (!plain || !end_quote) value.kind = Value::Kind::expression;
        value.text = as_utf8(value.text);
        return true;
    }
    if (text::lower_ascii(writing) == "null" || writing.empty()) return !writing.empty();
    const bool hex = writing.substr(0, 2) == "0x" && writing.size() % 2 == 0;
    auto bytes = hex ? unhex(writing.substr(2)) : std::string();
    if (hex && text::is_valid_utf8(bytes)) {
        value.kind = Value::Kind::text;
        value.text = std::move(bytes);
        return true;
    }
    const auto numeric = [](char c) {
        return (c >= '0' && c <= '9') || std::string_view("+-.eE").find(c) != std::string_view::npos;
    };
    value.kind = std::all_of(writing.begin(), writing.end(), numeric) ? Value::Kind::number : Value::Kind::expression;
    value.text = as_utf8(std::string(writing));
    return true;
}

bool Reader::tuple(Item& item)
{
    item.offset = at_;
    item.line = line_at(at_);
    ++at_;
    for (;;) {
        skip_blank();
        item.values.emplace_back();
        if (!value(item.values.back())) return false;
        if (bytes_[at_++] == ')') break;
    }
    item.length = at_ - item.offset;
    skip_blank();
    return true;
}

bool Reader::insert_head(Item& item)
{
    for (const auto* hint : {"LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE"}) word(hint);
    word("INTO");
    table_ = name();
    columns_.clear();
    if (now() == '(') {
        do {
            ++at_;
            skip_blank();
            columns_.push_back(name());
        } while (now() == ',');
        if (now() != ')') return false;
        ++at_;
        skip_blank();
    }
    item.table = table_;
    return (word("VALUES") || word("VALUE")) && now() == '(';
}

void Reader::create_table(Item& item)
{
    if (word("IF") && word("NOT")) word("EXISTS");
    item.kind = Item::Kind::table;
    item.table = name();
    if (now() != '(') return;
    int depth = 0;
    bool at_start = false;
    while (at_ < bytes_.size() && now() != ';') {
        const char c = now();
        if (at_start && (c == '`' || is_name(c))) {
            const bool sure = c == '`';
            auto column = name();
            if (sure || !is_constraint(column)) item.columns.push_back(std::move(column));
            at_start = false;
        } else if (c == '\'' || c == '"' || c == '`')
            quoted(c, nullptr);
        else {
            depth += (c == '(') - (c == ')');
            if ((c == '(' && depth == 1) || (c == ',' && depth == 1))
                at_start = true;
            else if (!is_space(c))
                at_start = false;
            ++at_;
        }
    }
}

void Reader::skip_statement()
{
    while (at_ < bytes_.size()) {
        const char c = now();
        if (c == ';') {
            ++at_;
            return;
        }
        if (c == '\'' || c == '"' || c == '`')
            quoted(c, nullptr);
        else if (c == '/' && ahead() == '*') {
            const auto end = bytes_.find("*/", at_ + 2);
            at_ = end == std::string_view::npos ? bytes_.size() : end + 2;
        } else
            ++at_;
    }
}

// Behind something unreadable the next line that begins a statement is taken up.
void Reader::skip_bad()
{
    auto best = bytes_.size();
    for (const std::string_view start :
         {"\nINSERT INTO", "\nCREATE TABLE", "\nDROP TABLE", "\nUNLOCK TABLES", "\nLOCK TABLES"})
        best = std::min(best, bytes_.find(start, at_));
    at_ = best;
}

bool Reader::inside_insert(Item& item)
{
    if (now() == ',') {
        ++at_;
        skip_blank();
    }
    if (now() != '(') { // ON DUPLICATE KEY UPDATE … and the end
        skip_statement();
        in_insert_ = false;
        return false;
    }
    item.kind = Item::Kind::row;
    item.table = table_;
    item.columns = columns_;
    const auto from = at_;
    if (!tuple(item)) {
        item = {Item::Kind::bad, table_, {}, {}, from, 0, item.line};
        at_ = from + 1;
        skip_bad();
        item.length = at_ - from;
        in_insert_ = false;
    }
    return true;
}

bool Reader::next(Item& item)
{
    item = {};
    if (in_insert_ && inside_insert(item)) return true;
    for (skip_blank(); now() == ';'; skip_blank()) ++at_;
    if (at_ >= bytes_.size()) return false;
    const auto from = at_;
    item.offset = from;
    item.line = line_at(from);
    if (word("INSERT") || word("REPLACE")) {
        if (insert_head(item)) {
            in_insert_ = true;
            item = {};
            return inside_insert(item);
        }
        item.kind = Item::Kind::bad;
        skip_bad();
    } else {
        if (word("CREATE") && word("TABLE")) create_table(item);
        skip_statement();
    }
    item.length = at_ - from;
    return true;
}

} // namespace redress::ingest::sql
