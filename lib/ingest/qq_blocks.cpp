// QQ chats as qq-chat-exporter writes them to text: a heading, then a block a message ("小红:", "时间: …", "内容: …"), then
// an end.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/columns.hpp"
#include "ingest/name_time_head.hpp"

#include <algorithm>
#include <charconv>

namespace redress::ingest {
namespace {

constexpr std::string_view signature = "[QQChatExporter", time_label = "时间:", words_label = "内容:", type_label = "类型:",
                           files_label = "资源:", name_label = "聊天名称:", total_label = "消息总数:";

bool take_label(std::string_view line, std::string_view label, std::string_view& rest)
{
    line = trim_line(line);
    if (!line.starts_with(label)) return false;
    rest = trim_line(line.substr(label.size()));
    return true;
}

// "小红:" above "时间: 2026-03-05 10:00:00".
bool is_head(std::string_view line, std::string_view ahead, TimeMark& time)
{
    std::string_view stamp;
    return trim_line(line).ends_with(':') && take_label(ahead, time_label, stamp) && scan_bare_time(stamp, time);
}

bool is_number(std::string_view line) // "[12]" above a head
{
    line = trim_line(line);
    return line.size() > 2 && line.front() == '[' && line.back() == ']' &&
           line.substr(1, line.size() - 2).find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_rule(std::string_view line)
{
    line = trim_line(line);
    return line.size() > 20 && line.find_first_not_of('=') == std::string_view::npos;
}

void settle(ChatEntry& entry)
{
    auto& message = entry.message;
    if (!recalled_by(trim_line(message.text)).empty()) message.deleted = true;
}

class Reader {
public:
    explicit Reader(Reading& reading) : reading_(reading), chat_(reading, settle), remarks_(reading) {}
    void run();

private:
    void take(const PeekLines& lines);
    void start(const TextLine& line);
    bool take_part(const TextLine& line);
    void take_heading(const TextLine& line);
    void compare();

    Reading& reading_;
    ChatLines chat_;
    Remarks remarks_;
    std::string name_;
    std::uint64_t messages_ = 0;
    enum class At { heading, head, words, files, end } at_ = At::heading;
};

void Reader::take_heading(const TextLine& line)
{
    std::string_view rest;
    if (take_label(line.text, name_label, rest)) name_ = text::clean_header(rest);
    if (take_label(line.text, total_label, rest)) {
        std::uint64_t count = 0;
        if (std::from_chars(rest.data(), rest.data() + rest.size(), count).ec == std::errc{})
            reading_.findings.declared = count;
    }
    chat_.structure(line);
}

void Reader::start(const TextLine& line)
{
    ChatEntry entry;
    auto name = trim_line(line.text);
    name = trim_line(name.substr(0, name.size() - 1));
    if (name.starts_with('[')) // "[群主] 小红": the title in the group
        if (const auto close = name.find("] "); close != std::string_view::npos) {
            put_text(entry.extra, "sender_title", name.substr(1, close - 1));
            name = trim_line(name.substr(close + 2));
        }
    entry.message.sender = text::clean_header(name);
    if (entry.message.sender == "系统消息") entry.message.role = model::Role::system;
    entry.message.thread = name_;
    chat_.start(line, std::move(entry));
    ++messages_;
    at_ = At::head;
}

// A line of the block that is none of the words. False: it is.
bool Reader::take_part(const TextLine& line)
{
    auto* open = chat_.open();
    std::string_view rest;
    if (at_ == At::head && take_label(line.text, time_label, rest)) {
        TimeMark time;
        if (scan_bare_time(rest, time) && time.day == TimeMark::Day::known && time.local.exists())
            open->local = time.local;
        else {
            open->message.when.local = rest;
            remarks_.add(line.number, "bad-date", said("date '{}' does not exist", rest));
        }
    } else if (at_ == At::head && take_label(line.text, type_label, rest)) {
        open->extra.set("type", rest);
        if (rest == "system" || rest == "系统消息") open->message.role = model::Role::system;
    } else if (at_ == At::words && take_label(line.text, files_label, rest) && rest.ends_with("个文件")) {
        at_ = At::files;
    } else if (at_ == At::files && trim_line(line.text).starts_with("- ")) {
        const auto file = trim_line(line.text).substr(2);
        const auto colon = std::min(file.find(':'), file.size());
        const auto kind = trim_line(file.substr(0, colon));
        const auto* type = kind == "image" ? "image/*" : kind == "video" ? "video/*" : kind == "audio" ? "audio/*" : "";
        const auto name = colon < file.size() ? trim_line(file.substr(colon + 1)) : std::string_view();
        open->message.attachments.push_back({std::string(name), type, ""});
    } else
        return false;
    chat_.absorb(line);
    return true;
}

void Reader::take(const PeekLines& lines)
{
    const auto& line = lines.now();
    TimeMark time;
    std::string_view rest;
    if (is_blank_line(line.text)) {
        chat_.follow(line);
    } else if (is_head(line.text, lines.ahead(), time)) {
        start(line);
    } else if (at_ == At::heading || at_ == At::end) {
        take_heading(line);
    } else if (is_rule(line.text) && trim_line(lines.ahead()) == "导出完成") {
        at_ = At::end;
        chat_.structure(line);
    } else if (is_number(line.text) && is_blank_line(lines.before()) && trim_line(lines.ahead()).ends_with(':')) {
        chat_.structure(line);
    } else if (chat_.open() && take_part(line)) {
        return;
    } else if (at_ == At::head && take_label(line.text, words_label, rest)) {
        at_ = At::words;
        auto words = line;
        words.text = std::string(rest);
        rest.empty() ? chat_.absorb(line) : chat_.follow(words);
    } else {
        chat_.follow(line);
    }
}

void Reader::compare()
{
    const auto& declared = reading_.findings.declared;
    if (declared && *declared != messages_)
        reading_.warn(
            0, "declared-count",
            said("the file says it holds {} messages, {} were read: parts of it may have been cut away, or others put in",
                 *declared, messages_));
}

void Reader::run()
{
    auto& findings = reading_.findings;
    findings.encoding = encoding_of(reading_.file, reading_.options.encoding);
    findings.date_order = "YMD";
    PeekLines lines(reading_.file, findings.encoding);
    while (lines.next()) {
        ++findings.tally.total;
        take(lines);
    }
    chat_.finish();
    chat_.report(lines.faults());
    remarks_.finish();
    if (messages_ == 0)
        throw Error(ErrorKind::input, said("'{}' holds no chat of QQ", reading_.name),
                    said("export the chat as JSON with qq-chat-exporter"));
    compare();
}

int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    PeekLines lines(std::string_view(probe.text));
    bool named = false, titled = false;
    TimeMark time;
    for (int n = 0; n < 40 && lines.next(); ++n) {
        const auto& line = lines.now().text;
        named = named || trim_line(line).starts_with(signature);
        titled = titled || trim_line(line).starts_with(name_label);
        if ((named || titled) && is_head(line, lines.ahead(), time)) return 95;
    }
    return named && titled ? 90 : 0;
}

void read(Reading& reading)
{
    Reader(reading).run();
}

} // namespace

extern const Format format_qq_blocks;
const Format format_qq_blocks{"qq_blocks", "QQ chat as qq-chat-exporter's text (.txt)", 1, sniff, read};

} // namespace redress::ingest
