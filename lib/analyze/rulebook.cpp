#include "analyze/rulebook.hpp"

#include "analyze/phrase_bank.hpp"
#include "base/error.hpp"
#include "base/flat.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <tuple>
#include <utility>

namespace redress::analyze {
namespace {

// A phrase that is a list and nothing else is as many phrases: each is then tried only where its own words are.
std::vector<std::string> spread(const std::vector<std::string>& patterns, const WordLists& words)
{
    std::vector<std::string> out;
    for (const auto& pattern : patterns) {
        const bool marked = pattern.size() > 2 && pattern.front() == '<' && pattern.find('>') + 1 == pattern.size();
        const auto list = marked ? words.find(pattern.substr(1, pattern.size() - 2)) : words.end();
        if (list == words.end())
            out.push_back(pattern);
        else
            for (auto& one : spread(list->second, words)) out.push_back(std::move(one));
    }
    return out;
}

std::vector<std::string> cut(std::string_view letters, std::span<const std::uint32_t> lengths)
{
    std::vector<std::string> out;
    out.reserve(lengths.size());
    for (const auto length : lengths) {
        out.emplace_back(letters.substr(0, length));
        letters.remove_prefix(length);
    }
    return out;
}

} // namespace

// Rules -> the parts of a book.
struct Rulebook::Compiler {
    explicit Compiler(const profile::RuleSet& rules) : set(rules), known(word_frequencies(rules.words)) {}

    std::string compile()
    {
        for (std::uint32_t r = 0; r < set.rules.size(); ++r) {
            const auto& rule = set.rules[r];
            // In the order of List.
            add_list(rule, rule.missing.empty() ? rule.patterns : rule.when, &known, r);
            for (const auto* list : {&rule.except, &rule.unless, &rule.requires_any, &rule.missing, &rule.near, &rule.after})
                add_list(rule, *list, nullptr, r);
            add_list(rule, rule.missing.empty() ? rule.when : std::vector<std::string>{}, nullptr, r);
        }
        lists.push_back(static_cast<std::uint32_t>(phrases.size()));
        return written();
    }

private:
    void add_list(const profile::Rule& rule, const std::vector<std::string>& patterns, const WordFrequencies* anchored,
                  std::uint32_t number)
    {
        lists.push_back(static_cast<std::uint32_t>(phrases.size()));
        for (const auto& pattern : spread(patterns, set.words)) {
            const auto& one = phrase(rule, pattern, anchored);
            phrases.push_back(one.number);
            if (!anchored) continue;
            const auto head = bank[one.number];
            if (one.anchors.empty() && !head.starts_text())
                throw Error(ErrorKind::input,
                            said("{}: rule '{}': phrase '{}' holds no word that must be there", rule.file, rule.id, pattern),
                            said("redress-rules(5) describes phrases"));
            if (one.anchors.empty()) heads.push_back({number, one.number});
            for (const auto& word : one.anchors)
                placed.emplace_back(word, Anchor{number, one.number, tries, static_cast<std::uint32_t>(head.nearest()),
                                                 static_cast<std::uint32_t>(head.farthest())});
            ++tries;
        }
    }

    // Rules that name one list share its phrases.
    const PhraseBank::Added& phrase(const profile::Rule& rule, const std::string& pattern, const WordFrequencies* anchored)
    {
        const bool latin = rule.lang == "en" || rule.lang == "es";
        const auto key = std::tuple(latin, anchored != nullptr, pattern);
        if (const auto known_one = done.find(key); known_one != done.end()) return known_one->second;
        try {
            return done.emplace(key, bank.add(pattern, set.words, latin, anchored)).first->second;
        } catch (const Error& e) {
            throw Error(ErrorKind::input, said("{}: rule '{}': {}", rule.file, rule.id, e.message()), e.hint());
        }
    }

