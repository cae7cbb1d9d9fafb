// The tree of a phrase -> its program, with the words every match must hold and the bytes it may start with.
#include "analyze/phrase_tree.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

namespace redress::analyze {
namespace {

using Node = PhraseNode;

// Assumed of what has no length of its own: turns of a loop, the rest of a word. Only how far back a match may start hangs
// on it.
constexpr std::size_t usual_turns = 6, word_bytes = 24;
// More words than this are not made by joining neighbours: (不|没)(改|删) looks for 不改, 不删, 没改, 没删.
constexpr std::size_t most_joined = 160;
// What one more word costs, in occurrences: compiling it takes time too.
constexpr double cost_of_a_word = 3e-6;

struct Width {
    std::size_t least = 0, most = 0;
};

Width width(const Node& node, bool latin)
{
    Width total;
    for (const auto& child : node.children) {
        const auto w = width(child, latin);
        if (node.kind == Node::Kind::choice) {
            total.least = &child == &node.children.front() ? w.least : std::min(total.least, w.least);
            total.most = std::max(total.most, w.most);
        } else {
            total.least += w.least;
            total.most += w.most;
        }
    }
    switch (node.kind) {
    case Node::Kind::literal: return {node.text.size(), node.text.size()};
    case Node::Kind::set: return {1, 4};
    case Node::Kind::rest: return {0, word_bytes};
    case Node::Kind::gap: return {0, latin ? (node.count + 1) * word_bytes : node.count * 4};
    case Node::Kind::optional: return {0, total.most};
    case Node::Kind::repeat: return {node.may_be_none ? 0 : total.least, total.most * usual_turns};
    default: return total;
    }
}

using Words = std::vector<std::string>;

// All texts a node can be, if they are few; an optional one may be the empty text.
std::optional<Words> spelled_out(const Node& node)
{
    Words out;
    switch (node.kind) {
    case Node::Kind::literal: return Words{node.text};
    case Node::Kind::optional:
    case Node::Kind::choice:
        if (node.kind == Node::Kind::optional) out.emplace_back();
        for (const auto& child : node.children) {
            auto words = spelled_out(child);
            if (!words || words->size() + out.size() > most_joined) return std::nullopt;
            out.insert(out.end(), words->begin(), words->end());
        }
        return out;
    case Node::Kind::sequence:
        out.emplace_back();
        for (const auto& child : node.children) {
            const auto words = spelled_out(child);
            if (!words || words->size() * out.size() > most_joined) return std::nullopt;
            Words joined;
            for (const auto& left : out)
                for (const auto& right : *words) joined.push_back(left + right);
            out = std::move(joined);
        }
        return out;
    default: return std::nullopt;
    }
}

// How often a word may be met, by place of a text: characters taken as independent, a Chinese one in three hundred, a letter
// one in twelve; words that share/rules/common.toml lists as it says.
double frequency(std::string_view word, const WordFrequencies& known)
{
    if (const auto found = known.find(text::trim(word)); found != known.end()) return found->second;
    double f = 1;
    for (const char c : word) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) f /= byte >= 0xE3 ? 300 : byte >= 'a' && byte <= 'z' ? 12 : 20;
    }
    return f;
}

// Words one of which every match holds, and how far behind the start of the match they may begin.
struct Anchor {
    Words words;
    Width before;
    double cost = std::numeric_limits<double>::max(); // of none at all
};

struct Chooser {
    bool latin = false;
    const WordFrequencies& known;
};

void prefer(Anchor& best, Words words, Width before, const WordFrequencies& known)
{
    if (words.empty() || std::find(words.begin(), words.end(), "") != words.end()) return;
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    double cost = 0;
    for (const auto& word : words) cost += frequency(word, known) + cost_of_a_word;
    // Each place a match may start at is tried; beyond a line's length there is no text to try.
    constexpr double of_a_hit = 20, line = 80;
    cost *= of_a_hit + std::min(static_cast<double>(before.most - before.least), line);
    if (cost < best.cost) best = {std::move(words), before, cost};
}

Anchor required(const Node& node, const Chooser& by);

Anchor required_of_sequence(const Node& node, const Chooser& by)
{
    Anchor best;
    Width prefix;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto own = required(node.children[i], by);
        prefer(best, own.words, {prefix.least + own.before.least, prefix.most + own.before.most}, by.known);
        Node run; // of neighbours from here on
        for (auto k = i; k < node.children.size(); ++k) {
            // What repeats stands there once at least, and what comes behind it is not known.
            const auto& next = node.children[k];
            const bool repeats = next.kind == Node::Kind::repeat && !next.may_be_none;
            run.children.push_back(repeats ? next.children.front() : next);
            auto words = spelled_out(run);
            if (!words) break;
            prefer(best, std::move(*words), prefix, by.known);
            if (repeats) break;
        }
        const auto w = width(node.children[i], by.latin);
        prefix.least += w.least;
        prefix.most += w.most;
    }
    return best;
}

