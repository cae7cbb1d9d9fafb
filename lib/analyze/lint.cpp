#include "analyze/lint.hpp"

#include "analyze/lint_text.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>

namespace redress::analyze {
namespace {

// Which rules count for a text of one kind, language and scope.
struct Active {
    std::string kind, only;
    const LintScope* scope = nullptr;
    unsigned languages = 0;
    bool whole = true;
    std::vector<char> on;                    // by rule
    std::vector<std::uint32_t> shapes, lack; // rules found by shape; by what the whole text lacks or measures
    std::vector<Rulebook::Head> heads;
    std::vector<std::uint32_t> scored; // rules that ask the model
};

unsigned bits(Languages l)
{
    return (l.zh ? 1U : 0) | (l.en ? 2U : 0) | (l.es ? 4U : 0);
}

bool speaks(const profile::Rule& rule, Languages l)
{
    return rule.lang == "any" || (rule.lang == "zh" && l.zh) || (rule.lang == "en" && l.en) || (rule.lang == "es" && l.es);
}

} // namespace

struct Linter::State {
    explicit State(std::shared_ptr<const Rulebook> rulebook)
        : book(std::move(rulebook)), scanner(book->matcher()), progress(book->tries())
    {}

    const Active& active(const LintText& text, Languages languages, std::string_view only);
    void collect(const Active& active, TextUnderLint& text, std::span<const Matcher::Found> words, std::size_t begin);
    void try_starts(const Rulebook::Anchor& anchor, TextUnderLint& text, std::size_t begin);
    void collect_shapes(const Active& active, const TextUnderLint& text, const Marks& marks);
    void collect_lack(const Active& active, const TextUnderLint& text);
    void report(TextUnderLint& text, std::vector<LintFinding>& out);
    void report_scored(const Active& active, TextUnderLint& text, std::vector<LintFinding>& out);
    LintFinding finding(const LintHit& hit, const TextUnderLint& text) const;
    void check(const LintText& text, const NormalPiece& piece, std::span<const Matcher::Found> words, std::string_view only,
               std::vector<LintFinding>& out);
    WordingScores scores_of(std::string_view words);
    bool held_back(const LintHit& hit, const TextUnderLint& text);

