#include "ingest/js_object.hpp"

#include "base/text.hpp"

#include <charconv>
#include <string>

namespace redress::ingest::js {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

// May a string end before what stands at `at`?
bool can_end_before(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_space(text[at])) ++at;
    return at >= text.size() || std::string_view(",}]:").find(text[at]) != npos;
}

std::optional<char32_t> hex(std::string_view text, std::size_t at, std::size_t digits)
{
    if (at + digits > text.size()) return std::nullopt;
    unsigned value = 0;
    const auto* end = text.data() + at + digits;
    const auto result = std::from_chars(text.data() + at, end, value, 16);
    if (result.ec != std::errc{} || result.ptr != end) return std::nullopt;
    return static_cast<char32_t>(value);
}

// What stands behind a backslash at `at`; returns the place past it.
std::size_t escape(std::string_view text, std::size_t at, std::string& out)
{
    const char c = text[at];
    const auto wide = c == 'u' ? hex(text, at + 1, 4) : c == 'x' ? hex(text, at + 1, 2) : std::nullopt;
    if (wide) {
        at += c == 'u' ? 5 : 3;
        const auto low =
            *wide >= 0xD800 && *wide < 0xDC00 && text.substr(at, 2) == "\\u" ? hex(text, at + 2, 4) : std::nullopt;
        if (low && *low >= 0xDC00 && *low < 0xE000) {
            text::append_utf8(out, 0x10000 + ((*wide - 0xD800) << 10) + (*low - 0xDC00));
            return at + 6;
        }
        text::append_utf8(out, *wide); // half a pair becomes U+FFFD
        return at;
    }
    switch (c) {
    case 'n': out += '\n'; break;
    case 'r': out += '\r'; break;
    case 't': out += '\t'; break;
    case 'b':
    case 'f':
    case 'v':
    case '0': out += ' '; break;
    case '\n': break; // the string goes on in the next line
    default: out += c;
    }
    return at + 1;
}

std::optional<std::string> quoted(std::string_view text, std::size_t& at)
{
    const char quote = text[at++];
    std::string out;
    while (at < text.size()) {
        const char c = text[at++];
        if (c == quote && can_end_before(text, at)) return out;
        if (c != '\\')
            out += c;
        else if (at < text.size())
            at = escape(text, at, out);
    }
    return std::nullopt;
}

// Past the list or object that begins at `at`; npos: it does not end.
std::size_t pass_over(std::string_view text, std::size_t at)
{
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (is_quote(c)) {
            if (!quoted(text, at)) return npos;
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        ++at;
        if (depth == 0) return at;
    }
    return npos;
}

Json bare(std::string_view word)
{
    word = text::trim(word);
    std::int64_t number = 0;
    const auto result = std::from_chars(word.data(), word.data() + word.size(), number);
    if (!word.empty() && result.ec == std::errc{} && result.ptr == word.data() + word.size()) return number;
    if (word == "true" || word == "True") return true;
    if (word == "false" || word == "False") return false;
    if (word.empty() || word == "null" || word == "None" || word == "undefined") return nullptr;
    return word;
}

std::optional<Json> value(std::string_view text, std::size_t& at)
{
    if (is_quote(text[at])) {
        auto words = quoted(text, at);
        return words ? std::optional<Json>(std::move(*words)) : std::nullopt;
    }
    if (text[at] == '{' || text[at] == '[') {
        at = pass_over(text, at);
        return at == npos ? std::nullopt : std::optional<Json>(Json());
    }
    const auto end = text.find_first_of(",}", at);
    if (end == npos) return std::nullopt;
    const auto word = text.substr(at, end - at);
    at = end;
    return bare(word);
}

} // namespace

std::size_t skip(std::string_view text, std::size_t at)
{
    for (; at < text.size(); ++at) {
        if (text.substr(at, 2) == "/*") {
            const auto close = text.find("*/", at + 2);
            if (close == npos) return text.size();
            at = close + 1;
        } else if (!is_space(text[at]) && text[at] != ',')
            break;
    }
    return at;
}

std::optional<Json> object(std::string_view text, std::size_t at, std::size_t& end)
{
    auto out = Json::object();
    for (at = skip(text, at + 1); at < text.size(); at = skip(text, at)) {
        if (text[at] == '}') {
            end = at + 1;
            return out;
        }
        std::string key;
        if (is_quote(text[at])) {
            auto words = quoted(text, at);
            if (!words) return std::nullopt;
            key = std::move(*words);
        } else {
            const auto stop = text.find_first_of(":}", at);
            if (stop == npos) return std::nullopt;
            key = text::trim(text.substr(at, stop - at));
            at = stop;
        }
        while (at < text.size() && is_space(text[at])) ++at;
        if (at >= text.size()) return std::nullopt;
        if (text[at] != ':') { // a word alone
            if (text[at] != '}') ++at;
            continue;
        }
        for (++at; at < text.size() && is_space(text[at]);) ++at;
        if (at >= text.size()) return std::nullopt;
        auto member = value(text, at);
        if (!member) return std::nullopt;
        out.set(key, std::move(*member));
    }
    return std::nullopt;
}

} // namespace redress::ingest::js
