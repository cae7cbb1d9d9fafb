// Messages of an iPhone or a Mac as imessage-exporter writes them as text: a line with the time and when it was read, the
// sender ("Me" is the owner), the words, a blank line.
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/columns.hpp"
#include "ingest/name_time_head.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace redress::ingest {
namespace {

constexpr std::string_view indent = "    ", answered = "This message responded to an earlier message.",
                           removed = "This message was deleted from the conversation!", effect = "Sent with ";

// "May 17, 2022  5:29:42 PM (Read by them after 1 hour)" or, all on one line, what happened to the chat.
struct Stamp {
    LocalTime local;
    std::string_view read; // without brackets
    std::string_view news;
    std::string_view time;
};

std::optional<Stamp> scan_stamp(std::string_view text)
{
    TimeMark mark;
    if (text.size() < 20 || !scan_time_mark(text, 0, mark) || mark.day != TimeMark::Day::known || !mark.seconds ||
        mark.local.year < 1000)
        return std::nullopt;
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 'A' || first > 'Z') return std::nullopt;
    Stamp out;
    out.local = mark.local;
    out.time = text.substr(0, mark.end);
    auto rest = text.substr(mark.end);
    if (rest.empty()) return out;
    if (rest.front() != ' ') return std::nullopt;
    rest = trim_line(rest);
    if (rest.starts_with("(Read by ") && rest.ends_with(')'))
        out.read = rest.substr(1, rest.size() - 2);
    else
        out.news = rest;
    return out;
}

// "/Users/a/Library/Messages/Attachments/x.heic", "attachments/12/x.png"
bool is_path(std::string_view line)
{
    const bool rooted = line.starts_with("/") || line.starts_with("~/") || line.starts_with("./") ||
                        line.starts_with("../") || line.starts_with("attachments/");
    const auto dot = line.rfind('.'), slash = line.rfind('/');
    return rooted && dot != std::string_view::npos && dot > slash + 1 && line.size() - dot <= 8 && line.size() - dot >= 2 &&
           line.find("//") == std::string_view::npos;
}

bool is_heading_of_tapbacks(std::string_view line)
{
    return line == "Tapbacks:" || line == "Reactions:";
}

bool is_tapback(std::string_view line)
{
    line = trim_line(line);
    if (line.starts_with("Sticker from ") || line.starts_with("Sticker by ")) return true;
    const auto by = line.find(" by ");
    return by != std::string_view::npos && by > 0 && by <= 40;
}

std::string take_line(std::string& text, std::size_t begin, std::size_t end)
{
    std::string line = text.substr(begin, end - begin);
    text.erase(begin, std::min(end + 1, text.size()) - begin);
    return line;
}

void settle(ChatEntry& entry)
{
    auto& m = entry.message;
    if (m.role == model::Role::system) {
        const auto who = m.text.find(" unsent a message");
        m.deleted = who != std::string::npos && m.text.size() <= who + 20;
        if (m.deleted) m.sender = m.text.substr(0, who);
        return;
    }
    bool first = true;
    for (std::size_t at = 0; at <= m.text.size() && !m.text.empty();) {
        const auto end = std::min(m.text.find('\n', at), m.text.size());
        const auto line = trim_line(std::string_view(m.text).substr(at, end - at));
        if (first && line == removed) {
            m.deleted = true;
            take_line(m.text, at, end);
        } else if (is_path(line)) {
            const auto name = line.substr(line.rfind('/') + 1);
            m.attachments.push_back({std::string(name), "", ""});
            take_line(m.text, at, end);
        } else {
            m.edited = m.edited || (line.starts_with("Edited ") && line.find(" later: ") != std::string_view::npos);
            const bool unsent =
                line.find(" unsent this message part ") != std::string_view::npos && line.ends_with(" after sending!");
            m.deleted = m.deleted || unsent || line == "You deleted a message." || line == "They deleted a message.";
            at = end + 1;
        }
        first = false;
    }
    while (!m.text.empty() && m.text.back() == '\n') m.text.pop_back();
}

// A message and the moment it was sent, for answers: they are printed below what they answer and at their own place too.
std::size_t key_of(std::string_view time, std::string_view sender)
{
    return std::hash<std::string>()(std::string(time) + "\n" + std::string(trim_line(sender)));
}

class IMessageReader {
public:
    explicit IMessageReader(Reading& reading) : reading_(reading), chat_(reading, settle) {}
    void run();

private:
    enum class Within { words, tapbacks, copy };
    void survey();
    void take(PeekLines& lines);
    bool start(PeekLines& lines, std::string_view text, bool answer);
    void follow(const TextLine& line);

