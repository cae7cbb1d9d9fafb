#include "analyze/matcher.hpp"

#include "base/error.hpp"

#include <hs/hs.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace redress::analyze {

struct Matcher::State {
    hs_database_t* database = nullptr; // none: there are no words
    std::vector<std::uint32_t> lengths;
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { hs_free_database(database); }
};

struct Scanner::Scratch {
    hs_scratch_t* scratch = nullptr;
    Scratch() = default;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { hs_free_scratch(scratch); }
};

Matcher::Matcher(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Matcher::Matcher(std::span<const std::string> words, Machine machine)
{
    auto state = std::make_shared<State>();
    state->lengths.reserve(words.size());
    for (const auto& word : words) state->lengths.push_back(static_cast<std::uint32_t>(word.size()));
    state_ = state;
    if (words.empty()) return;
    std::vector<const char*> expressions;
    std::vector<unsigned> flags(words.size(), 0), ids;
    std::vector<std::size_t> lengths;
    for (const auto& word : words) {
        ids.push_back(static_cast<unsigned>(expressions.size()));
        expressions.push_back(word.data());
        lengths.push_back(word.size());
    }
    hs_compile_error_t* fault = nullptr;
    constexpr hs_platform_info_t any{HS_TUNE_FAMILY_GENERIC, 0, 0, 0}; // no instructions beyond those all have
    const auto result = hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), lengths.data(),
                                             static_cast<unsigned>(expressions.size()), HS_MODE_BLOCK,
                                             machine == Machine::any ? &any : nullptr, &state->database, &fault);
    if (result == HS_SUCCESS) return;
    const auto why = fault && fault->message ? as_is(fault->message) : said("no reason given");
    hs_free_compile_error(fault);
    throw Error(ErrorKind::input, said("the words of the rules cannot be compiled: {}", why),
                said("leave out the rule file added last"));
}

std::optional<Matcher> Matcher::from_bytes(std::string_view bytes, std::span<const std::uint32_t> lengths)
{
    auto state = std::make_shared<State>();
    state->lengths.assign(lengths.begin(), lengths.end());
    // Refuses what another version or a machine with other instructions made.
    if (!lengths.empty() && hs_deserialize_database(bytes.data(), bytes.size(), &state->database) != HS_SUCCESS)
        return std::nullopt;
    return Matcher(std::shared_ptr<const State>(std::move(state)));
}

std::string Matcher::bytes() const
{
    char* serialized = nullptr;
    std::size_t size = 0;
    if (!state_->database) return {};
    if (hs_serialize_database(state_->database, &serialized, &size) != HS_SUCCESS) throw std::bad_alloc();
    std::string out(serialized, size);
    std::free(serialized);
    return out;
}

Scanner::Scanner(const Matcher& matcher) : state_(matcher.state_), scratch_(std::make_unique<Scratch>())
{
    if (state_->database && hs_alloc_scratch(state_->database, &scratch_->scratch) != HS_SUCCESS) throw std::bad_alloc();
}

Scanner::~Scanner() = default;
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;

void Scanner::scan(std::string_view text, std::vector<Matcher::Found>& found) const
{
    if (!state_->database || text.empty()) return;
    struct Context {
        const std::vector<std::uint32_t>& lengths;
        std::vector<Matcher::Found>& found;
    } context{state_->lengths, found};
    const auto on_match = [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* p) {
        const auto& c = *static_cast<Context*>(p);
        c.found.push_back({id, static_cast<std::uint32_t>(end) - c.lengths[id]});
        return 0;
    };
    // hs_scan takes 32-bit lengths; batches of texts are far shorter, and normalise() bounds one text likewise.
    hs_scan(state_->database, text.data(), static_cast<unsigned>(text.size()), 0, scratch_->scratch, on_match, &context);
}

} // namespace redress::analyze
