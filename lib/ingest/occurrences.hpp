// Equal messages: how many stand in one minute.
#pragma once

#include "base/file.hpp"
#include "base/hash.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::ingest {

// Counts how often each key came, from 1. Memory stays bounded at any number of keys: a full table is set aside in an
// unlinked file and asked again only for a message from within the times it covers, so for none in a chat that is in order.
class Occurrences {
public:
    // most: keys in memory. Throws Error{input} if there is no room for a temporary file.
    explicit Occurrences(std::size_t most = 1u << 17) : most_(most) {}
    // thread and minute are part of what the key was made of; any order of minutes does.
    std::uint32_t next(const hash::Digest& key, std::string_view thread, std::string_view minute);

private:
    struct Slot { // half of the digest: 128 bits cannot collide by chance
        std::uint64_t high = 0, low = 0;
        std::uint64_t count = 0; // 0: free
    };
    struct Span {
        bool any = false;
        std::string first, last; // minutes
        void cover(std::string_view from, std::string_view to);
        bool covers(std::string_view minute) const { return any && minute >= first && minute <= last; }
    };
    struct Times {
        Span live, aside;
    };
    struct HashText {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
    };

    Times& times_of(std::string_view thread);
    Slot& slot_of(std::uint64_t high, std::uint64_t low);
    std::uint64_t count_aside(std::uint64_t high, std::uint64_t low);
    void release();
    void grow();
    void set_aside();

    std::size_t most_;
    std::size_t used_ = 0, asked_ = 0; // asked_: of the files, since they were last released
    std::vector<Slot> slots_;          // open addressing; a power of two, at most half full
    std::vector<MappedFile> aside_;
    std::unordered_map<std::string, Times, HashText, std::equal_to<>> times_;
    std::string last_thread_;
    Times* last_times_ = nullptr;
};

} // namespace redress::ingest
