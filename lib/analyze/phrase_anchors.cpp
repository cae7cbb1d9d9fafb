#include "analyze/phrase_anchors.hpp"

#include "base/text.hpp"

#include <algorithm>
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

using Width = PhraseAnchor::Width;
using Anchor = PhraseAnchor;
using Words = std::vector<std::string>;

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
    case Node::Kind::set: {
        constexpr std::size_t few = 8;
        std::size_t size = 0;
        for (const auto& [low, high] : node.set.ranges) size += high - low + 1;
        if (node.set.negated || size > few) return std::nullopt;
        for (const auto& [low, high] : node.set.ranges)
            for (auto c = low; c <= high; ++c) out.push_back(text::to_utf8(std::u32string_view(&c, 1)));
        return out;
    }
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

} // namespace

PhraseAnchor choose_anchor(const PhraseNode& tree, bool latin, const WordFrequencies& known)
{
    return required(tree, {latin, known});
}

} // namespace redress::analyze