    std::string written()
    {
        std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<std::uint32_t> lengths, first;
        std::vector<Anchor> anchors;
        std::string letters;
        const std::string* last = nullptr;
        for (const auto& [word, anchor] : placed) {
            if (!last || *last != word) {
                lengths.push_back(static_cast<std::uint32_t>(word.size()));
                letters += word;
                first.push_back(static_cast<std::uint32_t>(anchors.size()));
            }
            last = &word;
            anchors.push_back(anchor);
        }
        first.push_back(static_cast<std::uint32_t>(anchors.size()));
        flat::Writer out;
        out.put(lengths);
        out.put(letters);
        out.put(first);
        out.put(anchors);
        out.put(heads);
        out.put(std::vector{tries});
        out.put(lists);
        out.put(phrases);
        bank.write(out);
        return out.take();
    }

    const profile::RuleSet& set;
    WordFrequencies known;
    PhraseBank bank;
    std::map<std::tuple<bool, bool, std::string>, PhraseBank::Added> done;
    std::vector<std::pair<std::string, Anchor>> placed;
    std::vector<Head> heads;
    std::vector<std::uint32_t> lists, phrases;
    std::uint32_t tries = 0;
};

void Rulebook::take(profile::RuleSet rules, std::shared_ptr<const WordingModel> model)
{
    set_ = std::move(rules);
    model_ = std::move(model);
    for (const auto& rule : set_.rules) {
        shapes_.push_back(rule.detector.empty() ? nullptr : find_shape(rule.detector));
        if (!rule.detector.empty() && !shapes_.back())
            throw Error(ErrorKind::input, said("{}: rule '{}': no detector '{}'", rule.file, rule.id, rule.detector),
                        said("redress-rules(5) lists the detectors"));
        const bool asks = rule.scorer || (!rule.patterns.empty() && !rule.firm);
        columns_.push_back(asks && model_ ? wording_column(*model_, rule.category) : std::nullopt);
        if (rule.scorer && model_ && !columns_.back())
            throw Error(ErrorKind::input,
                        said("{}: rule '{}': the model knows no category '{}'", rule.file, rule.id, rule.category));
    }
}

bool Rulebook::attach(std::string_view bytes)
{
    flat::Reader in(bytes);
    bytes_ = bytes;
    parts_.lengths = in.take<std::uint32_t>();
    parts_.letters = in.take_text();
    parts_.first = in.take<std::uint32_t>();
    parts_.anchors = in.take<Anchor>();
    parts_.heads = in.take<Head>();
    parts_.tries = in.take<std::uint32_t>();
    parts_.lists = in.take<std::uint32_t>();
    parts_.phrases = in.take<std::uint32_t>();
    return PhraseBank::read(in, parts_.code) && parts_.tries.size() == 1 &&
           parts_.first.size() == parts_.lengths.size() + 1 &&
           parts_.lists.size() == set_.rules.size() * lists_of_a_rule + 1;
}

Rulebook::Rulebook(profile::RuleSet rules, std::shared_ptr<const WordingModel> model)
{
    take(std::move(rules), std::move(model));
    const auto bytes = Compiler(set_).compile();
    own_.resize((bytes.size() + sizeof(Block) - 1) / sizeof(Block));
    std::memcpy(own_.data(), bytes.data(), bytes.size());
    attach({own_.data()->bytes, bytes.size()});
    matcher_.emplace(cut(parts_.letters, parts_.lengths));
}

std::string Rulebook::pack() const
{
    flat::Writer out;
    out.put(bytes_);
    const auto forms = make_normal_forms();
    out.put(forms.at);
    out.put(forms.letters);
    out.put(Matcher(cut(parts_.letters, parts_.lengths), Matcher::Machine::any).bytes());
    return out.take();
}

std::optional<Rulebook> Rulebook::unpack(profile::RuleSet rules, std::string_view bytes,
                                         std::shared_ptr<const WordingModel> model)
{
    flat::Reader in(bytes);
    Rulebook book;
    book.take(std::move(rules), std::move(model));
    if (!book.attach(in.take_text())) return std::nullopt;
    book.parts_.forms.at = in.take<std::uint32_t>();
    book.parts_.forms.letters = in.take_text();
    book.matcher_ = Matcher::from_bytes(in.take_text(), book.parts_.lengths);
    if (!book.matcher_) return std::nullopt;
    return book;
}

} // namespace redress::analyze
