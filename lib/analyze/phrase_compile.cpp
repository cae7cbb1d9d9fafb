// The tree of a phrase -> its program, with the bytes it may start with.
#include "analyze/phrase_anchors.hpp"
#include "analyze/phrase_tree.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <utility>

namespace redress::analyze {
namespace {

using Node = PhraseNode;

// Tells what a match may begin with: take.add(beginning), take.add_anything(). True if the node can match nothing, so that
// what follows counts too.
template <class Take> bool begins(const Node& node, Take& take)
{
    constexpr std::size_t most_characters = 64; // of a set; more are anything
    switch (node.kind) {
    case Node::Kind::literal: take.add(node.text); return false;
    case Node::Kind::set: {
        std::size_t size = 0;
        for (const auto& [first, last] : node.set.ranges) size += last - first + 1;
        if (node.set.negated || size > most_characters) {
            take.add_anything();
            return false;
        }
        for (const auto& [first, last] : node.set.ranges)
            for (auto c = first; c <= last; ++c) take.add(text::to_utf8(std::u32string_view(&c, 1)));
        return false;
    }
    case Node::Kind::gap:
    case Node::Kind::rest: take.add_anything(); return true;
    case Node::Kind::begin:
    case Node::Kind::end: return true;
    case Node::Kind::choice: {
        bool nothing = false;
        for (const auto& child : node.children) nothing = begins(child, take) || nothing;
        return nothing;
    }
    case Node::Kind::optional: begins(node.children.front(), take); return true;
    case Node::Kind::repeat: return begins(node.children.front(), take) || node.may_be_none;
    case Node::Kind::sequence:
        for (const auto& child : node.children)
            if (!begins(child, take)) return false;
        return true;
    }
    return true;
}

// One row of a table, filled with what a choice begins with.
struct TableRow {
    PhraseCode::Table& table;
    std::size_t number;
    void add(std::string_view beginning) { table.add(number, beginning); }
    void add_anything()
    {
        for (auto& slot : table.bits) slot |= std::uint64_t{1} << number;
    }
};

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

// May a match of it hold the end of a sentence? See is_sentence_end().
constexpr std::u32string_view sentence_ends = U"!?;\n.。";
bool ends_sentence(const Node::Set& set)
{
    return std::any_of(sentence_ends.begin(), sentence_ends.end(), [&](char32_t c) {
        const bool in = std::any_of(set.ranges.begin(), set.ranges.end(),
                                    [c](const auto& range) { return c >= range.first && c <= range.second; });
        return in != set.negated;
    });
}
bool ends_sentence(std::string_view text)
{
    return text.find_first_of("!?;\n.") != std::string_view::npos || text.find("。") != std::string_view::npos;
}

// The text of a node that is one and nothing else.
const std::string* plain(const Node& node)
{
    if (node.kind == Node::Kind::literal) return &node.text;
    return node.kind == Node::Kind::sequence && node.children.size() == 1 ? plain(node.children.front()) : nullptr;
}

} // namespace

class PhraseCompiler {
public:
    using Op = PhraseCode::Op;
    PhraseCompiler(std::string_view pattern, PhraseBank& bank) : pattern_(pattern), bank_(bank) {}

    PhraseBank::Added compile(const Node& tree, bool latin, const WordFrequencies* known)
    {
        PhraseCode::Head head;
        if (begins(tree, head.starts)) refuse_phrase(pattern_, said("could match nothing at all"));
        head.latin = latin;
        head.starts_text = starts_the_text(tree);
        put_needs(tree, head);
        head.step = here();
        emit(tree);
        put(Op::match);
        head.crosses = crosses_;
        PhraseBank::Added out{static_cast<std::uint32_t>(bank_.heads_.size()), {}};
        if (known) out.anchors = find_anchors(tree, *known, head);
        bank_.heads_.push_back(head);
        return out;
    }

private:
    static std::vector<std::string> find_anchors(const Node& tree, const WordFrequencies& known, PhraseCode::Head& head)
    {
        auto anchor = choose_anchor(tree, head.latin != 0, known);
        head.nearest = static_cast<std::uint32_t>(anchor.before.least);
        head.farthest = static_cast<std::uint32_t>(anchor.before.most);
        // Where there is one place to try, words met at every step are no help.
        constexpr double too_common = 0.2;
        return !head.starts_text || anchor.cost < too_common ? std::move(anchor.words) : std::vector<std::string>{};
    }