Anchor required(const Node& node, const Chooser& by)
{
    Anchor best;
    switch (node.kind) {
    case Node::Kind::literal: prefer(best, {node.text}, {}, by.known); return best;
    case Node::Kind::sequence: return required_of_sequence(node, by);
    case Node::Kind::repeat: return node.may_be_none ? best : required(node.children.front(), by);
    case Node::Kind::choice: {
        Words words;
        Width before{static_cast<std::size_t>(-1), 0};
        for (const auto& child : node.children) {
            const auto one = required(child, by);
            if (one.words.empty()) return {};
            words.insert(words.end(), one.words.begin(), one.words.end());
            before.least = std::min(before.least, one.before.least);
            before.most = std::max(before.most, one.before.most);
        }
        prefer(best, std::move(words), before, by.known);
        return best;
    }
    default: return best;
    }
}

// Adds what a match may begin with; true if the node can match nothing, so that what follows counts too.
bool begins(const Node& node, PrefixFilter& filter)
{
    constexpr std::size_t most_characters = 64; // of a set; more are anything
    switch (node.kind) {
    case Node::Kind::literal: filter.add(node.text); return false;
    case Node::Kind::set: {
        std::size_t size = 0;
        for (const auto& [first, last] : node.set.ranges) size += last - first + 1;
        if (node.set.negated || size > most_characters) {
            filter.add_anything();
            return false;
        }
        for (const auto& [first, last] : node.set.ranges)
            for (auto c = first; c <= last; ++c) filter.add(text::to_utf8(std::u32string_view(&c, 1)));
        return false;
    }
    case Node::Kind::gap:
    case Node::Kind::rest: filter.add_anything(); return true;
    case Node::Kind::begin:
    case Node::Kind::end: return true;
    case Node::Kind::choice: {
        bool nothing = false;
        for (const auto& child : node.children) nothing = begins(child, filter) || nothing;
        return nothing;
    }
    case Node::Kind::optional: begins(node.children.front(), filter); return true;
    case Node::Kind::repeat: return begins(node.children.front(), filter) || node.may_be_none;
    case Node::Kind::sequence:
        for (const auto& child : node.children)
            if (!begins(child, filter)) return false;
        return true;
    }
    return true;
}

using Codes = std::vector<std::uint16_t>;

// Lists of which each holds a trigram of every match.
std::vector<Codes> needed(const Node& node)
{
    constexpr std::size_t most = 32; // alternatives worth a look
    std::vector<Codes> out;
    switch (node.kind) {
    case Node::Kind::literal:
        if (node.text.size() >= 3) out.push_back({Trigrams::code(node.text)});
        return out;
    case Node::Kind::sequence:
        for (const auto& child : node.children)
            for (auto& codes : needed(child)) out.push_back(std::move(codes));
        return out;
    case Node::Kind::repeat: return node.may_be_none ? out : needed(node.children.front());
    case Node::Kind::choice: {
        Codes all;
        for (const auto& child : node.children) {
            const auto of_child = needed(child);
            if (of_child.empty()) return {};
            const auto least = std::min_element(of_child.begin(), of_child.end(),
                                                [](const Codes& a, const Codes& b) { return a.size() < b.size(); });
            all.insert(all.end(), least->begin(), least->end());
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        if (!all.empty() && all.size() <= most) out.push_back(std::move(all));
        return out;
    }
    default: return out;
    }
}

// Does every match start where the text does?
bool starts_the_text(const Node& node)
{
    if (node.kind == Node::Kind::begin) return true;
    if (node.kind == Node::Kind::sequence) return !node.children.empty() && starts_the_text(node.children.front());
    return node.kind == Node::Kind::choice && !node.children.empty() &&
           std::all_of(node.children.begin(), node.children.end(), starts_the_text);
}

} // namespace

class PhraseCompiler {
public:
    PhraseCompiler(std::string_view pattern, bool latin) : pattern_(pattern) { out_.latin_ = latin; }

