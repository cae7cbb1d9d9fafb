// WeChat chats as text: WeFlow and echotrace, MemoTrace, chatlog, wechat-dump. What is copied out of WeChat's own window is
// read by ingest/name_time.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/chat_lines.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/columns.hpp"
#include "ingest/wechat_quote.hpp"
#include "ingest/wechat_txt_head.hpp"
#include "ingest/wechat_xml.hpp"

#include <algorithm>
#include <functional>
#include <unordered_set>

namespace redress::ingest {
namespace {

using wechat::Grammar;
using wechat::TextHead;

constexpr std::size_t most_names = 100000;
constexpr std::uint64_t lines_to_see = 400;

struct Survey {
    std::uint64_t heads = 0, behind_blank = 0, followed = 0, before = 0; // before: lines above the first head
    std::uint64_t signs = 0;                                             // what only WeChat's programs write
    std::uint64_t strangers = 0;                                         // what only QQ writes
    std::unordered_set<std::string> speakers;                            // names with words of their own below them

    // Where messages are kept apart by blank lines, a head amid a message was pasted into it.
    bool accepts(bool behind) const { return behind || heads < 4 || behind_blank * 10 < heads * 9; }
};

bool is_notice(std::string_view text)
{
    static constexpr std::string_view parts[] = {"撤回了一条消息", "拍了拍",     "打招呼",     "加入了群聊", "邀请",
                                                 "可以开始聊天",   "红包",       "你已添加了", "修改群名",   "移出了群聊",
                                                 "朋友验证",       "被对方拒收", "语音通话",   "视频通话"};
    return std::any_of(std::begin(parts), std::end(parts),
                       [&](auto part) { return text.find(part) != std::string_view::npos; });
}

bool is_account(std::string_view id)
{
    return id.starts_with("wxid_") || id.starts_with("gh_") || id.find("@chatroom") != std::string_view::npos ||
           id.find("@openim") != std::string_view::npos || id == "我" || id == "系统消息";
}

bool has_qq_number(std::string_view name)
{
    if (!name.ends_with(')')) return name.ends_with('>') && name.find('@') != std::string_view::npos;
    const auto open = name.rfind('(');
    const auto digits = open == std::string_view::npos ? open : name.find_first_not_of("0123456789", open + 1);
    return digits == name.size() - 1 && name.size() - open > 5;
}

void count_signs(Grammar grammar, const TextHead& head, bool empty, Survey& out)
{
    const bool letter = !head.id.empty() && (head.id.front() | 0x20) >= 'a' && (head.id.front() | 0x20) <= 'z';
    switch (grammar) {
    case Grammar::quoted:
    case Grammar::dumped: ++out.signs; return;
    case Grammar::chatlog:
        out.signs += is_account(head.id) || is_account(head.name) || !head.room.empty() ||
                     (letter && head.time.day == TimeMark::Day::none);
        return;
    case Grammar::plain:
        out.strangers += has_qq_number(head.name) || head.name.starts_with("【");
        out.signs += head.name.starts_with("wxid_") || (empty && is_notice(head.name));
        return;
    }
}

bool is_sign(std::string_view line)
{
    line = trim_line(line);
    return line == "[表情包]" || line == "[音乐分享]" || line.starts_with("引用:") || line.starts_with("[链接]:title:");
}

Survey survey(PeekLines& lines, Grammar grammar, std::uint64_t most_lines)
{
    Survey out;
    TextHead head, next;
    bool behind_blank = true;
    for (std::uint64_t n = 0; n < most_lines && lines.next(); ++n) {
        const auto& line = lines.now().text;
        const bool blank = is_blank_line(line);
        if (wechat::scan_text_head(grammar, line, head)) {
            const bool empty = is_blank_line(lines.ahead()) || wechat::scan_text_head(grammar, lines.ahead(), next);
            const bool words = !empty || !trim_line(head.words).empty();
            ++out.heads;
            out.behind_blank += behind_blank;
            out.followed += words;
            if (words && out.speakers.size() < most_names) out.speakers.emplace(head.name);
            count_signs(grammar, head, empty, out);
        } else if (!blank) {
            out.before += out.heads == 0;
            out.strangers += out.heads == 0 && line.find("消息记录") != std::string::npos;
            if (grammar == Grammar::plain) out.signs += is_sign(line);
        }
        behind_blank = blank;
    }
    return out;
}

struct Choice {
    Grammar grammar = Grammar::plain;
    int certainty = 0;
};

Choice choose(const std::function<Survey(Grammar)>& look)
{
    static constexpr struct {
        Grammar grammar;
        int certainty;
    } grammars[] = {{Grammar::quoted, 93}, {Grammar::dumped, 88}, {Grammar::chatlog, 86}, {Grammar::plain, 77}};
    for (const auto& g : grammars) {
        const auto seen = look(g.grammar);
        if (seen.heads == 0 || seen.before > 1 || seen.strangers > 0 || seen.signs == 0) continue;
        if (g.grammar != Grammar::plain && seen.followed * 2 < seen.heads) continue;
        if (g.grammar == Grammar::plain && seen.speakers.empty()) continue;
        return {g.grammar, g.certainty};
    }
    return {};
}

// "[链接]:title:…" and three lines more, each behind twelve blanks.
bool take_link(model::Message& message, Json& extra)
{
    if (!trim_line(message.text).starts_with("[链接]:title:")) return false;
    std::string words;
    for (auto line : text::split(message.text, '\n')) {
        line = trim_line(line);
        for (const std::string_view key : {"[链接]:title:", "description:", "url:", "name:"}) {
            if (!line.starts_with(key)) continue;
            const auto value = line.substr(key.size());
            if (value.empty() || value == "None") break;
            if (key == "url:") extra.set("url", value);
            if (key == "name:")
                extra.set("app", value);
            else
                words.append(words.empty() ? "[链接] " : "\n").append(value);
            break;
        }
    }
    message.text = words.empty() ? std::string(wechat::label(wechat::Kind::link)) : words;
    return true;
}

void settle(ChatEntry& entry)
{
    auto& message = entry.message;
    if (!recalled_by(trim_line(message.text)).empty()) message.deleted = true;
    if (message.role == model::Role::system || message.deleted || take_link(message, entry.extra)) return;
    if (const auto type = entry.extra["type"].integer()) {
        const std::string body = message.text;
        wechat::set_body(wechat::kind_of(*type, 0), body, {}, message, entry.extra);
        return;
    }
    std::string words = message.text;
    if (wechat::take_quote(words, entry.extra)) message.text = words;
    std::string file;
    const auto kind = wechat::kind_of_placeholder(message.text, file);
    if (kind != wechat::Kind::other) wechat::settle(kind, file, message);
}

class Reader {
public:
    Reader(Reading& reading, Grammar grammar, Survey seen)
        : reading_(reading), grammar_(grammar), survey_(std::move(seen)), chat_(reading, settle), remarks_(reading)
    {}
    void run();

private:
    void start(const PeekLines& lines, const TextHead& head);
    void set_time(const TextLine& line, const TextHead& head, ChatEntry& entry);

