// Chats written as a head line and the lines that follow it: the lines with a look ahead, and messages put together from
// them.
#pragma once

#include "ingest/format.hpp"
#include "ingest/lines.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest {

struct TextLine {
    std::string text;
    std::uint64_t number = 0, offset = 0, length = 0;
};

// Lines one after the other, each with the one before and the one after it.
class PeekLines {
public:
    PeekLines(const MappedFile& file, const std::string& encoding);
    explicit PeekLines(std::string_view utf8);
    bool next();
    const TextLine& now() const { return lines_[1]; }
    std::string_view before() const { return lines_[0].text; } // empty at the start
    std::string_view ahead() const { return more_ ? std::string_view(lines_[2].text) : std::string_view(); }
    std::uint64_t faults() const { return reader_.faults(); }

private:
    void look();

    LineReader reader_;
    std::array<TextLine, 3> lines_;
    bool more_ = false;
};

// Nothing but white space and invisible marks.
bool is_blank_line(std::string_view text);
// Without white space and invisible marks at its ends.
std::string_view trim_line(std::string_view text);

struct ChatEntry {
    model::Message message; // its text follows from the body
    Json extra = Json::object();
    std::optional<LocalTime> local;
    std::string body;
    std::uint64_t line = 0, offset = 0, end = 0;
};

// Puts messages together and accounts for every line. Blank lines belong to a message only between words of it.
class ChatLines {
public:
    // settle: what a whole body means (a recall, a picture); called with message.text set.
    ChatLines(Reading& reading, void (*settle)(ChatEntry&)) : reading_(reading), settle_(settle) {}
    void start(const TextLine& line, ChatEntry&& entry); // entry.body may hold words of the head line itself
    void follow(const TextLine& line);                   // words or nothing
    void absorb(const TextLine& line);                   // of the open message, but not of its text
    void structure(const TextLine& line);                // of the file itself: ends the open message
    void aside(const TextLine& line, ChatEntry&& entry); // the program's own line amid a message: emitted after it
    void finish();                                       // emits what is open
    void report(std::uint64_t faults);                   // at the end: lines before the first message, bad bytes
    ChatEntry* open() { return entry_ ? &*entry_ : nullptr; }

private:
    void emit(ChatEntry&& entry);

    Reading& reading_;
    void (*settle_)(ChatEntry&);
    std::optional<ChatEntry> entry_;
    std::vector<ChatEntry> asides_;
    std::uint64_t pending_blank_ = 0, orphans_ = 0, first_orphan_ = 0;
};

} // namespace redress::ingest