    Reading& reading_;
    ChatLines chat_;
    Within within_ = Within::words;
    std::vector<std::size_t> own_places_;       // hashes of messages at their own place, sorted
    bool sender_next_ = false, answer_ = false; // answer_: set in below what it answers
};

void IMessageReader::survey()
{
    PeekLines lines(reading_.file, reading_.findings.encoding);
    while (lines.next())
        if (const auto stamp = scan_stamp(lines.now().text); stamp && stamp->news.empty() && is_blank_line(lines.before()))
            own_places_.push_back(key_of(stamp->time, lines.ahead()));
    std::sort(own_places_.begin(), own_places_.end());
}

// A head is behind a blank line; below one it would be words, as the former versions of an edited message are.
bool IMessageReader::start(PeekLines& lines, std::string_view text, bool answer)
{
    const auto stamp = scan_stamp(text);
    if (!stamp || (!answer && !is_blank_line(lines.before()))) return false;
    if (answer && !stamp->news.empty()) return false;
    if (answer && std::binary_search(own_places_.begin(), own_places_.end(), key_of(stamp->time, lines.ahead()))) {
        chat_.absorb(lines.now());
        within_ = Within::copy;
        return true;
    }
    ChatEntry entry;
    if (stamp->local.exists()) {
        entry.local = stamp->local;
    } else {
        entry.message.when.local = text::clean_header(stamp->time);
        reading_.warn(lines.now().number, "bad-date", said("date '{}' does not exist", entry.message.when.local));
    }
    put_text(entry.extra, "read", stamp->read);
    if (answer) entry.extra.set("reply", true);
    answer_ = answer;
    within_ = Within::words;
    sender_next_ = stamp->news.empty();
    if (!stamp->news.empty()) {
        entry.message.role = model::Role::system;
        entry.body = stamp->news;
    }
    chat_.start(lines.now(), std::move(entry));
    return true;
}

void IMessageReader::follow(const TextLine& line)
{
    const auto bare = trim_line(line.text);
    auto& extra = chat_.open()->extra;
    if (is_heading_of_tapbacks(bare)) {
        within_ = Within::tapbacks;
        chat_.absorb(line);
    } else if (within_ == Within::tapbacks && is_tapback(line.text)) {
        auto all = extra.find("reactions") ? *extra.find("reactions") : Json::array();
        all.push(bare);
        extra.set("reactions", std::move(all));
        chat_.absorb(line);
    } else if (bare == answered) {
        extra.set("reply", true);
        chat_.absorb(line);
    } else if (bare.starts_with(effect) && bare.size() < 40 && !chat_.open()->body.empty()) {
        extra.set("effect", bare.substr(effect.size()));
        chat_.absorb(line);
    } else {
        within_ = Within::words;
        auto words = line;
        if (answer_ && words.text.starts_with(indent)) words.text.erase(0, indent.size());
        chat_.follow(words);
    }
}

void IMessageReader::take(PeekLines& lines)
{
    const auto& line = lines.now();
    if (sender_next_) {
        sender_next_ = false;
        if (!is_blank_line(line.text)) {
            chat_.open()->message.sender = text::clean_header(trim_line(line.text));
            chat_.absorb(line);
            return;
        }
    }
    if (is_blank_line(line.text)) {
        if (within_ != Within::words) within_ = Within::words;
        chat_.follow(line);
    } else if (start(lines, line.text, false)) {
    } else if (line.text.starts_with(indent) && start(lines, trim_line(line.text), true)) {
    } else if (within_ == Within::copy) {
        chat_.absorb(line);
    } else if (chat_.open()) {
        follow(line);
    } else {
        chat_.follow(line);
    }
}

void IMessageReader::run()
{
    auto& findings = reading_.findings;
    findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    survey();
    PeekLines lines(reading_.file, findings.encoding);
    while (lines.next()) {
        ++findings.tally.total;
        take(lines);
    }
    chat_.finish();
    chat_.report(lines.faults());
}

int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    PeekLines lines(std::string_view(probe.text));
    std::uint64_t before = 0, heads = 0, followed = 0;
    for (int n = 0; n < 400 && lines.next(); ++n) {
        if (is_blank_line(lines.now().text)) continue;
        const auto stamp = is_blank_line(lines.before()) ? scan_stamp(lines.now().text) : std::nullopt;
        heads += stamp.has_value();
        followed += stamp && (!stamp->news.empty() || !is_blank_line(lines.ahead()));
        before += heads == 0;
    }
    return before <= 3 && heads > 0 && followed * 2 >= heads ? before == 0 ? 88 : 70 : 0;
}

void read(Reading& reading)
{
    IMessageReader(reading).run();
}

} // namespace

extern const Format format_imessage_txt;
const Format format_imessage_txt{"imessage_txt", "iMessage chat (imessage-exporter, .txt)", 1, sniff, read};

} // namespace redress::ingest
