#include "ingest/html_tags.hpp"

#include <algorithm>

namespace redress::ingest::html {
namespace {

constexpr auto npos = std::string_view::npos;
// Elements whose content is text to a browser whatever it looks like.
constexpr std::string_view raw_elements[] = {"script", "style", "textarea", "title", "xmp"};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool equal(std::string_view written, std::string_view lower_name)
{
    return written.size() == lower_name.size() &&
           std::equal(written.begin(), written.end(), lower_name.begin(), [](char a, char b) { return lower(a) == b; });
}

bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

// Past the '>' of a tag; npos: the text ends first. Quotes count after a '=' only, so that a stray one swallows nothing.
std::size_t tag_end(std::string_view text, std::size_t at)
{
    char quote = '\0';
    bool value = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '>')
            return at + 1;
        else if (value && (c == '"' || c == '\'')) {
            quote = c;
            value = false;
        } else if (c == '=')
            value = true;
        else if (!is_space(c))
            value = false;
    }
    return npos;
}

// Where "</name" stands at or after `from`.
std::size_t end_tag(std::string_view text, std::size_t from, std::string_view name)
{
    for (auto at = text.find("</", from); at != npos; at = text.find("</", at + 2))
        if (at + 2 + name.size() <= text.size() && equal(text.substr(at + 2, name.size()), name)) return at;
    return npos;
}

std::string_view raw_element(const Tag& tag)
{
    if (!tag.closing && !tag.empty)
        for (const auto name : raw_elements)
            if (tag.is(name)) return name;
    return {};
}

} // namespace

bool Tag::is(std::string_view lower_name) const
{
    return equal(name, lower_name);
}

std::string_view Tag::attribute(std::string_view lower_name) const
{
    auto i = 1 + name.size();
    const auto skip = [&](auto&& what) {
        while (i < text.size() && what(text[i])) ++i;
    };
    while (i < text.size()) {
        skip([](char c) { return is_space(c) || c == '/'; });
        const auto start = i;
        skip([](char c) { return !is_space(c) && c != '=' && c != '>' && c != '/'; });
        const auto key = text.substr(start, i - start);
        skip(is_space);
        std::string_view value;
        if (i < text.size() && text[i] == '=') {
            ++i;
            skip(is_space);
            const char quote = i < text.size() ? text[i] : '\0';
            if (quote == '"' || quote == '\'') {
                const auto close = std::min(text.find(quote, i + 1), text.size());
                value = text.substr(i + 1, close - i - 1);
                i = std::min(close + 1, text.size());
            } else {
                const auto begin = i;
                skip([](char c) { return !is_space(c) && c != '>'; });
                value = text.substr(begin, i - begin);
            }
        }
        if (!key.empty() && equal(key, lower_name)) return value;
        if (i < text.size() && text[i] == '>') break;
        if (i == start) ++i; // no progress: something odd, such as "=="
    }
    return {};
}

bool Tag::has_class(std::string_view word) const
{
    const auto classes = attribute("class");
    for (auto i = classes.find(word); i != npos; i = classes.find(word, i + 1)) {
        const auto behind = i + word.size();
        if ((i == 0 || is_space(classes[i - 1])) && (behind == classes.size() || is_space(classes[behind]))) return true;
    }
    return false;
}

