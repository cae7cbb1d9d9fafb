#include "analyze/matcher.hpp"

#include "base/error.hpp"

#include <hs/hs.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace redress::analyze {
namespace {

constexpr std::size_t alignment = 64;       // of a database's code
constexpr std::size_t least_database = 128; // bytes of one that holds anything

} // namespace

struct Matcher::State {
    const hs_database_t* database = nullptr; // none: there are no words
    hs_database_t* own = nullptr;            // the same, if it was compiled here
    std::vector<std::uint32_t> lengths;
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { hs_free_database(own); }
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
                                             machine == Machine::any ? &any : nullptr, &state->own, &fault);
    state->database = state->own;
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
    if (lengths.empty()) return Matcher(std::shared_ptr<const State>(std::move(state)));
    state->database = reinterpret_cast<const hs_database_t*>(bytes.data());
    // Refuses what another version made.
    std::size_t size = 0;
    if (bytes.size() < least_database || reinterpret_cast<std::uintptr_t>(bytes.data()) % alignment != 0 ||
        hs_database_size(state->database, &size) != HS_SUCCESS || size != bytes.size())
        return std::nullopt;
    return Matcher(std::shared_ptr<const State>(std::move(state)));
}

// A database as it lies in memory. It holds no addresses and is laid out by the alignment of where it lies alone: written
// for memory aligned so, it is used in any other that is.
std::string Matcher::bytes() const
{
    if (!state_->database) return {};
    char* raw = nullptr;
    std::size_t raw_size = 0, size = 0;
    if (hs_serialize_database(state_->database, &raw, &raw_size) != HS_SUCCESS) throw std::bad_alloc();
    const std::unique_ptr<char, void (*)(void*)> serialized(raw, std::free);
    if (hs_serialized_database_size(raw, raw_size, &size) != HS_SUCCESS) throw std::bad_alloc();
    struct alignas(alignment) Block {
        char bytes[alignment];
    };
    std::vector<Block> blocks(size / sizeof(Block) + 1);
    auto* database = reinterpret_cast<hs_database_t*>(blocks.data());
    if (hs_deserialize_database_at(raw, raw_size, database) != HS_SUCCESS) throw std::bad_alloc();
    return {blocks.data()->bytes, size};
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
