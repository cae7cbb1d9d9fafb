// The compiling half of analyze/phrase.hpp: pattern text -> tree -> program, with the words every match must hold.
#include "analyze/normal.hpp"
#include "analyze/phrase.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::analyze
{
namespace
{

constexpr std::size_t longest_gap = 40, most_repeats = 12, word_bytes = 24, deepest_list = 8;

struct Node {
    enum class Kind { literal, set, gap, rest, begin, end, sequence, choice, optional, repeat } kind = Kind::sequence;
    std::string text; // literal
    Phrase::Set set;
    std::size_t count = 0;     // gap
    bool may_be_none = false;  // repeat: * instead of +
    bool far_reaching = false; // gap: ~~ may leave the sentence
    std::vector<Node> children;
};

} // namespace

class PhraseCompiler
{
public:
    PhraseCompiler(std::string_view pattern, const WordLists& words, bool latin)
        : pattern_(text::to_u32(pattern)), whole_(pattern), words_(words)
    {
        out_.latin_ = latin;
    }

    Phrase compile(std::size_t depth = 0)
    {
        const auto tree = parse(depth);
        emit(tree);
        out_.steps_.push_back({Phrase::Op::match, 0, 0});
        out_.reach_ = width(tree);
        out_.anchors_ = required(tree);
        std::sort(out_.anchors_.begin(), out_.anchors_.end());
        out_.anchors_.erase(std::unique(out_.anchors_.begin(), out_.anchors_.end()), out_.anchors_.end());
        if (starts(tree, out_.first_)) fail("could match nothing at all");
        return std::move(out_);
    }

    Node parse(std::size_t depth)
    {
        depth_ = depth;
        auto tree = choice();
        if (at_ < pattern_.size()) fail("has ')' without '('");
        return tree;
    }

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(ErrorKind::input, fmt::format("phrase '{}' {}", whole_, what), "redress-rules(5) describes phrases");
    }

    Node choice()
    {
        Node out;
        out.kind = Node::Kind::choice;
        out.children.push_back(sequence());
        while (at_ < pattern_.size() && pattern_[at_] == U'|') {
            ++at_;
            out.children.push_back(sequence());
        }
        if (out.children.size() > 1) return out;
        auto only = std::move(out.children.front());
        return only;
    }

    Node sequence()
    {
        Node out;
        while (at_ < pattern_.size() && pattern_[at_] != U'|' && pattern_[at_] != U')') {
            auto item = quantified(element());
            auto& done = out.children;
            if (item.kind == Node::Kind::literal && !done.empty() && done.back().kind == Node::Kind::literal)
                done.back().text += item.text;
            else
                done.push_back(std::move(item));
        }
        return out;
    }

    Node quantified(Node item)
    {
        if (at_ >= pattern_.size()) return item;
        const auto c = pattern_[at_];
        if (c != U'?' && c != U'*' && c != U'+') return item;
        ++at_;
        Node out;
        out.kind = c == U'?' ? Node::Kind::optional : Node::Kind::repeat;
        out.may_be_none = c == U'*';
        out.children.push_back(std::move(item));
        return out;
    }

    Node element()
    {
        const auto c = pattern_[at_++];
        Node out;
        switch (c) {
        case U'(': {
            out = choice();
            if (at_ >= pattern_.size()) fail("has '(' without ')'");
            ++at_;
            return out;
        }
        case U'[': return one_of();
        case U'<': return list();
        case U'~':
            if (!gap_follows()) { // the wave dash people end sentences with
                out.kind = Node::Kind::literal;
                out.text = "~";
                return out;
            }
            out.kind = Node::Kind::gap;
            out.far_reaching = at_ < pattern_.size() && pattern_[at_] == U'~';
            if (out.far_reaching) {
                ++at_;
                out_.crosses_ = true;
            }
            out.count = number();
            return out;
        case U'%': out.kind = Node::Kind::rest; return out;
        case U'^': out.kind = Node::Kind::begin; return out;
        case U'$': out.kind = Node::Kind::end; return out;
        case U'?':
        case U'*':
        case U'+': fail("has a quantifier with nothing before it");
        case U'\\':
            if (at_ >= pattern_.size()) fail("ends in '\\'");
            out.text = normal_form(pattern_[at_++]);
            break;
        default: out.text = normal_form(c);
        }
        if (out.text.empty()) fail("holds a character that texts are cleaned of");
        out.kind = Node::Kind::literal;
        return out;
    }

    bool gap_follows() const
    {
        const auto digit = [&](std::size_t i) { return i < pattern_.size() && pattern_[i] >= U'0' && pattern_[i] <= U'9'; };
        return digit(at_) || (at_ < pattern_.size() && pattern_[at_] == U'~' && digit(at_ + 1));
    }

    std::size_t number()
    {
        std::size_t n = 0, digits = 0;
        for (; at_ < pattern_.size() && pattern_[at_] >= U'0' && pattern_[at_] <= U'9' && digits < 3; ++digits)
            n = n * 10 + (pattern_[at_++] - U'0');
        if (digits == 0 || n > longest_gap) fail(fmt::format("has a gap longer than {}", longest_gap));
        return n;
    }

    Node one_of()
    {
        Node out;
        out.kind = Node::Kind::set;
        out.set.negated = at_ < pattern_.size() && pattern_[at_] == U'^';
        if (out.set.negated) ++at_;
        while (at_ < pattern_.size() && pattern_[at_] != U']') {
            if (pattern_[at_] == U'\\' && at_ + 1 < pattern_.size()) ++at_;
            const auto low = folded(pattern_[at_++]);
            auto high = low;
            if (at_ + 1 < pattern_.size() && pattern_[at_] == U'-' && pattern_[at_ + 1] != U']') {
                high = folded(pattern_[at_ + 1]);
                at_ += 2;
            }
            out.set.ranges.emplace_back(low, high);
        }
        if (at_ >= pattern_.size() || out.set.ranges.empty()) fail("has '[' without ']'");
        ++at_;
        return out;
    }

    static char32_t folded(char32_t c)
    {
        const auto form = text::to_u32(normal_form(c));
        return form.size() == 1 ? form.front() : c;
    }

    Node list()
    {
        const auto close = pattern_.find(U'>', at_);
        if (close == std::u32string::npos) fail("has '<' without '>'");
        const auto name = text::to_utf8(std::u32string_view(pattern_).substr(at_, close - at_));
        at_ = close + 1;
        const auto found = words_.find(name);
        if (found == words_.end()) fail(fmt::format("names the list '{}', which no file defines", name));
        if (depth_ >= deepest_list) fail("uses word lists that hold each other");
        Node out;
        out.kind = Node::Kind::choice;
        for (const auto& word : found->second)
            out.children.push_back(PhraseCompiler(word, words_, out_.latin_).parse(depth_ + 1));
        return out;
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
            out_.literals_.push_back(node.text);
            return;
        case Node::Kind::set:
            put(Phrase::Op::one_of, out_.sets_.size());
            out_.sets_.push_back(node.set);
            return;
        case Node::Kind::gap: put(Phrase::Op::gap, node.count, node.far_reaching); return;
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

    // Unrolled, since loops over something that may be empty would need a guard; the last words matter little here.
    void emit_repeat(const Node& node)
    {
        if (!node.may_be_none) emit(node.children.front());
        std::vector<std::uint32_t> splits;
        for (std::size_t i = node.may_be_none ? 0 : 1; i < most_repeats; ++i) {
            splits.push_back(put(Phrase::Op::split));
            out_.steps_[splits.back()].a = here();
            emit(node.children.front());
        }
        for (const auto split : splits) out_.steps_[split].b = here();
    }

    std::size_t width(const Node& node) const
    {
        std::size_t total = 0;
        for (const auto& child : node.children)
            total = node.kind == Node::Kind::choice ? std::max(total, width(child)) : total + width(child);
        switch (node.kind) {
        case Node::Kind::literal: return node.text.size();
        case Node::Kind::set: return 4;
        case Node::Kind::rest: return word_bytes;
        case Node::Kind::gap: return out_.latin_ ? (node.count + 1) * word_bytes : node.count * 4;
        case Node::Kind::repeat: return total * most_repeats;
        default: return total;
        }
    }

    static std::size_t shortest(const std::vector<std::string>& words)
    {
        std::size_t n = words.empty() ? 0 : words.front().size();
        for (const auto& word : words) n = std::min(n, word.size());
        return n;
    }

    // A set of words one of which every match holds: the one whose shortest word is longest, so that it is found rarely.
    std::vector<std::string> required(const Node& node) const
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
    bool starts(const Node& node, std::bitset<256>& first) const
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

    std::u32string pattern_;
    std::string_view whole_;
    const WordLists& words_;
    Phrase out_;
    std::size_t at_ = 0, depth_ = 0;
};

Phrase Phrase::compile(std::string_view pattern, const WordLists& words, bool latin)
{
    return PhraseCompiler(pattern, words, latin).compile();
}

} // namespace redress::analyze