    std::shared_ptr<const Rulebook> book;
    Scanner scanner;
    std::deque<Active> actives; // few; the last one asked for is mostly the next
    const Active* last = nullptr;
    struct Progress {
        std::uint32_t text = 0, from = 0, to = 0; // starts tried in this text
    };
    std::vector<Progress> progress; // by phrase
    std::uint32_t text_number = 0;
    // Reused from batch to batch.
    NormalText normal;
    std::vector<std::string_view> originals;
    std::vector<NormalPiece> pieces;
    std::vector<Matcher::Found> found;
    std::vector<LintHit> hits;
    Starts places;
    Folded features;
    std::optional<WordingScorer> scorer;       // once asked
    std::optional<WordingScores> whole_scores; // of the text at hand, if they were asked for
};

Linter::Linter(std::shared_ptr<const Rulebook> book) : state_(std::make_unique<State>(std::move(book))) {}
Linter::Linter(const profile::RuleSet& rules) : Linter(std::make_shared<const Rulebook>(rules)) {}
Linter::~Linter() = default;
Linter::Linter(Linter&&) noexcept = default;

const Active& Linter::State::active(const LintText& text, Languages languages, std::string_view only)
{
    const auto is = [&](const Active& a) {
        return a.languages == bits(languages) && a.scope == text.scope && a.whole == text.whole && a.kind == text.kind &&
               a.only == only;
    };
    if (last && is(*last)) return *last;
    for (const auto& a : actives)
        if (is(a)) return *(last = &a);
    Active a{std::string(text.kind), std::string(only), text.scope, bits(languages), text.whole, {}, {}, {}, {}, {}};
    const auto& rules = book->rules();
    for (std::uint32_t r = 0; r < rules.size(); ++r) {
        const auto& rule = rules[r];
        const bool about_whole = !rule.missing.empty() || rule.length;
        const bool on = speaks(rule, languages) && (text.whole || !about_whole) && (only.empty() || rule.id == only) &&
                        (!text.scope || applies(rule, *text.scope)) &&
                        std::find(rule.kinds.begin(), rule.kinds.end(), text.kind) != rule.kinds.end();
        a.on.push_back(on);
        if (on && book->shape(r)) a.shapes.push_back(r);
        if (on && rule.scorer && book->column(r)) a.scored.push_back(r);
        if (on && about_whole && (rule.length || rule.when.empty())) a.lack.push_back(r);
    }
    for (const auto& head : book->heads())
        if (a.on[head.rule]) a.heads.push_back(head);
    return *(last = &actives.emplace_back(std::move(a)));
}

// Words come in order of their ends. A start that failed for one word fails for every later one, since a match must
// reach behind the word: so each start is tried once a phrase, and the scan stays linear.
void Linter::State::try_starts(const Rulebook::Anchor& anchor, TextUnderLint& text, std::size_t begin)
{
    if (begin < anchor.nearest) return;
    const auto phrase = book->phrase(anchor.phrase);
    const auto high = phrase.starts_text() ? 0 : begin - anchor.nearest;
    auto low = phrase.starts_text() || begin <= anchor.farthest ? 0 : begin - anchor.farthest;
    if (!phrase.crosses()) low = std::max(low, text.sentence_start(begin));
    if (low > high) return;
    auto& tried = progress[anchor.number];
    const auto t = text.normal;
    if (tried.text != text_number) {
        tried = {text_number, 0, 0};
        if (!phrase.may_be_in(text.trigrams())) tried.to = static_cast<std::uint32_t>(t.size());
    }
    if (tried.from == 0 && tried.to == t.size()) return;
    const auto& starts = text.starts();
    auto at = starts.next(low, high + 1);
    for (; at <= high; at = starts.next(at + 1, high + 1)) {
        if (at >= tried.from && at < tried.to) {
            at = tried.to - std::size_t{1};
            continue;
        }
        if (!phrase.may_start(t, at)) continue;
        const auto end = phrase.match_started(t, at, begin + 1);
        if (!end) continue;
        hits.push_back({anchor.rule, at++, *end});
        break;
    }
    const bool joins = low <= tried.to && at >= tried.from;
    const auto from = joins ? std::min<std::size_t>(tried.from, low) : low,
               to = joins ? std::max<std::size_t>(tried.to, at) : at;
    tried = {text_number, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)};
}

void Linter::State::collect(const Active& active, TextUnderLint& text, std::span<const Matcher::Found> words,
                            std::size_t begin)
{
    const auto t = text.normal;
    ++text_number;
    for (const auto& head : active.heads) {
        const auto phrase = book->phrase(head.phrase);
        if (!phrase.may_start(t, 0)) continue;
        if (const auto end = phrase.match_started(t, 0)) hits.push_back({head.rule, 0, *end});
    }
    // What a word leads to lies all over the book: fetched while those before it are tried.
    constexpr std::size_t soon = 2, later = 4;
    for (std::size_t w = 0; w < words.size(); ++w) {
        if (w + later < words.size()) __builtin_prefetch(book->anchors(words[w + later].word).data());
        if (w + soon < words.size())
            for (const auto& anchor : book->anchors(words[w + soon].word)) {
                book->fetch(anchor.phrase);
                __builtin_prefetch(&progress[anchor.number]);
            }
        for (const auto& anchor : book->anchors(words[w].word))
            if (active.on[anchor.rule]) try_starts(anchor, text, words[w].begin - begin);
    }
}

void Linter::State::collect_shapes(const Active& active, const TextUnderLint& text, const Marks& marks)
{
    std::vector<ShapeSpan> spans;
    for (const auto rule : active.shapes) {
        const auto& shape = *book->shape(rule);
        if (!shape.may_stand(marks)) continue;
        spans.clear();
        shape.find({shape.on_original ? text.original : text.normal, book->forms()}, spans);
        const auto* end = text.from + text.normal.size() + 1;
        const auto to_normal = [&](std::size_t original) {
            return shape.on_original ? static_cast<std::size_t>(std::lower_bound(text.from, end, original) - text.from)
                                     : original;
        };
        for (const auto& s : spans) {
            LintHit hit{rule, to_normal(s.begin), to_normal(s.end)};
            if (shape.on_original) hit.from = s.begin, hit.to = s.end;
            hits.push_back(hit);
        }
    }
}

