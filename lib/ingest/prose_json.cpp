// JSON that is no record stream: every string that holds words is a text, by its place and its JSON pointer.
#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "ingest/json_mend.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/limits.hpp"
#include "ingest/prose_readers.hpp"
#include "ingest/prose_template.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace redress::ingest {
namespace {

// Larger values are only walked: quotes and brackets must fit, what stands between them is not looked at.
constexpr std::size_t most_parsed = 1U << 20;
constexpr std::size_t shown_line = 4096; // a line longer than that is not shown as a whole
constexpr std::size_t most_held = 1U << 14;

// Members whose words are for programs.
constexpr std::array<std::string_view, 8> not_wording{"id",      "$schema", "schema",     "type",
                                                      "version", "uuid",    "created_at", "updated_at"};

struct Frame {
    bool object = false;
    std::string key; // as written
    std::uint64_t index = 0;
    ProseSays says;
    std::size_t first = 0; // of its texts in the batch
};

std::optional<char> plain_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'n': return '\n';
    case 't':
    case 'r':
    case 'b':
    case 'f': return ' ';
    default: return std::nullopt;
    }
}

std::optional<char32_t> hex4(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size()) return std::nullopt;
    char32_t code = 0;
    for (const char c : text.substr(at, 4)) {
        const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'F', lower = c >= 'a' && c <= 'f';
        if (!digit && !upper && !lower) return std::nullopt;
        code = code * 16 + static_cast<char32_t>(digit ? c - '0' : upper ? c - 'A' + 10 : c - 'a' + 10);
    }
    return code;
}

struct Escape {
    std::string word;
    std::size_t size = 2;
};

// What stands at a backslash; half a surrogate pair becomes U+FFFD.
Escape escape_at(std::string_view raw, std::size_t at)
{
    if (at + 1 >= raw.size()) return {"", 1};
    if (raw[at + 1] != 'u') return {std::string(1, plain_escape(raw[at + 1]).value_or(' ')), 2};
    const auto high = hex4(raw, at + 2);
    if (!high) return {"\uFFFD", 2};
    Escape out{{}, 6};
    auto code = *high;
    if (code >= 0xD800 && code < 0xE000) {
        const auto low = raw.compare(at + 6, 2, "\\u") == 0 ? hex4(raw, at + 8) : std::nullopt;
        const bool pair = code < 0xDC00 && low && *low >= 0xDC00 && *low < 0xE000;
        code = pair ? 0x10000 + ((code - 0xD800) << 10) + (*low - 0xDC00) : 0xFFFD;
        if (pair) out.size = 12;
    }
    text::append_utf8(out.word, code);
    return out;
}

std::string pointer_of(const std::vector<Frame>& frames)
{
    std::string out;
    for (const auto& frame : frames) {
        out += '/';
        if (!frame.object) {
            out += std::to_string(frame.index);
            continue;
        }
        for (const char c : frame.key) {
            if (c == '~')
                out += "~0";
            else if (c == '/')
                out += "~1";
            else
                out += c;
        }
    }
    return out;
}

class JsonProse {
public:
    JsonProse(const ProseInput& input, ProseSink& sink)
        : input_(input), sink_(sink), content_(input.file.bytes()), builder_(sink)
    {
        if (input.options.slots) tags_.emplace(*input.options.slots);
    }
    void all();
    void lines();

private:
    bool valid(std::size_t from, std::size_t to);
    std::size_t break_in(std::size_t from, std::size_t to) const;
    void value(std::size_t from, std::size_t to);
    void string(std::size_t quote, std::size_t end, bool key);
    void words(std::size_t from, std::size_t to);
    bool tell(std::string_view key, std::string_view value);
    void go_to(std::size_t to);
    [[noreturn]] void broken(std::size_t at);

    const ProseInput& input_;
    ProseSink& sink_;
    std::string_view content_;
    ProseBuilder builder_;
    std::optional<TemplateTags> tags_;
    json::Reader reader_;
    std::vector<Frame> frames_;
    std::size_t at_ = 0, line_start_ = 0; // counted up to at_
    std::uint64_t line_ = 1, column_ = 1;
};

// Counts lines and characters up to there.
void JsonProse::go_to(std::size_t to)
{
    while (at_ < to) {
        const auto newline = content_.substr(at_, to - at_).find('\n');
        if (newline == std::string_view::npos) {
            column_ += text::count_code_points(content_.substr(at_, to - at_));
            at_ = to;
            return;
        }
        ++line_;
        column_ = 1;
        at_ = line_start_ = at_ + newline + 1;
    }
}

void JsonProse::broken(std::size_t at)
{
    go_to(at);
    throw Error(ErrorKind::input, said("{}:{}:{}: the JSON is broken here", input_.name, line_, column_),
                said("a quote or bracket is missing there, or one too many; or the file was cut short"));
}

// Where a parser gave up.
std::size_t JsonProse::break_in(std::size_t from, std::size_t to) const
{
    json::ParseError error;
    if (to - from <= most_parsed && !json::parse(content_.substr(from, to - from), &error))
        return std::min(from + error.offset, content_.size());
    return from;
}

bool JsonProse::valid(std::size_t from, std::size_t to)
{
    if (to - from > most_parsed) return true;
    const auto text = content_.substr(from, to - from);
    return parse_mended(reader_, text).has_value();
}

