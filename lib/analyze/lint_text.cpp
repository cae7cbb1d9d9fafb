#include "analyze/lint_text.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace redress::analyze {
namespace {

using List = Rulebook::List;

// How far from a match an exception may begin.
constexpr std::size_t exception_window = 120;

// Text between quotation marks, marks included. A quotation that does not close, or is very long, is none.
std::vector<Phrase::Span> quotations(std::string_view text)
{
    constexpr std::size_t longest = 600;
    std::vector<Phrase::Span> out;
    std::optional<std::size_t> straight;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') {
            if (straight && i - *straight < longest) out.push_back({*straight, i + 1});
            straight = straight ? std::nullopt : std::optional(i);
        } else if (text[i] == '\xE2' && text.compare(i, 3, "“") == 0) {
            const auto close = text.find("”", i + 3);
            if (close != std::string_view::npos && close - i < longest) out.push_back({i, close + 3});
        }
    }
    return out;
}

std::size_t size_in(std::string_view text, profile::LengthUnit unit)
{
    if (unit == profile::LengthUnit::bytes) return text.size();
    const auto chars = text::count_code_points(text);
    if (unit == profile::LengthUnit::chars) return chars;
    // Four-byte characters take two units of UTF-16.
    return chars + static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
                                                          [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }));
}

// `characters` code points before or behind, never outside the text.
std::size_t back(std::string_view text, std::size_t at, std::size_t characters)
{
    while (at > 0 && characters > 0)
        if ((static_cast<unsigned char>(text[--at]) & 0xC0) != 0x80) --characters;
    return at;
}
std::size_t ahead(std::string_view text, std::size_t at, std::size_t characters)
{
    for (; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80 && characters-- == 0) break;
    return at;
}

// What a match needs beside itself: a neighbour, nothing that should have come first.
bool placed(const LintHit& hit, const Rulebook& book, TextUnderLint& text)
{
    const auto normal = text.normal;
    const auto& rule = book.rules()[hit.rule];
    if (const auto near = book.phrases(hit.rule, List::near); !near.empty()) {
        const auto low = back(normal, hit.begin, rule.within), high = ahead(normal, hit.end, rule.within);
        if (std::none_of(near.begin(), near.end(),
                         [&](std::uint32_t p) { return book.phrase(p).find(normal, text.starts(), low, high).has_value(); }))
            return false;
    }
    const auto after = book.phrases(hit.rule, List::after);
    return after.empty() || !any_in(after, book, text, 0, hit.begin);
}

// A sentence that names one of the shop's own channels speaks of that.
bool is_official(const LintHit& hit, const NormalForms& forms, const TextUnderLint& text)
{
    const auto sentence = text.sentence(hit.begin, hit.end);
    const auto words = text.normal.substr(sentence.begin, sentence.end - sentence.begin);
    NormalText channel;
    return std::any_of(text.scope->channels.begin(), text.scope->channels.end(), [&](const std::string& name) {
        normalise(name, channel, forms);
        return !channel.text.empty() && words.find(channel.text) != std::string_view::npos;
    });
}

bool excepted(const LintHit& hit, const Rulebook& book, TextUnderLint& text)
{
    const auto low = hit.begin > exception_window ? hit.begin - exception_window : 0;
    for (const auto number : book.phrases(hit.rule, List::except)) {
        const auto phrase = book.phrase(number);
        if (phrase.may_be_in(text.trigrams()) && phrase.find(text.normal, text.starts(), low, hit.end, hit.begin))
            return true;
    }
    return false;
}

} // namespace

bool TextUnderLint::quoted(std::size_t begin, std::size_t end)
{
    if (!quotes) quotes = quotations(normal);
    return std::any_of(quotes->begin(), quotes->end(), [&](const auto& q) { return q.begin <= begin && end <= q.end; });
}

Phrase::Span TextUnderLint::sentence(std::size_t begin, std::size_t end) const
{
    const auto ends_wide = [&](std::size_t at) { // "。": three bytes
        return at >= 3 && static_cast<unsigned char>(normal[at - 3]) >= 0x80 && is_sentence_end(normal, at - 3);
    };
    while (begin > 0 && !is_sentence_end(normal, begin - 1) && !ends_wide(begin)) --begin;
    while (end < normal.size() && !is_sentence_end(normal, end)) ++end;
    return {begin, end};
}

Phrase::Span opening(std::string_view normal)
{
    constexpr std::size_t shown = 24;
    const auto line = std::min(normal.find('\n'), normal.size());
    return {0, std::min(line, ahead(normal, 0, shown))};
}

bool any_in(Rulebook::Phrases phrases, const Rulebook& book, TextUnderLint& text, std::size_t from, std::size_t to)
{
    return std::any_of(phrases.begin(), phrases.end(), [&](std::uint32_t number) {
        const auto phrase = book.phrase(number);
        if (!phrase.may_be_in(text.trigrams())) return false;
        const auto found = phrase.find(text.normal, text.starts(), from, to);
        return found && found->end <= to + 1;
    });
}

bool has_wrong_length(const profile::Rule& rule, std::string_view original)
{
    // Nothing has more characters than bytes.
    if (!rule.length->least && rule.length->most && original.size() <= *rule.length->most) return false;
    const auto size = size_in(original, rule.length->unit);
    return (rule.length->most && size > *rule.length->most) || (rule.length->least && size < *rule.length->least);
}

Phrase::Span without_edges(std::string_view normal, Phrase::Span span)
{
    const auto edge = [&](std::size_t at) -> std::size_t {
        const char c = normal[at];
        if (c == ',' || c == ';' || c == ':' || c == '~' || c == ' ' || c == '\n') return 1;
        return normal.compare(at, 3, "。") == 0 || normal.compare(at, 3, "、") == 0 ? 3 : 0;
    };
    while (span.end - span.begin > 3 && edge(span.begin)) span.begin += edge(span.begin);
    for (;;) {
        const auto size = span.end - span.begin;
        if (size > 1 && edge(span.end - 1) == 1)
            span.end -= 1;
        else if (size > 3 && edge(span.end - 3) == 3)
            span.end -= 3;
        else
            return span;
    }
}

bool stands(const LintHit& hit, const Rulebook& book, TextUnderLint& text)
{
    const auto& rule = book.rules()[hit.rule];
    const auto list = [&](List name) { return book.phrases(hit.rule, name); };
    const auto any = [&](Rulebook::Phrases phrases, Phrase::Span in) {
        return any_in(phrases, book, text, in.begin, in.end);
    };
    const Phrase::Span all{0, text.normal.size()};
    if (text.scope && !text.scope->channels.empty() && rule.category == "off-platform" &&
        is_official(hit, book.forms(), text))
        return false;
    if (!rule.check_quotes && text.quoted(hit.begin, hit.end)) return false;
    if (excepted(hit, book, text) || !placed(hit, book, text)) return false;
    if (any(list(List::missing), all)) return false;
    const auto unless = list(List::unless), required = list(List::required), when = list(List::when);
    if (unless.empty() && required.empty() && when.empty()) return true;
    const auto known = text.whole.find(hit.rule);
    if (rule.whole_text && known != text.whole.end()) return known->second;
    const auto scope = rule.whole_text ? all : text.sentence(hit.begin, hit.end);
    const bool holds = (when.empty() || any(when, all)) && !any(unless, scope) && (required.empty() || any(required, scope));
    if (rule.whole_text) text.whole[hit.rule] = holds;
    return holds;
}

} // namespace redress::analyze