    void put_needs(const Node& tree, PhraseCode::Head& head)
    {
        auto lists = needed(tree);
        // The shortest lists turn away most, at the least cost.
        std::stable_sort(lists.begin(), lists.end(), [](const Codes& a, const Codes& b) { return a.size() < b.size(); });
        head.needs = static_cast<std::uint32_t>(bank_.needs_.size());
        head.lists = static_cast<std::uint32_t>(lists.size());
        for (const auto& codes : lists) {
            bank_.needs_.push_back(static_cast<std::uint16_t>(codes.size()));
            bank_.needs_.insert(bank_.needs_.end(), codes.begin(), codes.end());
        }
    }

    std::uint32_t here() const { return static_cast<std::uint32_t>(bank_.steps_.size()); }
    std::uint32_t put(Op op, std::size_t a = 0, std::size_t b = 0, std::size_t n = 0)
    {
        bank_.steps_.push_back(
            {op, static_cast<std::uint16_t>(n), static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)});
        return here() - 1;
    }
    PhraseCode::Step& step(std::uint32_t number) { return bank_.steps_[number]; }

    void emit(const Node& node)
    {
        switch (node.kind) {
        case Node::Kind::literal: put(Op::literal, literal(node.text)); return;
        case Node::Kind::set: put(Op::one_of, put_set(node.set)); return;
        case Node::Kind::gap:
            put(Op::gap, node.count, node.far_reaching);
            crosses_ = crosses_ || node.far_reaching;
            return;
        case Node::Kind::rest: put(Op::rest); return;
        case Node::Kind::begin: put(Op::begin); return;
        case Node::Kind::end: put(Op::end); return;
        case Node::Kind::sequence:
            for (const auto& child : node.children) emit(child);
            return;
        case Node::Kind::choice: emit_choice(node.children); return;
        case Node::Kind::optional: {
            const auto split = put(Op::split);
            step(split).a = here();
            emit(node.children.front());
            step(split).b = here();
            return;
        }
        case Node::Kind::repeat: emit_repeat(node); return;
        }
    }

    std::size_t literal(const std::string& text)
    {
        const auto [known, fresh] = bank_.known_words_.try_emplace(text, 0);
        if (fresh) known->second = static_cast<std::uint32_t>(put_word(text));
        crosses_ = crosses_ || ends_sentence(text);
        return known->second;
    }

    std::size_t put_word(const std::string& text)
    {
        PhraseCode::Word word;
        std::memcpy(&word.head, text.data(), std::min(sizeof word.head, text.size()));
        word.at = static_cast<std::uint32_t>(bank_.letters_.size());
        word.size = static_cast<std::uint32_t>(text.size());
        bank_.letters_ += text;
        bank_.words_.push_back(word);
        return bank_.words_.size() - 1;
    }

    std::size_t put_set(const Node::Set& set)
    {
        crosses_ = crosses_ || ends_sentence(set);
        bank_.sets_.push_back(
            {static_cast<std::uint32_t>(bank_.ranges_.size()), static_cast<std::uint16_t>(set.ranges.size()), set.negated});
        for (const auto& [low, high] : set.ranges) bank_.ranges_.push_back({low, high});
        return bank_.sets_.size() - 1;
    }

    static constexpr std::size_t few = 3; // choices that need no filter

    void emit_choice(std::span<const Node> choices)
    {
        PrefixFilter filter;
        const auto words = leading_words(choices);
        const bool nothing = begin_any(choices, filter);
        if (words < choices.size() && choices.size() > few && !nothing) put(Op::filter, put_filter(filter));
        std::vector<std::span<const Node>> groups;
        while (!choices.empty()) {
            groups.push_back(choices.first(std::max<std::size_t>(leading_words(choices), 1)));
            choices = choices.subspan(groups.back().size());
        }
        const bool by_table = groups.size() > 2 && groups.size() <= PhraseCode::Table::most && !nothing;
        const auto jumps = by_table ? emit_targets(groups) : emit_splits(groups);
        for (const auto jump : jumps) step(jump).a = here();
    }

