#include "ingest/occurrences.hpp"

#include <cstring>
#include <utility>

namespace redress::ingest {
namespace {

constexpr std::size_t first_slots = 1024;
constexpr std::size_t asked_before_release = 16; // each may bring a large page of a file into memory

std::uint64_t word_of(const hash::Digest& key, std::size_t at)
{
    std::uint64_t word = 0;
    std::memcpy(&word, key.data() + at, sizeof word);
    return word;
}

} // namespace

void Occurrences::Span::cover(std::string_view from, std::string_view to)
{
    if (!any || from < first) first = from;
    if (!any || to > last) last = to;
    any = true;
}

Occurrences::Times& Occurrences::times_of(std::string_view thread)
{
    if (last_times_ && thread == last_thread_) return *last_times_;
    auto found = times_.find(thread);
    if (found == times_.end()) found = times_.emplace(std::string(thread), Times()).first;
    last_thread_ = thread;
    last_times_ = &found->second; // stays where it is when others come
    return *last_times_;
}

// The slot that holds the key, or the free one where it belongs.
Occurrences::Slot& Occurrences::slot_of(std::uint64_t high, std::uint64_t low)
{
    const auto mask = slots_.size() - 1;
    auto at = static_cast<std::size_t>(high) & mask;
    while (slots_[at].count != 0 && (slots_[at].high != high || slots_[at].low != low)) at = (at + 1) & mask;
    return slots_[at];
}

// The latest file first: its count went on from those before it.
std::uint64_t Occurrences::count_aside(std::uint64_t high, std::uint64_t low)
{
    std::uint64_t count = 0;
    for (auto file = aside_.rbegin(); file != aside_.rend() && count == 0; ++file) {
        if (++asked_ == asked_before_release) release(); // also amid one message: there may be many files
        const auto bytes = file->bytes();
        const auto mask = bytes.size() / sizeof(Slot) - 1;
        for (auto at = static_cast<std::size_t>(high) & mask;; at = (at + 1) & mask) {
            Slot slot;
            std::memcpy(&slot, bytes.data() + at * sizeof slot, sizeof slot);
            if (slot.count == 0) break;
            if (slot.high != high || slot.low != low) continue;
            count = slot.count;
            break;
        }
    }
    return count;
}

void Occurrences::release()
{
    asked_ = 0;
    for (const auto& file : aside_) {
        file.release(0);
        file.release(file.bytes().size());
    }
}

void Occurrences::grow()
{
    auto before = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? first_slots : slots_.size() * 2));
    for (const auto& slot : before)
        if (slot.count != 0) slot_of(slot.high, slot.low) = slot;
}

void Occurrences::set_aside()
{
    aside_.push_back(MappedFile::spooled("equal messages", [&](const auto& write) {
        write({reinterpret_cast<const char*>(slots_.data()), slots_.size() * sizeof(Slot)});
    }));
    for (auto& slot : slots_) slot = {};
    used_ = 0;
    for (auto& [thread, times] : times_) {
        if (times.live.any) times.aside.cover(times.live.first, times.live.last);
        times.live = {};
    }
}

std::uint32_t Occurrences::next(const hash::Digest& key, std::string_view thread, std::string_view minute)
{
    if (used_ >= most_)
        set_aside();
    else if (used_ * 2 >= slots_.size())
        grow();
    auto& times = times_of(thread);
    times.live.cover(minute, minute);
    const auto high = word_of(key, 0), low = word_of(key, 8);
    auto& slot = slot_of(high, low);
    if (slot.count == 0) {
        const bool ask = times.aside.covers(minute);
        slot = {high, low, ask ? count_aside(high, low) : 0};
        ++used_;
        if (!ask && asked_ > 0) release(); // past the minute the last full table cut in two
    }
    return static_cast<std::uint32_t>(++slot.count);
}

} // namespace redress::ingest
