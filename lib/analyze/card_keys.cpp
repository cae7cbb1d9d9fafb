#include "analyze/card_keys.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_alnum(char c)
{
    return is_digit(c) || is_letter(c);
}

// What a key may consist of where a label announces it.
bool is_key_char(char c)
{
    return is_alnum(c) || std::string_view("-_+=!@#$%^&*.~").find(c) != std::string_view::npos;
}

std::size_t run(std::string_view text, std::size_t from, bool (*accept)(char))
{
    auto at = from;
    while (at < text.size() && accept(text[at])) ++at;
    return at - from;
}

// Groups of equal length, four to eight, joined by one hyphen each: dates and phone numbers stay out. Three groups need both
// letter and digit (WELL-KNOWN-FACT and 1380-1380-1380 are none).
std::size_t grouped(std::string_view text, std::size_t from)
{
    std::size_t at = from, groups = 0, size = 0;
    bool digit = false, lower = false, letter = false, masked = false; // "xxxx-xxxx-4821"
    while (true) {
        const auto length = run(text, at, is_alnum);
        if (groups == 0) size = length;
        if (length != size || length < 4 || length > 8) return 0;
        masked = masked || text.substr(at, length).find_first_not_of("xX") == std::string_view::npos;
        for (const char c : text.substr(at, length)) {
            digit = digit || is_digit(c);
            letter = letter || is_letter(c);
            lower = lower || (c >= 'a' && c <= 'z');
        }
        ++groups;
        at += length;
        if (at + 1 >= text.size() || text[at] != '-' || !is_alnum(text[at + 1])) break;
        ++at;
    }
    if (masked || groups < 3 || (groups == 3 && !(digit && letter)) || (!digit && lower)) return 0;
    return at - from;
}

std::size_t uuid(std::string_view text, std::size_t from)
{
    constexpr std::array<std::size_t, 5> sizes{8, 4, 4, 4, 12};
    const auto hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    auto at = from;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (i > 0 && (at >= text.size() || text[at++] != '-')) return 0;
        if (run(text, at, hex) != sizes[i]) return 0;
        at += sizes[i];
    }
    return at < text.size() && is_alnum(text[at]) ? 0 : at - from;
}

// account----password----second factor: four dashes or more join what belongs together; one part has a digit.
std::size_t joined(std::string_view text, std::size_t from)
{
    const auto part = [](char c) {
        return is_alnum(c) || std::string_view("@._+=!#$%^&*").find(c) != std::string_view::npos;
    };
    const auto dash = [](char c) { return c == '-'; };
    auto at = from;
    for (int parts = 1;; ++parts) {
        at += run(text, at, part);
        if (at == from) return 0;
        const auto dashes = run(text, at, dash);
        if (dashes < 4 || dashes > 8 || run(text, at + dashes, part) < 3) {
            const auto whole = text.substr(from, at - from);
            return parts > 1 && std::any_of(whole.begin(), whole.end(), is_digit) ? whole.size() : 0;
        }
        at += dashes;
    }
}

// A link is a secret only if it carries one: a run of twenty letters and digits with both in it.
std::size_t token_link(std::string_view text, std::size_t from)
{
    const auto rest = text.substr(from);
    if (!text::starts_with_icase(rest, "http://") && !text::starts_with_icase(rest, "https://")) return 0;
    const auto length = run(text, from, [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>'; });
    for (std::size_t at = rest.find("//") + 2; at < length; ++at) {
        const auto token = run(rest, at, is_alnum);
        const auto word = rest.substr(at, token);
        if (token >= 20 && std::any_of(word.begin(), word.end(), is_digit) &&
            std::any_of(word.begin(), word.end(), is_letter))
            return length;
        at += token;
    }
    return 0;
}

constexpr std::array<std::string_view, 17> labels{
    "卡密",   "卡号",        "密码",        "密碼",     "激活码", "激活碼",      "兑换码",          "兌換碼",   "提取码",
    "序列号", "license key", "product key", "password", "cdkey",  "redeem code", "activation code", "gift code"};

// Which bytes a label begins with, in either case.
constexpr auto label_starts = [] {
    std::array<bool, 256> out{};
    for (const auto label : labels) {
        const auto first = static_cast<unsigned char>(label.front());
        out[first] = true;
        if (first < 0x80) out[first - 'a' + 'A'] = true;
    }
    return out;
}();

// Behind "卡密：" or "password: ": the token, where it is one (6 to 64 characters, with a digit).
std::size_t labelled(std::string_view text, std::size_t from, std::size_t& begin)
{
    for (const auto label : labels) {
        if (!text::starts_with_icase(text.substr(from), label)) continue;
        auto at = from + label.size();
        bool colon = false;
        for (bool more = true; more && at < text.size();) {
            more = false;
            for (const std::string_view mark : {":", "：", " ", "=", "是", "\t"})
                if (text.substr(at, mark.size()) == mark) {
                    colon = colon || mark != " ";
                    at += mark.size();
                    more = true;
                }
        }
        auto length = run(text, at, is_key_char);
        while (length > 0 && !is_alnum(text[at + length - 1])) --length; // the sentence's own stop
        const auto token = text.substr(at, length);
        const bool digit = std::any_of(token.begin(), token.end(), is_digit);
        if (!colon || length < 6 || length > 64 || !digit) return 0;
        begin = at;
        return length;
    }
    return 0;
}

} // namespace

std::string last_four(std::string_view secret)
{
    const auto points = text::to_u32(text::trim(secret));
    if (points.size() < 8) return {};
    return text::to_utf8(std::u32string_view(points).substr(points.size() - 4));
}

std::string mask_secret(std::string_view secret)
{
    auto points = text::to_u32(secret);
    const auto kept = text::to_u32(last_four(secret)).size();
    for (std::size_t i = 0; i + kept < points.size(); ++i)
        if (text::is_word(points[i])) points[i] = U'*';
    return text::to_utf8(points);
}

std::vector<KeySpan> find_keys(std::string_view text)
{
    std::vector<KeySpan> out;
    // Every shape has a digit or a hyphen in it, and most messages have neither.
    const bool hyphen = text.find('-') != std::string_view::npos;
    if (!hyphen && std::none_of(text.begin(), text.end(), is_digit)) return out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t begin = at, length = 0;
        const bool at_start = at == 0 || (!is_alnum(text[at - 1]) && text[at - 1] != '-');
        if (!at_start || !(is_alnum(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80)) {
            ++at;
            continue;
        }
        if ((text[at] | 0x20) == 'h') length = token_link(text, at);
        if (hyphen)
            for (const auto shape : {uuid, joined, grouped})
                if (length == 0) length = shape(text, at);
        if (length == 0 && label_starts[static_cast<unsigned char>(text[at])]) length = labelled(text, at, begin);
        if (length == 0) {
            ++at;
            continue;
        }
        out.push_back({begin, length});
        at = begin + length;
    }
    return out;
}

} // namespace redress::analyze
