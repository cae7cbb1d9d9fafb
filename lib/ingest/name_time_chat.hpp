// Reads chats whose heads are a name and then a time (ingest/name_time_head), whatever program they were copied from.
#pragma once

#include "ingest/chat_lines.hpp"
#include "ingest/date_order.hpp"
#include "ingest/name_time_head.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace redress::ingest {

// What differs from program to program.
struct Manners {
    // Sender, role and what else a name as written says.
    void (*name)(std::string_view written, std::string_view to, ChatEntry& entry);
    // What a whole body means.
    void (*settle)(ChatEntry& entry);
    // A line of the program's own below the words of a message: nothing is to be done with `words`; a status becomes the
    // message's; a notice is a message of its own, which the function fills in.
    enum class Line { words, status, notice };
    Line (*line)(std::string_view line, ChatEntry& notice);
    bool pairs; // the name may stand on one line and the time on the next
};

// What the first pass over a file finds.
struct NameTimeSurvey {
    const Manners* manners = nullptr;
    std::unordered_map<std::string, std::uint32_t> names; // heads of each sender, while they are few
    std::uint64_t dated = 0, clocks = 0, pairs = 0, day_lines = 0, behind_blank = 0;
    DecidedOrder order;
    bool open_days = false;

    bool paired() const { return pairs > dated; }
    std::uint64_t heads() const { return paired() ? pairs : dated + clocks; }
    bool accepts(const NamedHead& head, bool behind_blank) const;
    bool accepts_pair(std::string_view name) const;
    std::uint32_t count_of(std::string_view written) const;
};
NameTimeSurvey survey_name_time(PeekLines& lines, const Manners& manners, std::uint64_t most_lines = UINT64_MAX);

void read_name_time(Reading& reading, const Manners& manners);

// What sniffing may go by.
struct NameTimeLook {
    NameTimeSurvey survey;
    std::vector<std::string> written;                  // names as they stand in heads
    std::uint64_t heads = 0, followed = 0, before = 0; // heads; those with words; lines before the first that are not blank
    bool is_talk() const;                              // heads and words by turns
    bool is_chat() const;                              // without any other sign: people come back
};
NameTimeLook look_at_name_time(std::string_view text, const Manners& manners);

} // namespace redress::ingest