bool JsonProse::tell(std::string_view key, std::string_view value)
{
    auto& frame = frames_.back();
    auto says = frame.says;
    if (!take_prose_key(key, value, says)) return key == "kind" || key == "lang" || key == "platform";
    const auto old = sink_.say(frame.says), now = sink_.say(says);
    auto& texts = sink_.batch().texts;
    for (auto i = frame.first; i < texts.size(); ++i)
        if (texts[i].says == old) texts[i].says = now;
    frame.says = std::move(says);
    return true;
}

// The string between the quotes.
void JsonProse::words(std::size_t from, std::size_t to)
{
    go_to(from);
    const auto line_end = content_.substr(0, std::min(content_.size(), line_start_ + shown_line)).find('\n', from);
    const bool fits = to - line_start_ <= shown_line &&
                      (line_end != std::string_view::npos || content_.size() - line_start_ <= shown_line);
    const auto start = fits ? line_start_ : from;
    const auto stop = fits ? std::min(line_end, content_.size()) : to;
    const auto whole = content_.substr(start, stop - start);
    const auto says = sink_.say(frames_.empty() ? ProseSays{} : frames_.back().says);
    const auto spot = sink_.spot(pointer_of(frames_));
    builder_.set(says, spot);
    builder_.begin_line(whole, line_, column_, from - start);
    const auto end = to - start;
    auto begin = from - start;
    for (auto at = begin; at < end;) {
        const bool tag = tags_ && tags_->opens(whole, at);
        if (whole[at] != '\\' && !tag) {
            ++at;
            continue;
        }
        builder_.put(begin, at);
        if (!tag) {
            const auto escape = escape_at(whole.substr(0, end), at);
            if (!escape.word.empty()) builder_.stand(at, at + escape.size, escape.word);
            begin = at = at + escape.size;
            continue;
        }
        const auto found =
            tags_->take(whole.substr(0, end), at, {line_, builder_.column_at(at), whole, says, spot}, sink_.batch().remarks);
        if (found && !found->word.empty()) builder_.stand(at, found->end, found->word);
        begin = at = found ? found->end : at + 2;
    }
    builder_.put(std::min(begin, end), end);
    builder_.finish();
    if (tags_) tags_->finish(sink_.batch().remarks);
}

void JsonProse::string(std::size_t quote, std::size_t end, bool key)
{
    const auto raw = content_.substr(quote + 1, end - quote - 1);
    if (key) {
        frames_.back().key = raw;
        return;
    }
    const std::string_view name = frames_.empty() || !frames_.back().object ? std::string_view() : frames_.back().key;
    if (!name.empty() && tell(name, raw)) return;
    const bool for_programs = std::find(not_wording.begin(), not_wording.end(), name) != not_wording.end();
    if (for_programs || !holds_wording(raw)) {
        ++sink_.report().skipped;
        return;
    }
    words(quote + 1, end);
}

// One whole value: strings and brackets of it.
void JsonProse::value(std::size_t from, std::size_t to)
{
    frames_.clear();
    bool key = false; // the next string is a key
    for (auto at = from; at < to; ++at) {
        at = std::min(content_.find_first_of("\"{}[],", at), to);
        if (at == to) return;
        const char c = content_[at];
        if (c == '"') {
            const auto end = json_scan::value_end(content_.substr(0, to), at);
            string(at, end - 1, key);
            key = false;
            at = end - 1;
        } else if (c == '{' || c == '[') {
            if (frames_.size() > 512) broken(at);
            frames_.push_back(
                {c == '{', {}, 0, frames_.empty() ? ProseSays{} : frames_.back().says, sink_.batch().texts.size()});
            key = c == '{';
        } else if (c == ',') {
            if (frames_.empty()) broken(at);
            ++frames_.back().index;
            key = frames_.back().object;
        } else {
            if (frames_.empty() || frames_.back().object != (c == '}')) broken(at);
            frames_.pop_back();
            key = false;
        }
        if (frames_.size() > 1 && sink_.batch().texts.size() < most_held) continue;
        sink_.rest();
        if (sink_.batch().texts.empty())
            for (auto& frame : frames_) frame.first = 0;
        input_.file.release(at);
    }
}

void JsonProse::all()
{
    std::size_t at = content_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    at_ = line_start_ = at;
    for (at = json_scan::skip_space(content_, at); at < content_.size(); at = json_scan::skip_space(content_, at)) {
        bool cut = false;
        const auto end = json_scan::value_end(content_, at, &cut);
        if (cut || end <= at || !valid(at, end)) broken(break_in(at, end));
        value(at, end);
        at = end;
    }
    sink_.flush();
}

void JsonProse::lines()
{
    LineReader reader(input_.file, "UTF-8");
    for (Line line; reader.next(line);) {
        if (text::trim(line.text).empty()) continue;
        const auto from = static_cast<std::size_t>(line.text.data() - content_.data());
        at_ = line_start_ = from;
        line_ = line.number;
        column_ = 1;
        if (valid(from, from + line.text.size())) {
            value(from, from + line.text.size());
            continue;
        }
        ++sink_.report().malformed;
        sink_.report().remarks.push_back(
            {Severity::warning, input_.name, line.number, 1, said("the line is no JSON"), "bad-json"});
    }
    sink_.flush();
}

} // namespace

void read_prose_json(const ProseInput& input, ProseSink& sink)
{
    JsonProse json(input, sink);
    const auto name = text::lower_ascii(input.name);
    if (name.ends_with(".jsonl") || name.ends_with(".ndjson"))
        json.lines();
    else
        json.all();
}

} // namespace redress::ingest
