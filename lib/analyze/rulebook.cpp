#include "analyze/rulebook.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>

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

// A pack is for the library and the machine that wrote it, so numbers stand in it as they lie in memory.
void put(std::string& out, std::uint32_t number)
{
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    std::uint32_t number()
    {
        std::uint32_t out = 0;
        if (const auto raw = take(sizeof out); good_) std::memcpy(&out, raw.data(), sizeof out);
        return out;
    }

    std::string_view take(std::size_t size)
    {
        good_ = good_ && size <= bytes_.size();
        if (!good_) return {};
        const auto out = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return out;
    }

    bool good() const { return good_; }
    std::size_t left() const { return bytes_.size(); }

private:
    std::string_view bytes_;
    bool good_ = true;
};

} // namespace

// A pointer once set never changes: readers need no lock.
struct Rulebook::Slots {
    explicit Slots(std::size_t rules) : ready(rules), compiled(rules) {}
    std::mutex filling;
    std::vector<std::atomic<const Compiled*>> ready;
    std::vector<std::unique_ptr<const Compiled>> compiled;
    std::deque<Phrase> phrases;
    std::map<std::pair<bool, std::string>, const Phrase*> known; // by pattern, Latin or not
};

Rulebook::Rulebook() = default;
Rulebook::~Rulebook() = default;
Rulebook::Rulebook(Rulebook&&) noexcept = default;

void Rulebook::take(profile::RuleSet rules, std::shared_ptr<const WordingModel> model)
{
    set_ = std::move(rules);
    model_ = std::move(model);
    slots_ = std::make_unique<Slots>(set_.rules.size());
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

Rulebook::Rulebook(profile::RuleSet rules, std::shared_ptr<const WordingModel> model)
{
    take(std::move(rules), std::move(model));
    const auto known = word_frequencies(set_.words);
    std::vector<std::pair<std::string, Anchor>> placed;
    for (std::uint32_t r = 0; r < set_.rules.size(); ++r) {
        slots_->compiled[r] = std::make_unique<const Compiled>(compile(set_.rules[r], &known));
        slots_->ready[r] = slots_->compiled[r].get();
        std::uint32_t p = 0;
        for (const auto* phrase : compiled(r).triggers) {
            const auto number = static_cast<std::uint32_t>(phrases_++);
            if (phrase->anchors().empty()) heads_.push_back({r, p});
            for (const auto& word : phrase->anchors())
                placed.emplace_back(word, Anchor{r, p, number, static_cast<std::uint32_t>(phrase->nearest()),
                                                 static_cast<std::uint32_t>(phrase->farthest())});
            ++p;
        }
    }
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [word, anchor] : placed) {
        if (words_.empty() || words_.back() != word) {
            words_.push_back(word);
            first_.push_back(static_cast<std::uint32_t>(anchors_.size()));
        }
        anchors_.push_back(anchor);
    }
    first_.push_back(static_cast<std::uint32_t>(anchors_.size()));
    matcher_.emplace(words_);
}

const Rulebook::Compiled& Rulebook::compiled(std::size_t rule) const
{
    if (const auto* ready = slots_->ready[rule].load(std::memory_order_acquire)) return *ready;
    const std::lock_guard lock(slots_->filling);
    auto& own = slots_->compiled[rule];
    if (!own) own = std::make_unique<const Compiled>(compile(set_.rules[rule], nullptr));
    slots_->ready[rule].store(own.get(), std::memory_order_release);
    return *own;
}

Rulebook::Phrases Rulebook::compile_all(const std::vector<std::string>& patterns, const profile::Rule& rule,
                                        const WordFrequencies* known) const
{
    Phrases out;
    const bool latin = rule.lang == "en" || rule.lang == "es";
    for (auto& pattern : spread(patterns, set_.words)) {
        auto*& shared = slots_->known[{latin, pattern}];
        if (!shared || (known && shared->anchors().empty())) try {
                shared = &slots_->phrases.emplace_back(Phrase::compile(pattern, set_.words, latin, known));
            } catch (const Error& e) {
                throw Error(ErrorKind::input, said("{}: rule '{}': {}", rule.file, rule.id, e.message()), e.hint());
            }
        out.push_back(shared);
        if (known && shared->anchors().empty() && !shared->starts_text())
            throw Error(ErrorKind::input,
                        said("{}: rule '{}': phrase '{}' holds no word that must be there", rule.file, rule.id, pattern),
                        said("redress-rules(5) describes phrases"));
    }
    return out;
}

Rulebook::Compiled Rulebook::compile(const profile::Rule& rule, const WordFrequencies* of_triggers) const
{
    Compiled c;
    const auto list = [&](const std::vector<std::string>& patterns) { return compile_all(patterns, rule, nullptr); };
    c.triggers = compile_all(rule.missing.empty() ? rule.patterns : rule.when, rule, of_triggers);
    c.except = list(rule.except);
    c.unless = list(rule.unless);
    c.required = list(rule.requires_any);
    c.missing = list(rule.missing);
    c.near = list(rule.near);
    c.after = list(rule.after);
    if (rule.missing.empty()) c.when = list(rule.when);
    return c;
}

std::string Rulebook::pack() const
{
    std::string out;
    put(out, static_cast<std::uint32_t>(set_.rules.size()));
    put(out, static_cast<std::uint32_t>(phrases_));
    put(out, static_cast<std::uint32_t>(heads_.size()));
    for (const auto& head : heads_) {
        put(out, head.rule);
        put(out, head.phrase);
    }
    put(out, static_cast<std::uint32_t>(words_.size()));
    for (std::size_t w = 0; w < words_.size(); ++w) {
        put(out, static_cast<std::uint32_t>(words_[w].size()));
        out += words_[w];
        const auto own = anchors(static_cast<std::uint32_t>(w));
        put(out, static_cast<std::uint32_t>(own.size()));
        for (const auto& a : own)
            for (const auto number : {a.rule, a.phrase, a.number, a.nearest, a.farthest}) put(out, number);
    }
    return out + Matcher(words_, Matcher::Machine::any).bytes();
}

std::optional<Rulebook> Rulebook::unpack(profile::RuleSet rules, std::string_view bytes,
                                         std::shared_ptr<const WordingModel> model)
{
    Rulebook book;
    book.take(std::move(rules), std::move(model));
    Unpacker in(bytes);
    if (in.number() != book.set_.rules.size()) return std::nullopt;
    book.phrases_ = in.number();
    for (auto n = in.number(); n > 0 && in.good(); --n) {
        const auto rule = in.number();
        book.heads_.push_back({rule, in.number()});
        if (rule >= book.set_.rules.size()) return std::nullopt;
    }
    for (auto words = in.number(); words > 0 && in.good(); --words) {
        book.words_.emplace_back(in.take(in.number()));
        book.first_.push_back(static_cast<std::uint32_t>(book.anchors_.size()));
        for (auto n = in.number(); n > 0 && in.good(); --n) {
            const auto rule = in.number(), phrase = in.number(), number = in.number(), nearest = in.number();
            book.anchors_.push_back({rule, phrase, number, nearest, in.number()});
            if (rule >= book.set_.rules.size() || number >= book.phrases_) return std::nullopt;
        }
    }
    if (!in.good()) return std::nullopt;
    book.first_.push_back(static_cast<std::uint32_t>(book.anchors_.size()));
    book.matcher_ = Matcher::from_bytes(in.take(in.left()), book.words_);
    if (!book.matcher_) return std::nullopt;
    return book;
}

} // namespace redress::analyze