// What a text lacks is found at its beginning.
void Linter::State::collect_lack(const Active& active, const TextUnderLint& text)
{
    if (text.normal.empty()) return;
    const auto place = opening(text.normal);
    for (const auto rule : active.lack)
        if (!book->rules()[rule].length || has_wrong_length(book->rules()[rule], text.original))
            hits.push_back({rule, place.begin, place.end});
}

namespace {

// What people are shown of a match, in the original: without the marks and spaces at its edges. Space and unseen marks
// before the next character belong to nobody.
Phrase::Span shown_place(const LintHit& hit, const TextUnderLint& text)
{
    const auto shown = without_edges(text.normal, {hit.begin, hit.end});
    const auto whole = text.original.substr(text.from[shown.begin], text.from[shown.end] - text.from[shown.begin]);
    const auto words = text::trim(whole);
    if (words.empty()) return {text.from[shown.begin], text.from[shown.begin]};
    const auto begin = text.from[shown.begin] + static_cast<std::size_t>(words.data() - whole.data());
    return {begin, begin + words.size()};
}

// All of it and nothing else, for what is to be written in its place.
Phrase::Span exact_place(const LintHit& hit, const TextUnderLint& text)
{
    if (hit.to || hit.begin >= hit.end) return {hit.from, hit.to};
    std::size_t end = text.from[hit.end - 1] + 1;
    while (end < text.original.size() && (static_cast<unsigned char>(text.original[end]) & 0xC0) == 0x80) ++end;
    return {text.from[hit.begin], end};
}

} // namespace

void Linter::State::report(TextUnderLint& text, std::vector<LintFinding>& out)
{
    const auto& rules = book->rules();
    // Longer first at one place, so that what lies inside another finding of its category is met after it.
    std::sort(hits.begin(), hits.end(), [&](const LintHit& a, const LintHit& b) {
        if (a.begin != b.begin) return a.begin < b.begin;
        if (a.end != b.end) return a.end > b.end;
        // Of two that say the same, the one that knows what to write.
        const bool a_fixes = !rules[a.rule].fix.empty(), b_fixes = !rules[b.rule].fix.empty();
        return a_fixes != b_fixes ? a_fixes : a.rule < b.rule;
    });
    std::vector<LintHit> kept;
    std::size_t counted = 0, line = 1, column = 1; // the place of byte `counted`
    for (const auto& hit : hits) {
        const auto& rule = rules[hit.rule];
        const bool covered = std::any_of(kept.rbegin(), kept.rend(), [&](const LintHit& k) {
            return rules[k.rule].category == rule.category && hit.begin < k.end && k.begin < hit.end;
        });
        if (covered || !stands(hit, *book, text)) continue;
        if (rule.times > 1 && ++text.met[hit.rule] != rule.times) continue;
        kept.push_back(hit);
        if (kept.size() > 16) kept.erase(kept.begin());
        out.push_back(finding(hit, text));
        auto& f = out.back();
        if (f.severity > Severity::note && held_back(hit, text)) f.severity = Severity::note;
        for (; counted < f.offset; ++counted) {
            if (text.original[counted] == '\n')
                ++line, column = 1;
            else if ((static_cast<unsigned char>(text.original[counted]) & 0xC0) != 0x80)
                ++column;
        }
        f.line = line;
        f.column = column;
    }
}

// All but its line and column.
LintFinding Linter::State::finding(const LintHit& hit, const TextUnderLint& text) const
{
    const auto& rule = book->rules()[hit.rule];
    const auto place = rule.fix.empty() ? shown_place(hit, text) : exact_place(hit, text);
    LintFinding f;
    f.rule = &rule;
    f.severity = text.scope ? severity_of(rule, *text.scope) : rule.severity;
    f.offset = place.begin;
    f.match = text.original.substr(place.begin, place.end - place.begin);
    f.length = f.match.size();
    return f;
}

