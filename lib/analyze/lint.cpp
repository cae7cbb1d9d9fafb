#include "analyze/lint.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace redress::analyze {
namespace {

// How far from a match an exception may begin.
constexpr std::size_t exception_window = 120;

std::vector<Phrase> compile_all(const std::vector<std::string>& patterns, const WordLists& words, const profile::Rule& rule,
                                bool need_word)
{
    std::vector<Phrase> out;
    for (const auto& pattern : patterns) {
        try {
            out.push_back(Phrase::compile(pattern, words, rule.lang == "en" || rule.lang == "es"));
        } catch (const Error& e) {
            throw Error(ErrorKind::input, said("{}: rule '{}': {}", rule.file, rule.id, e.message()), e.hint());
        }
        if (need_word && out.back().anchors().empty())
            throw Error(ErrorKind::input,
                        said("{}: rule '{}': phrase '{}' holds no word that must be there", rule.file, rule.id, pattern),
                        said("redress-rules(5) describes phrases"));
    }
    return out;
}

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
        } else if (text.compare(i, 3, "“") == 0) {
            const auto close = text.find("”", i + 3);
            if (close != std::string_view::npos && close - i < longest) out.push_back({i, close + 3});
        }
    }
    return out;
}

// What a phrase looked at to see where a clause starts or ends is not part of what it found.
Phrase::Span without_edges(std::string_view text, Phrase::Span span)
{
    const auto edge = [&](std::size_t at) -> std::size_t {
        if (text[at] == ',' || text[at] == ';' || text[at] == ':' || text[at] == '~' || text[at] == ' ' || text[at] == '\n')
            return 1;
        return text.compare(at, 3, "。") == 0 || text.compare(at, 3, "、") == 0 ? 3 : 0;
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

} // namespace

// What is worked out once per text.
struct Linter::Text {
    std::string_view original;
    const NormalText& normal;
    const std::vector<char>& active; // by rule: does it apply?
    mutable std::optional<std::vector<Phrase::Span>> quotes;
    mutable std::map<std::size_t, std::size_t> met; // by rule that wants more than one match: how many so far
    mutable std::map<std::size_t, bool> whole;      // by rule: do unless and requires hold over the whole text?

    bool quoted(std::size_t begin, std::size_t end) const
    {
        if (!quotes) quotes = quotations(normal.text);
        return std::any_of(quotes->begin(), quotes->end(), [&](const auto& q) { return q.begin <= begin && end <= q.end; });
    }
    Phrase::Span sentence(std::size_t begin, std::size_t end) const
    {
        const std::string_view t = normal.text;
        while (begin > 0 && !is_sentence_end(t, begin - 1) && !(begin >= 3 && is_sentence_end(t, begin - 3))) --begin;
        while (end < t.size() && !is_sentence_end(t, end)) ++end;
        return {begin, end};
    }
};

Linter::Linter(const profile::RuleSet& rules)
{
    for (const auto* lang : {"any", "zh", "en", "es"}) groups_.push_back({lang, {}, {}, {}});
    std::size_t phrases = 0;
    for (const auto& rule : rules.rules) {
        Compiled c;
        c.rule = &rule;
        c.patterns = compile_all(rule.patterns, rules.words, rule, true);
        c.except = compile_all(rule.except, rules.words, rule, false);
        c.unless = compile_all(rule.unless, rules.words, rule, false);
        c.required = compile_all(rule.requires_any, rules.words, rule, false);
        c.missing = compile_all(rule.missing, rules.words, rule, false);
        c.near = compile_all(rule.near, rules.words, rule, false);
        c.after = compile_all(rule.after, rules.words, rule, false);
        c.when = compile_all(rule.when, rules.words, rule, false);
        if (!rule.detector.empty()) {
            c.shape = find_shape(rule.detector);
            if (!c.shape)
                throw Error(ErrorKind::input, said("{}: rule '{}': no detector '{}'", rule.file, rule.id, rule.detector),
                            said("redress-rules(5) lists the detectors"));
        }
        const auto group = std::find_if(groups_.begin(), groups_.end(), [&](const Group& g) { return g.lang == rule.lang; });
        for (std::size_t p = 0; p < c.patterns.size(); ++p, ++phrases)
            for (const auto& word : c.patterns[p].anchors()) {
                group->words.push_back(word);
                group->anchors.push_back({rules_.size(), p, phrases});
            }
        rules_.push_back(std::move(c));
    }
    progress_.resize(phrases);
}

// Texts come in long runs of one kind and language, so the answer for the last pair is kept.
const std::vector<char>& Linter::active(const LintText& text, Languages languages, std::string_view only)
{
    const auto key = fmt::format("{} {}{}{} {} {} {}", text.kind, languages.zh, languages.en, languages.es, only, text.whole,
                                 static_cast<const void*>(text.scope));
    if (key == active_for_) return active_;
    active_for_ = key;
    active_.clear();
    for (const auto& compiled : rules_) {
        const auto& rule = *compiled.rule;
        const bool lang = rule.lang == "any" || (rule.lang == "zh" && languages.zh) || (rule.lang == "en" && languages.en) ||
                          (rule.lang == "es" && languages.es);
        const bool piece = !text.whole && (!rule.missing.empty() || rule.length);
        active_.push_back(lang && !piece && (only.empty() || rule.id == only) &&
                          (!text.scope || applies(rule, *text.scope)) &&
                          std::find(rule.kinds.begin(), rule.kinds.end(), text.kind) != rule.kinds.end());
    }
    return active_;
}

void Linter::collect(const Text& text, Group& group, std::vector<Hit>& hits)
{
    const std::string_view t = text.normal.text;
    // Words come in order of their ends. A start that failed for one word fails for every later one, since a match must
    // reach behind the word: so each start is tried once a phrase, and the scan stays linear.
    ++scan_;
    if (!group.matcher) group.matcher.emplace(group.words);
    group.matcher->scan(t, [&](std::size_t word, std::size_t begin) {
        const auto& anchor = group.anchors[word];
        if (!text.active[anchor.rule]) return;
        const auto& phrase = rules_[anchor.rule].patterns[anchor.phrase];
        if (begin < phrase.nearest()) return;
        auto& tried = progress_[anchor.progress];
        if (tried.scan != scan_) tried = {scan_, 0, 0};
        const auto low = begin > phrase.farthest() ? begin - phrase.farthest() : 0;
        const auto last = begin - phrase.nearest();
        auto at = low;
        while (at <= last) {
            if (at >= tried.from && at < tried.to) {
                at = tried.to;
                continue;
            }
            const auto end = phrase.match_at(t, at++, begin + 1);
            if (!end) continue;
            hits.push_back({anchor.rule, at - 1, *end});
            break;
        }
        const bool joins = low <= tried.to && at >= tried.from;
        tried = {scan_, joins ? std::min(tried.from, low) : low, joins ? std::max(tried.to, at) : at};
    });
}

void Linter::collect_shapes(const Text& text, std::vector<Hit>& hits) const
{
    std::vector<ShapeSpan> spans;
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        if (!rules_[r].shape || !text.active[r]) continue;
        spans.clear();
        const auto& shape = *rules_[r].shape;
        shape.find(shape.on_original ? text.original : std::string_view(text.normal.text), spans);
        const auto& from = text.normal.from;
        const auto to_normal = [&](std::size_t original) {
            return static_cast<std::size_t>(std::lower_bound(from.begin(), from.end(), original) - from.begin());
        };
        for (const auto& s : spans)
            if (shape.on_original)
                hits.push_back({r, to_normal(s.begin), to_normal(s.end)});
            else
                hits.push_back({r, s.begin, s.end});
    }
}

