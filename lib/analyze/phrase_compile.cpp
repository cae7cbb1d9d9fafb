// The tree of a phrase -> its program, with the words every match must hold and the bytes it may start with.
#include "analyze/phrase_tree.hpp"

#include <algorithm>

namespace redress::analyze {
namespace {

using Node = PhraseNode;

// Assumed of what has no length of its own: turns of a loop, the rest of a word. Only how far back a match may start hangs
// on it.
constexpr std::size_t usual_turns = 6, word_bytes = 24;

std::size_t width(const Node& node, bool latin)
{
    std::size_t total = 0;
    for (const auto& child : node.children)
        total = node.kind == Node::Kind::choice ? std::max(total, width(child, latin)) : total + width(child, latin);
    switch (node.kind) {
    case Node::Kind::literal: return node.text.size();
    case Node::Kind::set: return 4;
    case Node::Kind::rest: return word_bytes;
    case Node::Kind::gap: return latin ? (node.count + 1) * word_bytes : node.count * 4;
    case Node::Kind::repeat: return total * usual_turns;
    default: return total;
    }
}

std::size_t shortest(const std::vector<std::string>& words)
{
    std::size_t n = words.empty() ? 0 : words.front().size();
    for (const auto& word : words) n = std::min(n, word.size());
    return n;
}

// A set of words one of which every match holds: the one whose shortest word is longest, so that it is found rarely.
std::vector<std::string> required(const Node& node)
{
    std::vector<std::string> best;
    switch (node.kind) {
    case Node::Kind::literal: return {node.text};
    case Node::Kind::sequence:
        for (const auto& child : node.children)
            if (auto words = required(child); shortest(words) > shortest(best)) best = std::move(words);
        return best;
    case Node::Kind::repeat: return node.may_be_none ? best : required(node.children.front());
    case Node::Kind::choice:
        for (const auto& child : node.children) {
            const auto words = required(child);
            if (words.empty()) return {};
            best.insert(best.end(), words.begin(), words.end());
        }
        return best;
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
        out_.reach_ = width(tree, out_.latin_);
        out_.anchors_ = required(tree);
        std::sort(out_.anchors_.begin(), out_.anchors_.end());
        out_.anchors_.erase(std::unique(out_.anchors_.begin(), out_.anchors_.end()), out_.anchors_.end());
        if (starts(tree, out_.first_)) refuse_phrase(pattern_, "could match nothing at all");
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
            out_.literals_.push_back(node.text);
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
        if (starts(body, unused)) refuse_phrase(pattern_, "repeats something that may be empty");
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