bool next_tag(std::string_view text, std::size_t from, Tag& tag, bool* cut)
{
    const auto ends = [cut] {
        if (cut) *cut = true;
        return false;
    };
    for (auto at = text.find('<', from); at != npos; at = text.find('<', at)) {
        if (text.substr(at, 4) == "<!--") {
            const auto close = text.find("-->", at + 4);
            if (close == npos) return ends();
            at = close + 3;
            continue;
        }
        auto name = at + 1;
        if (name >= text.size()) return ends();
        const bool closing = text[name] == '/';
        name += closing;
        if (name >= text.size()) return ends();
        if (!is_letter(text[name])) { // "<3", "<!DOCTYPE …>"
            ++at;
            continue;
        }
        const auto end = tag_end(text, name);
        if (end == npos) return ends();
        auto name_end = name;
        while (is_letter(text[name_end]) || (text[name_end] >= '0' && text[name_end] <= '9') || text[name_end] == '-')
            ++name_end;
        tag = {at, end, text.substr(name, name_end - name), text.substr(at, end - at), closing, false};
        // "<a href=http://example.com/>" is not empty: the slash is its value's.
        tag.empty = text[end - 2] == '/' &&
                    (tag.text.find('=') == npos || is_space(text[end - 3]) || text[end - 3] == '"' || text[end - 3] == '\'');
        return true;
    }
    return false;
}

std::string Piece::own(std::string_view text) const
{
    std::string out;
    auto from = at;
    for (const auto& [begin, stop] : holes) {
        out += text.substr(from, begin - from);
        from = stop;
    }
    out += text.substr(from, end - from);
    return out;
}

void Pieces::start(const Tag& tag, Take take)
{
    while (!open_.empty() && (!nests_ || take == Take::mark || ready_[open_.back().index].take == Take::run))
        close(tag.at, ready_[open_.back().index].take == Take::run);
    Piece piece;
    piece.take = take;
    piece.tag = tag;
    piece.at = tag.at;
    piece.end = tag.end;
    piece.depth = open_.size();
    ready_.push_back(std::move(piece));
    if (take != Take::mark && !tag.empty) open_.push_back({ready_.size() - 1, 1});
}

void Pieces::close(std::size_t end, bool whole)
{
    auto& piece = ready_[open_.back().index];
    piece.end = end;
    piece.whole = whole;
    open_.pop_back();
    if (!open_.empty()) ready_[open_.back().index].holes.emplace_back(piece.at, end);
}

void Pieces::count(const Tag& tag)
{
    if (open_.empty() || tag.empty) return;
    auto& open = open_.back();
    const auto& piece = ready_[open.index];
    if (!std::equal(tag.name.begin(), tag.name.end(), piece.tag.name.begin(), piece.tag.name.end(),
                    [](char a, char b) { return lower(a) == lower(b); }))
        return;
    open.depth += tag.closing ? -1 : 1;
    const bool run = piece.take == Take::run;
    if (open.depth == (run ? -1 : 0)) close(run ? tag.at : tag.end, true);
}

bool Pieces::next(Piece& piece)
{
    // Pieces that stand in another come after it, so they wait until the outermost ends.
    while (!done_ && (ready_.empty() || !open_.empty())) {
        Tag tag;
        if (!next_tag(text_, from_, tag, &cut_)) {
            done_ = true;
            cut_ = cut_ || !open_.empty();
            while (!open_.empty()) close(text_.size(), false);
            break;
        }
        from_ = tag.end;
        const auto take = tag.closing ? Take::pass : look_(tag);
        if (take == Take::pass)
            count(tag);
        else
            start(tag, take);
        if (const auto raw = raw_element(tag); !raw.empty()) {
            const auto close_at = end_tag(text_, from_, raw);
            if (close_at == npos) { // a browser takes the rest for its content too
                cut_ = true;
                from_ = text_.size();
            } else
                from_ = close_at;
        }
    }
    if (ready_.empty()) return false;
    piece = std::move(ready_.front());
    ready_.pop_front();
    return true;
}

std::string_view title(std::string_view text)
{
    text = text.substr(0, 64 * 1024);
    Tag tag;
    for (std::size_t from = 0; next_tag(text, from, tag); from = tag.end) {
        if (tag.is("body")) break;
        if (tag.closing || !tag.is("title")) continue;
        const auto close = end_tag(text, tag.end, "title");
        return close == npos ? std::string_view() : text.substr(tag.end, close - tag.end);
    }
    return {};
}

} // namespace redress::ingest::html