    Phrase compile(const Node& tree, const WordFrequencies* known)
    {
        out_.starts_text_ = starts_the_text(tree);
        out_.needs_ = needed(tree);
        // The shortest lists turn away most, at the least cost.
        std::stable_sort(out_.needs_.begin(), out_.needs_.end(),
                         [](const Codes& a, const Codes& b) { return a.size() < b.size(); });
        emit(tree);
        put(Phrase::Op::match);
        if (known) find_anchors(tree, *known);
        if (begins(tree, out_.filter_)) refuse_phrase(pattern_, said("could match nothing at all"));
        return std::move(out_);
    }

private:
    void find_anchors(const Node& tree, const WordFrequencies& known)
    {
        auto anchor = required(tree, {out_.latin_, known});
        out_.nearest_ = anchor.before.least;
        out_.farthest_ = anchor.before.most;
        // Where there is one place to try, words met at every step are no help.
        constexpr double too_common = 0.2;
        if (!out_.starts_text_ || anchor.cost < too_common) out_.anchors_ = std::move(anchor.words);
    }

    std::uint32_t here() const { return static_cast<std::uint32_t>(out_.steps_.size()); }
    std::uint32_t put(Phrase::Op op, std::size_t a = 0, std::size_t b = 0)
    {
        out_.steps_.push_back({op, static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)});
        return here() - 1;
    }

    void emit(const Node& node)
    {
        switch (node.kind) {
        case Node::Kind::literal:
            put(Phrase::Op::literal, out_.literals_.size());
            put_word(node.text);
            return;
        case Node::Kind::set:
            put(Phrase::Op::one_of, out_.sets_.size());
            out_.sets_.push_back(node.set);
            return;
        case Node::Kind::gap:
            put(Phrase::Op::gap, node.count, node.far_reaching);
            out_.crosses_ = out_.crosses_ || node.far_reaching;
            return;
        case Node::Kind::rest: put(Phrase::Op::rest); return;
        case Node::Kind::begin: put(Phrase::Op::begin); return;
        case Node::Kind::end: put(Phrase::Op::end); return;
        case Node::Kind::sequence:
            for (const auto& child : node.children) emit(child);
            return;
        case Node::Kind::choice: emit_choice(node); return;
        case Node::Kind::optional: {
            const auto split = put(Phrase::Op::split);
            out_.steps_[split].a = here();
            emit(node.children.front());
            out_.steps_[split].b = here();
            return;
        }
        case Node::Kind::repeat: emit_repeat(node); return;
        }
    }

    void put_word(const std::string& text)
    {
        Phrase::Word word{text, 0, 0};
        const std::string_view ones = "\xFF\xFF\xFF\xFF";
        std::memcpy(&word.head, text.data(), std::min<std::size_t>(4, text.size()));
        std::memcpy(&word.mask, ones.data(), std::min<std::size_t>(4, text.size()));
        out_.literals_.push_back(std::move(word));
    }

    void emit_choice(const Node& node)
    {
        constexpr std::size_t few = 3;
        PrefixFilter filter;
        if (node.children.size() > few && !begins(node, filter)) {
            put(Phrase::Op::filter, out_.filters_.size());
            out_.filters_.push_back(filter);
        }
        std::vector<std::uint32_t> jumps;
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            if (i + 1 == node.children.size()) {
                emit(node.children[i]);
                break;
            }
            const auto split = put(Phrase::Op::split);
            out_.steps_[split].a = here();
            emit(node.children[i]);
            jumps.push_back(put(Phrase::Op::jump));
            out_.steps_[split].b = here();
        }
        for (const auto jump : jumps) out_.steps_[jump].a = here();
    }

    // A loop: what it repeats is never empty, so every turn moves on.
    void emit_repeat(const Node& node)
    {
        const auto& body = node.children.front();
        PrefixFilter unused;
        if (begins(body, unused)) refuse_phrase(pattern_, said("repeats something that may be empty"));
        if (!node.may_be_none) emit(body);
        const auto split = put(Phrase::Op::split);
        out_.steps_[split].a = here();
        emit(body);
        put(Phrase::Op::jump, split);
        out_.steps_[split].b = here();
    }

    std::string_view pattern_;
    Phrase out_;
};

WordFrequencies word_frequencies(const WordLists& words)
{
    WordFrequencies out;
    for (const auto& [list, frequency] : {std::pair{"usual", 2e-4}, std::pair{"common", 2e-3}})
        if (const auto found = words.find(list); found != words.end())
            for (const auto& word : found->second) out[word] = frequency;
    return out;
}

Phrase Phrase::compile(std::string_view pattern, const WordLists& words, bool latin, const WordFrequencies* known)
{
    return PhraseCompiler(pattern, latin).compile(parse_phrase(pattern, words), known);
}

} // namespace redress::analyze
