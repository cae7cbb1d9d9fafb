// What only the course of a conversation shows of the messages a seller has sent: the same refusal over and over, and
// answers that cut a buyer short.
#pragma once

#include "base/time.hpp"
#include "model/stamp.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace redress::analyze {

// Sentences of a text as stretches of it, without the space around them.
std::vector<std::string_view> sentences(std::string_view text);
// A sentence as it is compared with others: folded, words alone, no numbers (order numbers and amounts differ).
std::string sentence_key(std::string_view sentence);

// Counts what was said in conversations; threads by any name that is theirs alone.
class Repeats {
public:
    // True each third time (the 3rd, the 6th, …). Several in one message count once: message is any number of its own.
    bool again(const std::string& thread, const std::string& key, std::uint64_t message);

private:
    struct Count {
        std::uint64_t message = 0;
        std::size_t times = 0;
    };
    std::unordered_map<std::string, Count> counts_;
};

// A buyer who writes in several short messages (two or more, each within a minute of the one before) is cut short by a first
// answer within 30 seconds of the last of them, when the next one comes within 15 seconds of the answer: it was being
// written before the answer could be read. Of threads whose times are to the minute nothing is said.
class Interruptions {
public:
    // Messages of a thread in order of time; answer: a number of the seller's message, given back. seller: false if that one
    // interrupts nobody, whatever comes.
    void buyer(const std::string& thread, Instant at);
    bool seller(const std::string& thread, Instant at, std::uint64_t answer);
    // Answers that interrupted, in order of their numbers.
    std::vector<std::uint64_t> found() const;

private:
    struct Thread {
        std::size_t run = 0; // of the buyer's messages that nobody answered yet
        Instant last;
        struct Pending {
            Instant at;
            std::uint64_t answer = 0;
        };
        std::optional<Pending> pending;
        bool to_the_second = false;
        std::vector<std::uint64_t> found;
    };
    std::map<std::string, Thread> threads_;
};

} // namespace redress::analyze