namespace {

bool any_in(const std::vector<Phrase>& phrases, std::string_view text, std::size_t from, std::size_t to)
{
    return std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& p) {
        const auto found = p.find(text, from, to);
        return found && found->end <= to + 1;
    });
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

// What a finding about the whole text is shown at: its first words.
Phrase::Span opening(std::string_view text)
{
    constexpr std::size_t shown = 24;
    const auto line = std::min(text.find('\n'), text.size());
    return {0, std::min(line, ahead(text, 0, shown))};
}

} // namespace

// Rules about the whole text: what it lacks, how long it is.
void Linter::collect_whole(const Text& text, std::vector<Hit>& hits) const
{
    const std::string_view t = text.normal.text;
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        const auto& c = rules_[r];
        if (!text.active[r] || t.empty()) continue;
        if (!c.missing.empty() && !any_in(c.missing, t, 0, t.size())) hits.push_back({r, opening(t).begin, opening(t).end});
        if (!c.rule->length) continue;
        const auto size = size_in(text.original, c.rule->length->unit);
        if ((c.rule->length->most && size > *c.rule->length->most) ||
            (c.rule->length->least && size < *c.rule->length->least))
            hits.push_back({r, opening(t).begin, opening(t).end});
    }
}

// What a match needs beside itself: a neighbour, nothing that should have come first.
bool Linter::placed(const Hit& hit, const Text& text) const
{
    const auto& c = rules_[hit.rule];
    const std::string_view t = text.normal.text;
    if (!c.near.empty() && !any_in(c.near, t, back(t, hit.begin, c.rule->within), ahead(t, hit.end, c.rule->within)))
        return false;
    return c.after.empty() || !any_in(c.after, t, 0, hit.begin);
}