WordingScores Linter::State::scores_of(std::string_view words)
{
    wording_features(words, features);
    if (!scorer) scorer.emplace(*book->model());
    return scorer->scores(features);
}

// A phrase may stand in a text that is of no such kind. Where both the text and the sentence read quite otherwise, what was
// found is still told, as a note.
bool Linter::State::held_back(const LintHit& hit, const TextUnderLint& text)
{
    const auto column = book->column(hit.rule);
    if (!column) return false;
    const auto hold = book->model()->hold[*column];
    if (!whole_scores) whole_scores = scores_of(text.normal);
    if ((*whole_scores)[*column] >= hold) return false;
    const auto sentence = text.sentence(hit.begin, hit.end);
    if (sentence.begin == 0 && sentence.end == text.normal.size()) return true;
    return scores_of(text.normal.substr(sentence.begin, sentence.end - sentence.begin))[*column] < hold;
}

// What the model says counts only where no phrase found the same; it is shown at the start of the text.
void Linter::State::report_scored(const Active& active, TextUnderLint& text, std::vector<LintFinding>& out)
{
    if (text.normal.empty()) return;
    const auto& model = *book->model();
    if (!whole_scores) whole_scores = scores_of(text.normal);
    const auto& scores = *whole_scores;
    for (const auto rule : active.scored) {
        const auto column = *book->column(rule);
        if (scores[column] < model.least[column]) continue;
        const auto& category = book->rules()[rule].category;
        if (std::any_of(out.begin(), out.end(),
                        [&](const LintFinding& f) { return f.rule->category == category && f.severity > Severity::note; }))
            continue;
        const auto place = opening(text.normal);
        const LintHit hit{rule, place.begin, place.end};
        if (!stands(hit, *book, text)) continue;
        auto scored = finding(hit, text);
        const auto place_of = [](std::size_t offset, const LintFinding& f) { return offset < f.offset; };
        out.insert(std::upper_bound(out.begin(), out.end(), scored.offset, place_of), std::move(scored));
    }
}

void Linter::State::check(const LintText& text, const NormalPiece& piece, std::span<const Matcher::Found> words,
                          std::string_view only, std::vector<LintFinding>& out)
{
    TextUnderLint under{.original = text.text,
                        .normal = std::string_view(normal.text).substr(piece.begin, piece.end - piece.begin),
                        .from = normal.from.data() + piece.begin,
                        .scope = text.scope,
                        .places = &places};
    const auto languages = text.languages ? *text.languages : detect_languages(under.normal, piece.marks);
    const auto& rules = active(text, languages, only);
    hits.clear();
    whole_scores.reset();
    collect(rules, under, words, piece.begin);
    collect_shapes(rules, under, piece.marks);
    collect_lack(rules, under);
    if (!hits.empty()) report(under, out);
    if (!rules.scored.empty()) report_scored(rules, under, out);
}

void Linter::check_all(std::span<const LintText> texts, std::vector<LintFinding>& out, std::string_view only)
{
    auto& s = *state_;
    s.originals.clear();
    for (const auto& text : texts) s.originals.push_back(text.text);
    normalise_all(s.originals, s.normal, s.pieces, s.book->forms());
    s.found.clear();
    s.scanner.scan(s.normal.text, s.found);
    std::size_t next = 0;
    std::vector<LintFinding> findings;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto first = next;
        while (next < s.found.size() && s.found[next].begin < s.pieces[i].end) ++next;
        findings.clear();
        s.check(texts[i], s.pieces[i], std::span(s.found).subspan(first, next - first), only, findings);
        for (auto& finding : findings) {
            finding.text = i;
            out.push_back(std::move(finding));
        }
    }
}

std::vector<LintFinding> Linter::check(const LintText& text, std::string_view only)
{
    std::vector<LintFinding> out;
    check_all({&text, 1}, out, only);
    return out;
}

} // namespace redress::analyze
