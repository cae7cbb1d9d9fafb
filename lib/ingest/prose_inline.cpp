#include "ingest/prose_inline.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace redress::ingest {
namespace {

constexpr std::size_t far = 1000; // how far a bracket or tag may reach

bool alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool wordlike(char c) // of letters beyond ASCII any byte
{
    return alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}
bool space(char c)
{
    return c == ' ' || c == '\t';
}
bool punctuation(char c)
{
    return c > ' ' && c < 0x7F && !alnum(c);
}

constexpr auto marks = [] {
    std::array<bool, 256> out{};
    for (const unsigned char c : std::string_view("\\*_~`[]!<&h|")) out[c] = true;
    return out;
}();

constexpr std::array<std::string_view, 46> elements{
    "a",     "b",      "i",     "u",      "s",      "p",      "br",      "em",      "hr",         "li",     "ol",    "ul",
    "td",    "th",     "tr",    "h1",     "h2",     "h3",     "h4",      "h5",      "h6",         "del",    "div",   "img",
    "ins",   "kbd",    "pre",   "sub",    "sup",    "big",    "code",    "font",    "mark",       "span",   "table", "tbody",
    "thead", "strong", "small", "center", "strike", "button", "details", "summary", "blockquote", "section"};
constexpr std::array<std::string_view, 16> blocks{"p",  "br", "hr", "li", "ol",  "ul",    "td",         "th",
                                                  "tr", "h1", "h2", "h3", "div", "table", "blockquote", "section"};

template <std::size_t N> bool among(const std::array<std::string_view, N>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::size_t closing(std::string_view line, std::size_t at, std::size_t to, char open, char close)
{
    int depth = 0;
    for (to = std::min(to, at + far); at < to; ++at) {
        if (line[at] == '\\')
            ++at;
        else if (line[at] == open)
            ++depth;
        else if (line[at] == close && --depth == 0)
            return at;
    }
    return std::string_view::npos;
}

std::size_t run_end(std::string_view line, std::size_t at, std::size_t to)
{
    auto end = at;
    while (end < to && line[end] == line[at]) ++end;
    return end;
}

} // namespace

void ProseInline::count_runs(std::size_t from, std::size_t to)
{
    stars_ = ticks_ = waves_ = 0;
    for (auto at = from; at < to; ++at) {
        const char c = line_[at];
        if (c != '*' && c != '`' && c != '~') continue;
        const auto end = run_end(line_, at, to);
        if (c == '*')
            ++stars_;
        else if (c == '`')
            ++ticks_;
        else if (end - at == 2)
            ++waves_;
        at = end - 1;
    }
}

// Past the comment that began on an earlier line; false: it goes on.
bool ProseInline::leave_comment(std::size_t& from)
{
    if (comment_) {
        const auto end = line_.find("-->", from);
        if (end == std::string_view::npos) return false;
        comment_ = false;
        from = end + 3;
    }
    if (tags_ && tags_->in_comment()) {
        const auto end = tags_->comment_end(line_);
        if (end == std::string_view::npos) return false;
        from = std::max(from, end);
    }
    return true;
}

void ProseInline::put(std::size_t from, std::size_t to, bool row)
{
    line_ = builder_.whole();
    row_ = row;
    links_.clear();
    if (!leave_comment(from) || from >= to) return;
    if (markdown_) count_runs(from, to);
    auto start = from;
    for (auto at = from; at < to;) {
        const bool may_cut =
            (markdown_ && marks[static_cast<unsigned char>(line_[at])]) || (tags_ && tags_->opens(line_, at));
        const auto cut = may_cut ? cut_at(at, to) : std::nullopt;
        if (!cut) {
            ++at;
            continue;
        }
        builder_.put(start, at);
        if (!cut->word.empty()) builder_.stand(at, cut->end, cut->word);
        // An escaped character stands for itself.
        const bool escaped = line_[at] == '\\' && cut->end == at + 1;
        start = std::min(cut->end, to);
        at = std::min(escaped ? start + 1 : start, to);
    }
    builder_.put(start, to);
}

void ProseInline::pass(std::size_t from, std::size_t to)
{
    if (!tags_) return;
    line_ = builder_.whole();
    if (tags_->in_comment() && !leave_comment(from)) return;
    for (auto at = from; at < to;) {
        if (!tags_->opens(line_, at)) {
            ++at;
            continue;
        }
        const auto cut = tag(at);
        at = cut ? std::max(cut->end, at + 1) : at + 1;
    }
}

std::optional<ProseInline::Cut> ProseInline::tag(std::size_t at)
{
    if (tags_->begin_comment(line_, at)) return Cut{line_.size()};
    const TemplateTags::Where where{builder_.line(), builder_.column_at(at), line_, says_, spot_};
    const auto tag = tags_->take(line_, at, where, sink_.batch().remarks);
    if (!tag) return Cut{at + 2};
    return Cut{tag->end, std::string(tag->word)};
}

std::optional<ProseInline::Cut> ProseInline::cut_at(std::size_t at, std::size_t to)
{
    if (tags_ && tags_->opens(line_, at)) return tag(at);
    if (!links_.empty() && at == links_.back()) {
        links_.pop_back();
        const auto end = closing(line_, at + 1, to, '(', ')');
        pass(at + 1, end);
        return Cut{end + 1};
    }
    switch (line_[at]) {
    case '\\':
        if (at + 1 < to && punctuation(line_[at + 1])) return Cut{at + 1};
        return std::nullopt;
    case '*':
    case '_':
    case '~':
    case '`': {
        auto cut = run(at, to);
        if (cut.end > at) return cut;
        return std::nullopt;
    }
    case '!':
    case '[': return bracket(at, to);
    case '<': return angle(at, to);
    case '&': return entity(at, to);
    case 'h': return address(at, to);
    case '|':
        if (row_) return Cut{at + 1, "\n"};
        return std::nullopt;
    default: return std::nullopt;
    }
}

// A run that may open or close emphasis goes; one alone, between blanks, or a line of underscores to write on stays. (Which
// run closes which does not matter to the words.) end == at: it stays.
ProseInline::Cut ProseInline::run(std::size_t at, std::size_t to) const
{
    const auto end = run_end(line_, at, to);
    const char c = line_[at];
    const bool blank_before = at == 0 || space(line_[at - 1]), blank_after = end >= to || space(line_[end]);
    bool goes = false;
    if (c == '*') goes = stars_ > 1 && !(blank_before && blank_after);
    if (c == '`') goes = ticks_ > 1;
    if (c == '~') goes = waves_ > 1 && end - at == 2;
    if (c == '_') {
        const bool word_before = at > 0 && wordlike(line_[at - 1]), word_after = end < to && wordlike(line_[end]);
        goes = word_before != word_after &&
               !(end - at > 2 && !(word_after && alnum(line_[end])) && !(word_before && alnum(line_[at - 1])));
        if (end - at > 3) goes = false;
    }
    if (goes) return {end};
    // The rest of the run is no other run.
    return end - at > 1 ? Cut{end, std::string(line_.substr(at, end - at))} : Cut{at};
}

std::optional<ProseInline::Cut> ProseInline::bracket(std::size_t at, std::size_t to)
{
    const auto open = line_[at] == '!' ? at + 1 : at;
    if (open >= to || line_[open] != '[') return std::nullopt;
    const auto close = closing(line_, open, to, '[', ']');
    if (close == std::string_view::npos || close + 1 >= to || line_[close + 1] != '(') return std::nullopt;
    if (closing(line_, close + 1, to, '(', ')') == std::string_view::npos) return std::nullopt;
    links_.push_back(close);
    return Cut{open + 1};
}

std::optional<ProseInline::Cut> ProseInline::angle(std::size_t at, std::size_t to)
{
    if (line_.compare(at, 4, "<!--") == 0) {
        const auto end = line_.find("-->", at + 4);
        if (end != std::string_view::npos) return Cut{end + 3};
        // One that never closes hides nothing.
        const auto here = static_cast<std::size_t>(line_.data() - content_.data()) + at;
        if (here >= unclosed_) return std::nullopt;
        if (content_.find("-->", std::min(here, content_.size())) == std::string_view::npos) {
            unclosed_ = here;
            return std::nullopt;
        }
        comment_ = true;
        return Cut{to};
    }
    const auto end = line_.substr(0, std::min(to, at + far)).find('>', at);
    if (end == std::string_view::npos) return std::nullopt;
    auto inner = line_.substr(at + 1, end - at - 1);
    if (text::starts_with_icase(inner, "http") || inner.find('@') != std::string_view::npos) return Cut{at + 1};
    if (!inner.empty() && inner.front() == '/') inner.remove_prefix(1);
    std::size_t size = 0;
    while (size < inner.size() && alnum(inner[size])) ++size;
    const auto name = text::lower_ascii(inner.substr(0, size));
    const bool ends = size == inner.size() || space(inner[size]) || inner[size] == '/';
    if (!ends || !among(elements, name)) return std::nullopt;
    return Cut{end + 1, among(blocks, name) ? "\n" : ""};
}

std::optional<ProseInline::Cut> ProseInline::entity(std::size_t at, std::size_t to) const
{
    const auto end = line_.substr(0, std::min(to, at + 12)).find(';', at);
    if (end == std::string_view::npos) return std::nullopt;
    const auto name = line_.substr(at + 1, end - at - 1);
    if (name == "nbsp") return Cut{end + 1, " "};
    if (name == "amp") return Cut{end + 1, "&"};
    if (name == "lt") return Cut{end + 1, "<"};
    if (name == "gt") return Cut{end + 1, ">"};
    if (name == "quot") return Cut{end + 1, "\""};
    if (name.size() < 2 || name.front() != '#') return std::nullopt;
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const auto digits = name.substr(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool whole = error == std::errc() && stop == digits.data() + digits.size();
    if (!whole || code < 0x20 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return std::nullopt;
    Cut out{end + 1};
    text::append_utf8(out.word, code);
    return out;
}

// Of a bare address the host stays: the buyer reads it, and it may lead off the platform.
std::optional<ProseInline::Cut> ProseInline::address(std::size_t at, std::size_t to)
{
    const auto rest = line_.substr(at, to - at);
    if (!rest.starts_with("http://") && !rest.starts_with("https://")) return std::nullopt;
    if (at > 0 && alnum(line_[at - 1])) return std::nullopt;
    const auto host = rest.find("://") + 3;
    auto path = host;
    while (path < rest.size() && (alnum(rest[path]) || rest[path] == '.' || rest[path] == '-' || rest[path] == ':')) ++path;
    auto end = path;
    if (end < rest.size() && (rest[end] == '/' || rest[end] == '?' || rest[end] == '#'))
        while (end < rest.size() && rest[end] > ' ' && rest[end] < 0x7F &&
               std::string_view("<>\"'()[]|*").find(rest[end]) == std::string_view::npos &&
               !(tags_ && tags_->opens(rest, end)))
            ++end;
    while (end > path && std::string_view(".,;:!?").find(rest[end - 1]) != std::string_view::npos) --end;
    if (end == path) return std::nullopt;
    return Cut{at + end, std::string(rest.substr(0, path))};
}

} // namespace redress::ingest