    Reading& reading_;
    Grammar grammar_;
    Survey survey_;
    ChatLines chat_;
    Remarks remarks_;
};

void Reader::set_time(const TextLine& line, const TextHead& head, ChatEntry& entry)
{
    if (head.time.day == TimeMark::Day::known && head.time.local.exists()) {
        entry.local = head.time.local;
        return;
    }
    entry.message.when.local = text::trim(text::clean_header(head.stamp));
    if (head.time.day == TimeMark::Day::known)
        remarks_.add(line.number, "bad-date", said("date '{}' does not exist", entry.message.when.local));
    else
        remarks_.add(
            line.number, "no-date",
            said("a time without a year: the message is left without a time; export as CSV or JSON, or a range that "
                 "begins in the year before, which makes chatlog write years"));
}

void Reader::start(const PeekLines& lines, const TextHead& head)
{
    const auto& line = lines.now();
    ChatEntry entry;
    auto& message = entry.message;
    message.sender = text::trim(text::clean_header(head.name));
    if (head.id == "我")
        entry.extra.set("self", true);
    else
        put_text(entry.extra, "sender_id", head.id);
    message.thread = head.room_id;
    put_text(entry.extra, "thread_name", head.room);
    if (head.type > 0) entry.extra.set("type", head.type);
    entry.body = head.words;
    set_time(line, head, entry);
    TextHead next;
    const bool alone = is_blank_line(lines.ahead()) || wechat::scan_text_head(grammar_, lines.ahead(), next);
    if (message.sender == "系统消息" || message.sender == "系统" || head.id == "系统消息")
        message.role = model::Role::system;
    else if (grammar_ == Grammar::plain && alone && survey_.speakers.count(std::string(head.name)) == 0) {
        message.role = model::Role::system; // words of the app, on the line of the time
        entry.body = head.name;
        message.sender.clear();
    }
    chat_.start(line, std::move(entry));
}

void Reader::run()
{
    auto& findings = reading_.findings;
    findings.date_order = "YMD";
    PeekLines lines(reading_.file, findings.encoding);
    bool behind_blank = true;
    TextHead head;
    while (lines.next()) {
        ++findings.tally.total;
        const auto& line = lines.now();
        const bool looks = wechat::scan_text_head(grammar_, line.text, head);
        if (looks && survey_.accepts(behind_blank))
            start(lines, head);
        else {
            if (looks)
                remarks_.add(line.number, "not-a-head",
                             said("begins with a time, but was taken for words of the message above"), Severity::note);
            chat_.follow(line);
        }
        behind_blank = is_blank_line(line.text);
    }
    chat_.finish();
    chat_.report(lines.faults());
    remarks_.finish();
}

int sniff(const Probe& probe)
{
    if (probe.text.empty()) return 0;
    return choose([&](Grammar grammar) {
               PeekLines lines(std::string_view(probe.text));
               return survey(lines, grammar, lines_to_see);
           })
        .certainty;
}

void read(Reading& reading)
{
    auto& findings = reading.findings;
    findings.encoding = encoding_of(reading.file, reading.options.encoding);
    const auto look = [&](Grammar grammar, std::uint64_t most) {
        PeekLines lines(reading.file, findings.encoding);
        return survey(lines, grammar, most);
    };
    const auto choice = choose([&](Grammar grammar) { return look(grammar, lines_to_see); });
    auto seen = look(choice.grammar, UINT64_MAX);
    if (seen.heads == 0)
        throw Error(ErrorKind::input, said("'{}' holds no message of a WeChat export", reading.name),
                    said("chats copied out of WeChat's window are --from name_time"));
    Reader(reading, choice.grammar, std::move(seen)).run();
}

} // namespace

extern const Format format_wechat_txt;
const Format format_wechat_txt{"wechat_txt", "WeChat chat as text (WeFlow, echotrace, MemoTrace, chatlog, wechat-dump)", 1,
                               sniff, read};

} // namespace redress::ingest
