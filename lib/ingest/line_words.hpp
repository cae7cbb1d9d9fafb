// LINE's own words in place of what a text cannot hold, for messages taken back and for what happened to the chat.
#pragma once

#include "ingest/chat_lines.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace redress::ingest::line {

// What a whole body means: quotation marks around several lines, a picture, a message taken back.
void settle_tabs(ChatEntry& entry);
// The same where the export has spaces: there the words for a picture stand without brackets and lines without quotes.
void settle_spaces(ChatEntry& entry);

// "Ana unsent a message.", "Anaが退出しました。": what the app says where an export has no column for the sender.
bool is_own_line(std::string_view text);

// Who speaks in an export with spaces, where "10:00 Ana Maria hello" does not show where the name ends: the words that all
// messages with one first word begin with.
class Senders {
public:
    void add(std::string_view rest);                       // a head's words
    void know(std::string_view name);                      // a name the title gives
    std::string_view name_in(std::string_view rest) const; // empty: it begins with no name
    std::uint64_t count(std::string_view name) const;

private:
    struct Words {
        std::string common; // of all so far, with single spaces
        std::uint64_t count = 0;
    };
    std::unordered_map<std::string, Words> by_first_;
    std::string known_;
};

} // namespace redress::ingest::line
