// The first and last run of equal messages of each conversation: whether those at the edge of an export are the ones already
// known.
#pragma once

#include "base/hash.hpp"
#include "ingest/driver.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace redress::ingest {

// Watches the first and last run of equal messages of each conversation in a file.
//
// Ids count equal messages, so two exports that overlap agree by themselves: a run that lies inside either of them is
// complete there. Only a run at the edge of this file that is known from nothing but edges of others can be two halves of
// a longer one. If the two share any other message they overlap, and the run is the same; if not, its messages are kept as
// further ones and reported.
class Runs {
public:
    explicit Runs(const Sink& sink) : sink_(sink) {}
    void seen(const model::Record& record, const hash::Digest& key, std::uint32_t occurrence, Put put);
    // Puts what turned out to be further messages, then tells the sink this file's edges.
    void finish(const std::function<Put(const model::Record&)>& put_further);
    std::size_t doubled() const { return doubled_; }

private:
    struct Run {
        hash::Digest key{};
        std::string first_id;
        std::vector<model::Record> known; // of the run, those that were known: candidates for being further ones
    };
    struct Thread {
        Run first, last;
        bool still_first = true;
        std::size_t messages = 0, known = 0;
    };
    void settle(const Run& run, const Thread& thread, const std::function<Put(const model::Record&)>& put_further);

    const Sink& sink_;
    std::unordered_map<std::string, Thread> threads_;
    std::size_t doubled_ = 0;
};

} // namespace redress::ingest
