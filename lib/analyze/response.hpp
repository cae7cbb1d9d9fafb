// How fast a seller answers: from the messages of threads, the time between a buyer's first unanswered message and the
// answer.
#pragma once

#include "model/record.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace redress::analyze {

// What of a message matters here.
struct Turn {
    std::string thread, id;
    model::Role role = model::Role::unknown;
    Instant at;
};

// A buyer's messages that nobody had answered yet, and what came of them.
struct Burst {
    std::string thread, message; // message: id of its first
    Instant asked;
    std::optional<std::chrono::milliseconds> waited; // nullopt: no answer up to now
};

// Turns may come in any order; equal times keep the order given. System lines, deleted messages and unknown roles are the
// caller's to leave out or are ignored; a platform's words neither ask nor answer.
std::vector<Burst> bursts(std::vector<Turn> turns);

struct ResponseTimes {
    std::size_t asked = 0, answered = 0, unanswered = 0;
    std::optional<double> median, p90;         // seconds; of the answered ones
    std::optional<double> median_all, p90_all; // an unanswered one counting as longer than any; nullopt: not reached
    std::optional<double> within_2min, within_1h, within_24h; // shares; nullopt: none could be judged yet
};

// An unanswered burst is censored at now: it counts against a limit only once that limit has passed.
ResponseTimes response_times(const std::vector<Burst>& bursts, Instant now);
std::map<std::string, ResponseTimes> response_times_by_thread(const std::vector<Burst>& bursts, Instant now);

} // namespace redress::analyze
