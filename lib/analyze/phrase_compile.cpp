// The tree of a phrase -> its program, with the words every match must hold and the bytes it may start with.
#include "analyze/phrase_tree.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace redress::analyze {
namespace {

using Node = PhraseNode;

// Assumed of what has no length of its own: turns of a loop, the rest of a word. Only how far back a match may start hangs
// on it.
constexpr std::size_t usual_turns = 6, word_bytes = 24;
// More words than this are not made by joining neighbours: (不|没)(改|删) looks for 不改, 不删, 没改, 没删.
constexpr std::size_t most_joined = 48;
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

// How often a word may be met: characters taken as independent, a Chinese one in three hundred, a letter one in twelve.
double frequency(std::string_view word)
{
    double f = 1;
    for (const char c : word) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) == 0x80) continue;
        f /= byte >= 0xE3 ? 300 : byte >= 'a' && byte <= 'z' ? 12 : 20;
    }
    return f;
}

// Words one of which every match holds, and how far behind the start of the match they may begin.
struct Anchor {
    Words words;
    Width before;
    double cost = 2; // of none at all
};

void prefer(Anchor& best, Words words, Width before)
{
    if (words.empty() || std::find(words.begin(), words.end(), "") != words.end()) return;
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    double cost = 0;
    for (const auto& word : words) cost += frequency(word) + cost_of_a_word;
    if (cost < best.cost) best = {std::move(words), before, cost};
}

Anchor required(const Node& node, bool latin);

Anchor required_of_sequence(const Node& node, bool latin)
{
    Anchor best;
    Width prefix;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const auto own = required(node.children[i], latin);
        prefer(best, own.words, {prefix.least + own.before.least, prefix.most + own.before.most});
        Node run; // of neighbours from here on
        for (auto k = i; k < node.children.size(); ++k) {
            run.children.push_back(node.children[k]);
            auto words = spelled_out(run);
            if (!words) break;
            prefer(best, std::move(*words), prefix);
        }
        const auto w = width(node.children[i], latin);
        prefix.least += w.least;
        prefix.most += w.most;
    }
    return best;
}

Anchor required(const Node& node, bool latin)
{
    Anchor best;
    switch (node.kind) {
    case Node::Kind::literal: prefer(best, {node.text}, {}); return best;
    case Node::Kind::sequence: return required_of_sequence(node, latin);
    case Node::Kind::repeat: return node.may_be_none ? best : required(node.children.front(), latin);
    case Node::Kind::choice: {
        Words words;
        Width before{static_cast<std::size_t>(-1), 0};
        for (const auto& child : node.children) {
            const auto one = required(child, latin);
            if (one.words.empty()) return {};
            words.insert(words.end(), one.words.begin(), one.words.end());
            before.least = std::min(before.least, one.before.least);
            before.most = std::max(before.most, one.before.most);
        }
        prefer(best, std::move(words), before);
        return best;
    }
    default: return best;
    }
}

// Adds the bytes a match may start with; true if the node can match nothing.
bool starts(const Node& node, std::bitset<256>& first)
{
    switch (node.kind) {
    case Node::Kind::literal: first.set(static_cast<unsigned char>(node.text.front())); return false;
    case Node::Kind::begin:
    case Node::Kind::end: return true;
    case Node::Kind::set:
    case Node::Kind::gap:
    case Node::Kind::rest: first.set(); return node.kind != Node::Kind::set;
    case Node::Kind::optional: starts(node.children.front(), first); return true;
    case Node::Kind::repeat: return starts(node.children.front(), first) || node.may_be_none;
    case Node::Kind::choice: {
        bool none = false;
        for (const auto& child : node.children) none = starts(child, first) || none;
        return none;
    }
    case Node::Kind::sequence:
        for (const auto& child : node.children)
            if (!starts(child, first)) return false;
        return true;
    }
    return true;
}

} // namespace

class PhraseCompiler {
public:
    PhraseCompiler(std::string_view pattern, bool latin) : pattern_(pattern) { out_.latin_ = latin; }

    Phrase compile(const Node& tree)
    {
        emit(tree);
        put(Phrase::Op::match);
        auto anchor = required(tree, out_.latin_);
        out_.anchors_ = std::move(anchor.words);
        out_.nearest_ = anchor.before.least;
        out_.farthest_ = anchor.before.most;
        if (starts(tree, out_.first_)) refuse_phrase(pattern_, said("could match nothing at all"));
        return std::move(out_);
    }

private:
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
        std::bitset<256> unused;
        if (starts(body, unused)) refuse_phrase(pattern_, said("repeats something that may be empty"));
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

Phrase Phrase::compile(std::string_view pattern, const WordLists& words, bool latin)
{
    return PhraseCompiler(pattern, latin).compile(parse_phrase(pattern, words));
}

} // namespace redress::analyze