bool Linter::stands(const Hit& hit, const Text& text) const
{
    const auto& c = rules_[hit.rule];
    const std::string_view t = text.normal.text;
    if (!c.rule->check_quotes && text.quoted(hit.begin, hit.end)) return false;
    const auto low = hit.begin > exception_window ? hit.begin - exception_window : 0;
    for (const auto& phrase : c.except)
        for (auto at = low; at < hit.end; ++at)
            if (phrase.match_at(t, at, hit.begin)) return false;
    if (!placed(hit, text)) return false;
    if (c.unless.empty() && c.required.empty() && c.when.empty()) return true;
    if (const auto known = text.whole.find(hit.rule); c.rule->whole_text && known != text.whole.end()) return known->second;
    const auto scope = c.rule->whole_text ? Phrase::Span{0, t.size()} : text.sentence(hit.begin, hit.end);
    const auto in_scope = [&](const Phrase& phrase) {
        const auto found = phrase.find(t, scope.begin, scope.end);
        return found && found->end <= scope.end + 1;
    };
    const bool holds = (c.when.empty() || any_in(c.when, t, 0, t.size())) &&
                       std::none_of(c.unless.begin(), c.unless.end(), in_scope) &&
                       (c.required.empty() || std::any_of(c.required.begin(), c.required.end(), in_scope));
    if (c.rule->whole_text) text.whole[hit.rule] = holds;
    return holds;
}

bool Linter::is_official(const Hit& hit, const Text& text, const LintScope& scope) const
{
    const auto sentence = text.sentence(hit.begin, hit.end);
    const auto words = std::string_view(text.normal.text).substr(sentence.begin, sentence.end - sentence.begin);
    NormalText channel;
    return std::any_of(scope.channels.begin(), scope.channels.end(), [&](const std::string& name) {
        normalise(name, channel);
        return !channel.text.empty() && words.find(channel.text) != std::string_view::npos;
    });
}

std::vector<LintFinding> Linter::check(const LintText& given, std::string_view only)
{
    const auto original = given.text;
    const auto languages = given.languages ? *given.languages : detect_languages(original);
    normalise(original, normal_);
    const Text text{original, normal_, active(given, languages, only), {}, {}, {}};
    std::vector<Hit> hits;
    for (auto& group : groups_)
        if (group.lang == "any" || (group.lang == "zh" && languages.zh) || (group.lang == "en" && languages.en) ||
            (group.lang == "es" && languages.es))
            collect(text, group, hits);
    collect_shapes(text, hits);
    collect_whole(text, hits);
    // Longer first at one place, so that what lies inside another finding of its category is met after it.
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        if (a.begin != b.begin) return a.begin < b.begin;
        return a.end != b.end ? a.end > b.end : a.rule < b.rule;
    });
    std::vector<LintFinding> out;
    std::vector<Hit> kept;
    std::size_t counted = 0, line = 1, column = 1; // the place of byte `counted`
    for (const auto& hit : hits) {
        const auto& category = rules_[hit.rule].rule->category;
        if (given.scope && category == "off-platform" && is_official(hit, text, *given.scope)) continue;
        const bool covered = std::any_of(kept.rbegin(), kept.rend(), [&](const Hit& k) {
            return rules_[k.rule].rule->category == category && hit.begin < k.end && k.begin < hit.end;
        });
        if (covered || !stands(hit, text)) continue;
        if (const auto times = rules_[hit.rule].rule->times; times > 1 && ++text.met[hit.rule] != times) continue;
        kept.push_back(hit);
        if (kept.size() > 16) kept.erase(kept.begin());
        const auto shown = without_edges(normal_.text, {hit.begin, hit.end});
        LintFinding f;
        f.rule = rules_[hit.rule].rule;
        f.severity = given.scope ? severity_of(*f.rule, *given.scope) : f.rule->severity;
        f.offset = normal_.from[shown.begin];
        const std::size_t end = normal_.from[shown.end];
        // Space and unseen marks before the next character belong to nobody.
        f.match = text::trim(original.substr(f.offset, end - f.offset));
        f.length = f.match.size();
        for (; counted < f.offset; ++counted) {
            if (original[counted] == '\n')
                ++line, column = 1;
            else if ((static_cast<unsigned char>(original[counted]) & 0xC0) != 0x80)
                ++column;
        }
        f.line = line;
        f.column = column;
        out.push_back(std::move(f));
    }
    return out;
}

} // namespace redress::analyze
