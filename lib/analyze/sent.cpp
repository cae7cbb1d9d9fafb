#include "analyze/sent.hpp"

#include "analyze/normal.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

using std::chrono::seconds;

constexpr auto run_gap = seconds(60), answer_gap = seconds(30), typing_gap = seconds(15);

// Bytes of a mark that ends a sentence; 0: none.
std::size_t sentence_end(std::string_view text, std::size_t at)
{
    static constexpr std::array<std::string_view, 5> wide{"。", "！", "？", "；", "…"};
    const char c = text[at];
    if (c == '\n' || c == '!' || c == '?' || c == ';') return 1;
    if (c == '.') return at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n' ? 1 : 0;
    for (const auto mark : wide)
        if (text.compare(at, mark.size(), mark) == 0) return mark.size();
    return 0;
}

bool to_the_second(Instant at)
{
    return at.time_since_epoch() % std::chrono::minutes(1) != std::chrono::milliseconds(0);
}

} // namespace

std::vector<std::string_view> sentences(std::string_view text)
{
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        if (const auto one = text::trim(text.substr(begin, end - begin)); !one.empty()) out.push_back(one);
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto mark = sentence_end(text, at);
        if (mark) {
            add(at);
            begin = at + mark;
        }
        at += std::max<std::size_t>(mark, 1);
    }
    add(text.size());
    return out;
}

std::string sentence_key(std::string_view sentence)
{
    NormalText normal;
    normalise(sentence, normal);
    std::string out;
    for (const auto c : text::to_u32(normal.text))
        if (text::is_word(c) && !(c >= '0' && c <= '9')) text::append_utf8(out, c);
    return out;
}

bool Repeats::again(const std::string& thread, const std::string& key, std::uint64_t message)
{
    auto& count = counts_[thread + '\0' + key];
    if (count.times && count.message == message) return false;
    count.message = message;
    return ++count.times % 3 == 0;
}

void Interruptions::buyer(const std::string& thread, Instant at)
{
    auto& t = threads_[thread];
    t.to_the_second = t.to_the_second || to_the_second(at);
    if (t.pending && at - t.pending->at <= typing_gap) t.found.push_back(t.pending->answer);
    t.pending.reset();
    t.run = t.run && at - t.last <= run_gap ? t.run + 1 : 1;
    t.last = at;
}

bool Interruptions::seller(const std::string& thread, Instant at, std::uint64_t answer)
{
    auto& t = threads_[thread];
    t.to_the_second = t.to_the_second || to_the_second(at);
    const bool may = t.run >= 2 && at - t.last <= answer_gap;
    if (may) t.pending = Thread::Pending{at, answer};
    t.run = 0;
    return may;
}

std::vector<std::uint64_t> Interruptions::found() const
{
    std::vector<std::uint64_t> out;
    for (const auto& [name, thread] : threads_)
        if (thread.to_the_second) out.insert(out.end(), thread.found.begin(), thread.found.end());
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace redress::analyze
