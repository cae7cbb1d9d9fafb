// The text of a phrase -> its tree. The grammar is in redress-rules(5).
#include "analyze/normal.hpp"
#include "analyze/phrase_tree.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace redress::analyze {
namespace {

constexpr std::size_t longest_gap = 40, deepest_list = 8;

class PhraseParser {
public:
    PhraseParser(std::string_view pattern, const WordLists& words, std::size_t depth = 0)
        : pattern_(text::to_u32(pattern)), whole_(pattern), words_(words), depth_(depth)
    {}

    PhraseNode parse()
    {
        auto tree = choice();
        if (at_ < pattern_.size()) fail(said("has ')' without '('"));
        return tree;
    }

private:
    [[noreturn]] void fail(const Said& what) const { refuse_phrase(whole_, what); }

    PhraseNode choice()
    {
        PhraseNode out;
        out.kind = PhraseNode::Kind::choice;
        out.children.push_back(sequence());
        while (at_ < pattern_.size() && pattern_[at_] == U'|') {
            ++at_;
            out.children.push_back(sequence());
        }
        if (out.children.size() > 1) return out;
        auto only = std::move(out.children.front());
        return only;
    }

    PhraseNode sequence()
    {
        PhraseNode out;
        while (at_ < pattern_.size() && pattern_[at_] != U'|' && pattern_[at_] != U')') {
            auto item = quantified(element());
            auto& done = out.children;
            if (item.kind == PhraseNode::Kind::literal && !done.empty() && done.back().kind == PhraseNode::Kind::literal)
                done.back().text += item.text;
            else
                done.push_back(std::move(item));
        }
        return out;
    }

    PhraseNode quantified(PhraseNode item)
    {
        if (at_ >= pattern_.size()) return item;
        const auto c = pattern_[at_];
        if (c != U'?' && c != U'*' && c != U'+') return item;
        ++at_;
        PhraseNode out;
        out.kind = c == U'?' ? PhraseNode::Kind::optional : PhraseNode::Kind::repeat;
        out.may_be_none = c == U'*';
        out.children.push_back(std::move(item));
        return out;
    }

    PhraseNode element()
    {
        const auto c = pattern_[at_++];
        PhraseNode out;
        switch (c) {
        case U'(': {
            out = choice();
            if (at_ >= pattern_.size()) fail(said("has '(' without ')'"));
            ++at_;
            return out;
        }
        case U'[': return one_of();
        case U'<': return list();
        case U'~':
            if (!gap_follows()) { // the wave dash people end sentences with
                out.kind = PhraseNode::Kind::literal;
                out.text = "~";
                return out;
            }
            out.kind = PhraseNode::Kind::gap;
            out.far_reaching = at_ < pattern_.size() && pattern_[at_] == U'~';
            if (out.far_reaching) ++at_;
            out.count = number();
            return out;
        case U'%':
            if (!ends_a_word()) break;
            out.kind = PhraseNode::Kind::rest;
            return out;
        case U'^': out.kind = PhraseNode::Kind::begin; return out;
        case U'$': out.kind = PhraseNode::Kind::end; return out;
        case U'?':
        case U'*':
        case U'+': fail(said("has a quantifier with nothing before it"));
        case U'\\':
            if (at_ >= pattern_.size()) fail(said("ends in '\\'"));
            out.text = normal_form(pattern_[at_++]);
            break;
        default: break;
        }
        if (c != U'\\') out.text = normal_form(c);
        if (out.text.empty()) fail(said("holds a character that texts are cleaned of"));
        out.kind = PhraseNode::Kind::literal;
        return out;
    }

    // "refund%" means the rest of the word, "100%" is a percentage.
    bool ends_a_word() const
    {
        const auto before = at_ >= 2 ? pattern_[at_ - 2] : U' ';
        return (before >= U'a' && before <= U'z') || (before >= U'A' && before <= U'Z') || before == U')' || before == U'>';
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
        if (digits == 0 || n > longest_gap) fail(said("has a gap longer than {}", longest_gap));
        return n;
    }

    PhraseNode one_of()
    {
        PhraseNode out;
        out.kind = PhraseNode::Kind::set;
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
        if (at_ >= pattern_.size() || out.set.ranges.empty()) fail(said("has '[' without ']'"));
        ++at_;
        return out;
    }

    static char32_t folded(char32_t c)
    {
        const auto form = text::to_u32(normal_form(c));
        return form.size() == 1 ? form.front() : c;
    }

    PhraseNode list()
    {
        const auto close = pattern_.find(U'>', at_);
        if (close == std::u32string::npos) fail(said("has '<' without '>'"));
        const auto name = text::to_utf8(std::u32string_view(pattern_).substr(at_, close - at_));
        at_ = close + 1;
        const auto found = words_.find(name);
        if (found == words_.end()) fail(said("names the list '{}', which no file defines", name));
        if (depth_ >= deepest_list) fail(said("uses word lists that hold each other"));
        PhraseNode out;
        out.kind = PhraseNode::Kind::choice;
        for (const auto& word : found->second) out.children.push_back(PhraseParser(word, words_, depth_ + 1).parse());
        return out;
    }

    std::u32string pattern_;
    std::string_view whole_;
    const WordLists& words_;
    std::size_t at_ = 0, depth_ = 0;
};

} // namespace

void refuse_phrase(std::string_view pattern, const Said& what)
{
    throw Error(ErrorKind::input, said("phrase '{}' {}", pattern, what), said("redress-rules(5) describes phrases"));
}

PhraseNode parse_phrase(std::string_view pattern, const WordLists& words)
{
    return PhraseParser(pattern, words).parse();
}

} // namespace redress::analyze