    // One behind the other; the jumps behind them, which are to go to what follows.
    std::vector<std::uint32_t> emit_splits(std::span<const std::span<const Node>> groups)
    {
        std::vector<std::uint32_t> jumps;
        for (const auto& group : groups) {
            const bool last = &group == &groups.back();
            const auto split = last ? 0 : put(Op::split);
            if (!last) step(split).a = here();
            emit_together(group);
            if (last) break;
            jumps.push_back(put(Op::jump));
            step(split).b = here();
        }
        return jumps;
    }

    // The same, and a look at two bytes says which of them may match at all. None of them can match nothing.
    std::vector<std::uint32_t> emit_targets(std::span<const std::span<const Node>> groups)
    {
        PhraseCode::Table table;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            TableRow row{table, i};
            for (const auto& choice : groups[i]) begins(choice, row);
        }
        bank_.tables_.push_back(table);
        const auto first = bank_.targets_.size();
        bank_.targets_.resize(first + groups.size());
        put(Op::choice, first, bank_.tables_.size() - 1, groups.size());
        std::vector<std::uint32_t> jumps;
        for (std::size_t i = 0; i < groups.size(); ++i) {
            bank_.targets_[first + i] = here();
            emit_together(groups[i]);
            if (i + 1 < groups.size()) jumps.push_back(put(Op::jump));
        }
        return jumps;
    }

    // How many of the choices are words and nothing else, from the first on; no more than a table takes.
    static std::size_t leading_words(std::span<const Node> choices)
    {
        std::size_t n = 0;
        while (n < choices.size() && n < PhraseCode::Table::most && plain(choices[n])) ++n;
        return n;
    }

    void emit_together(std::span<const Node> choices)
    {
        if (choices.size() == 1) return emit(choices.front());
        std::vector<std::string> words;
        for (const auto& choice : choices) {
            words.push_back(*plain(choice));
            crosses_ = crosses_ || ends_sentence(words.back());
        }
        const auto [known, fresh] = bank_.known_lists_.try_emplace(words);
        if (fresh) known->second = put_list(words);
        put(Op::words, known->second.first, known->second.second, words.size());
    }

    std::pair<std::uint32_t, std::uint32_t> put_list(const std::vector<std::string>& words)
    {
        PhraseCode::Table table;
        const auto first = bank_.words_.size();
        for (std::size_t i = 0; i < words.size(); ++i) {
            put_word(words[i]);
            table.add(i, words[i]);
        }
        bank_.tables_.push_back(table);
        return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(bank_.tables_.size() - 1)};
    }

    static bool begin_any(std::span<const Node> choices, PrefixFilter& filter)
    {
        bool nothing = false;
        for (const auto& choice : choices) nothing = begins(choice, filter) || nothing;
        return nothing;
    }

    std::size_t put_filter(const PrefixFilter& filter)
    {
        const std::string bytes(reinterpret_cast<const char*>(&filter), sizeof filter);
        const auto [known, fresh] = bank_.known_filters_.try_emplace(bytes, 0);
        if (fresh) {
            known->second = static_cast<std::uint32_t>(bank_.filters_.size());
            bank_.filters_.push_back(filter);
        }
        return known->second;
    }

    // A loop: what it repeats is never empty, so every turn moves on.
    void emit_repeat(const Node& node)
    {
        const auto& body = node.children.front();
        PrefixFilter unused;
        if (begins(body, unused)) refuse_phrase(pattern_, said("repeats something that may be empty"));
        if (!node.may_be_none) emit(body);
        const auto split = put(Op::split);
        step(split).a = here();
        emit(body);
        put(Op::jump, split);
        step(split).b = here();
    }

    std::string_view pattern_;
    PhraseBank& bank_;
    bool crosses_ = false;
};

PhraseBank::Added PhraseBank::add(std::string_view pattern, const WordLists& lists, bool latin, const WordFrequencies* known)
{
    return PhraseCompiler(pattern, *this).compile(parse_phrase(pattern, lists), latin, known);
}

} // namespace redress::analyze
