#include "analyze/matcher.hpp"

#include "base/error.hpp"

#include <hs/hs.h>

#include <algorithm>
#include <map>
#include <vector>

namespace redress::analyze {

struct Matcher::State {
    hs_database_t* database = nullptr;
    hs_scratch_t* scratch = nullptr;
    std::vector<std::size_t> lengths;                // per distinct word
    std::vector<std::vector<std::size_t>> originals; // per distinct word: who asked for it
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        hs_free_scratch(scratch);
        hs_free_database(database);
    }
};

Matcher::Matcher(std::span<const std::string> words) : state_(std::make_unique<State>())
{
    std::map<std::string_view, std::vector<std::size_t>> distinct;
    for (std::size_t i = 0; i < words.size(); ++i) distinct[words[i]].push_back(i);
    if (distinct.empty()) return;
    std::vector<const char*> expressions;
    std::vector<unsigned> flags(distinct.size(), 0), ids;
    for (auto& [word, who] : distinct) {
        ids.push_back(static_cast<unsigned>(expressions.size()));
        expressions.push_back(word.data());
        state_->lengths.push_back(word.size());
        state_->originals.push_back(std::move(who));
    }
    hs_compile_error_t* fault = nullptr;
    const auto result =
        hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), state_->lengths.data(),
                             static_cast<unsigned>(expressions.size()), HS_MODE_BLOCK, nullptr, &state_->database, &fault);
    if (result != HS_SUCCESS) {
        const auto why = fault && fault->message ? as_is(fault->message) : said("no reason given");
        hs_free_compile_error(fault);
        throw Error(ErrorKind::input, said("the words of the rules cannot be compiled: {}", why),
                    said("leave out the rule file added last"));
    }
    if (hs_alloc_scratch(state_->database, &state_->scratch) != HS_SUCCESS) throw std::bad_alloc();
}

Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;

void Matcher::scan(std::string_view text, const std::function<void(std::size_t, std::size_t)>& found) const
{
    if (!state_->database || text.empty()) return;
    struct Context {
        const State& state;
        const std::function<void(std::size_t, std::size_t)>& found;
    } context{*state_, found};
    const auto on_match = [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* p) {
        const auto& c = *static_cast<Context*>(p);
        for (const auto word : c.state.originals[id]) c.found(word, static_cast<std::size_t>(end) - c.state.lengths[id]);
        return 0;
    };
    // hs_scan takes 32-bit lengths; texts are lines and messages, and normalise() bounds them likewise.
    hs_scan(state_->database, text.data(), static_cast<unsigned>(text.size()), 0, state_->scratch, on_match, &context);
}

} // namespace redress::analyze
