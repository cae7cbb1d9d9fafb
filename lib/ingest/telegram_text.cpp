// What Telegram puts on the clipboard when messages are copied: "Ana, [25/06/2022 07:25]", below it the words, a blank line.
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/columns.hpp"
#include "ingest/name_time_head.hpp"

#include <algorithm>
#include <optional>

namespace redress::ingest {
namespace {

constexpr std::size_t longest_name = 128; // code points; the app allows 64 for each of two names

struct Head {
    std::string_view name, stamp;
    TimeMark time;
};

std::optional<Head> scan_head(std::string_view line)
{
    line = trim_line(line);
    if (line.ends_with(':')) line.remove_suffix(1);
    if (!line.ends_with(']')) return std::nullopt;
    const auto open = line.rfind(", [");
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    Head head;
    head.name = trim_line(line.substr(0, open));
    head.stamp = trim_line(line.substr(open + 3, line.size() - open - 4));
    const bool whole = scan_time_mark(head.stamp, 0, head.time) && head.time.day != TimeMark::Day::none && head.time.clock &&
                       head.time.end == head.stamp.size();
    if (!whole || head.name.empty() || text::count_code_points(head.name) > longest_name) return std::nullopt;
    return head;
}

// "[In reply to Ana]": Ana
std::string_view bracketed(std::string_view line, std::string_view words)
{
    line = trim_line(line);
    if (!line.starts_with('[') || !line.ends_with(']') || line.size() < words.size() + 3) return {};
    return line.substr(1).starts_with(words) ? line.substr(1 + words.size(), line.size() - words.size() - 2)
                                             : std::string_view();
}

struct LeftOut {
    std::string_view word, media_type;
};
constexpr LeftOut left_out[] = {{"Photo", "image/*"},
                                {"Sticker", "image/webp"},
                                {"GIF", "video/*"},
                                {"Video", "video/*"},
                                {"Video message", "video/*"},
                                {"Voice message", "audio/*"},
                                {"Audio file", "audio/*"},
                                {"Audio", "audio/*"},
                                {"File", ""},
                                {"Document", ""},
                                {"Album", "image/*"},
                                {"Contact", "text/vcard"},
                                {"Фотография", "image/*"},
                                {"Стикер", "image/webp"},
                                {"Видео", "video/*"},
                                {"Голосовое сообщение", "audio/*"},
                                {"Файл", ""},
                                {"图片", "image/*"},
                                {"贴纸", "image/webp"},
                                {"视频", "video/*"},
                                {"语音消息", "audio/*"},
                                {"文件", ""}};

// "[ Photo ]", "[ File : invoice.pdf ]", "[ Sticker 😀 ]" before the words
void settle(ChatEntry& entry)
{
    auto& text = entry.message.text;
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trim_line(std::string_view(text).substr(0, end));
    if (line.size() < 3 || line.front() != '[' || line.back() != ']') return;
    const auto inside = trim_line(line.substr(1, line.size() - 2));
    for (const auto& [word, type] : left_out) {
        if (!inside.starts_with(word)) continue;
        auto name = trim_line(inside.substr(word.size()));
        const bool named = name.starts_with(':');
        if (named) name = trim_line(name.substr(1));
        if (!name.empty() && !named && type != "image/webp") continue;
        entry.message.attachments.push_back({named ? std::string(name) : std::string(), std::string(type), ""});
        return;
    }
}

DecidedOrder survey(PeekLines& lines, bool& open_days)
{
    DateOrderVote vote(2013); // the year the app appeared
    while (lines.next())
        if (const auto head = scan_head(lines.now().text); head && head->time.day == TimeMark::Day::open) {
            vote.add(head->time.fields, lines.now().number);
            open_days = true;
        }
    return vote.decide();
}

void start(ChatLines& chat, const TextLine& line, const Head& head, const DecidedOrder& order, Remarks& remarks)
{
    ChatEntry entry;
    entry.message.sender = text::clean_header(head.name);
    auto local = head.time.local;
    if (head.time.day == TimeMark::Day::open) {
        const auto day = order.day(head.time.fields);
        local.year = day.year;
        local.month = day.month;
        local.day = day.day;
    }
    if (local.exists()) {
        entry.local = local;
    } else {
        entry.message.when.local = text::clean_header(head.stamp);
        remarks.add(line.number, "bad-date", said("date '{}' does not exist", entry.message.when.local));
    }
    chat.start(line, std::move(entry));
}

// Lines of the app between head and words.
bool take_reference(ChatLines& chat, const TextLine& line)
{
    auto* open = chat.open();
    if (!open || !open->body.empty()) return false;
    const struct {
        std::string_view words;
        const char* key;
    } table[] = {{"In reply to ", "reply_to"}, {"Forwarded from ", "forwarded_from"}};
    for (const auto& row : table)
        if (const auto who = bracketed(line.text, row.words); !who.empty()) {
            put_text(open->extra, row.key, text::clean_header(who));
            chat.absorb(line);
            return true;
        }
    return false;
}

int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    PeekLines lines(std::string_view(probe.text));
    std::uint64_t before = 0, heads = 0;
    for (int n = 0; n < 400 && lines.next(); ++n) {
        if (is_blank_line(lines.now().text)) continue;
        heads += scan_head(lines.now().text).has_value();
        before += heads == 0;
    }
    return heads == 0 || before > 3 ? 0 : before == 0 ? 88 : 70;
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    findings.date_order = "YMD";
    bool open_days = false;
    DecidedOrder order;
    {
        PeekLines lines(reading.file, findings.encoding);
        order = survey(lines, open_days);
    }
    if (open_days) order = settle_order(reading, reading.name, order);
    ChatLines chat(reading, settle);
    Remarks remarks(reading);
    PeekLines lines(reading.file, findings.encoding);
    while (lines.next()) {
        ++findings.tally.total;
        const auto& line = lines.now();
        if (const auto head = scan_head(line.text))
            start(chat, line, *head, order, remarks);
        else if (!take_reference(chat, line))
            chat.follow(line);
    }
    chat.finish();
    chat.report(lines.faults());
    remarks.finish();
}

} // namespace

extern const Format format_telegram_text;
const Format format_telegram_text{"telegram_text", "Telegram messages copied as text", 1, sniff, read};

} // namespace redress::ingest
