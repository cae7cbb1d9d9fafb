#include "ingest/wechat_txt_head.hpp"

#include "ingest/chat_lines.hpp"
#include "ingest/stamp_scan.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace redress::ingest::wechat {
namespace {

bool is_full(const TimeMark& time)
{
    return time.day == TimeMark::Day::known && time.clock && time.seconds;
}

// "2026-03-05 10:00:00 " and what stands behind it.
bool time_first(std::string_view line, TextHead& head)
{
    Cursor in(line);
    in.marks();
    if (!in.at_digit() || !scan_time_mark(line, in.at(), head.time) || !is_full(head.time)) return false;
    head.stamp = line.substr(head.time.begin, head.time.end - head.time.begin);
    const auto rest = line.substr(head.time.end);
    head.name = trim_line(rest);
    return !head.name.empty() && space_length(rest, 0) > 0;
}

bool quoted_head(std::string_view line, TextHead& head)
{
    if (!time_first(line, head) || head.name.size() < 2) return false;
    if (head.name.front() != '\'' || head.name.back() != '\'') return false;
    head.name = head.name.substr(1, head.name.size() - 2);
    return true;
}

bool is_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-' || c == '@' ||
               c == '.';
    });
}

// "name(id)": the last parenthesis.
bool split_id(std::string_view& name, std::string_view& id)
{
    if (!name.ends_with(')')) return false;
    const auto open = name.rfind('(');
    if (open == std::string_view::npos) return false;
    const auto inner = name.substr(open + 1, name.size() - open - 2);
    if (!is_id(inner) && inner != "我" && inner != "系统消息") return false;
    id = inner;
    name = trim_line(name.substr(0, open));
    return true;
}

bool chatlog_head(std::string_view line, TextHead& head)
{
    NamedHead named;
    if (line.starts_with('>') || !scan_named_head(line, named) || !named.rest.empty() || !named.to.empty()) return false;
    if (!named.time.seconds || named.time.day == TimeMark::Day::open) return false;
    head.time = named.time;
    head.stamp = line.substr(named.time.begin, named.time.end - named.time.begin);
    head.name = named.name;
    if (head.name.ends_with(']'))
        if (const auto open = head.name.rfind(" ["); open != std::string_view::npos) {
            head.room = head.name.substr(open + 2, head.name.size() - open - 3);
            if (!split_id(head.room, head.room_id)) std::swap(head.room, head.room_id);
            head.name = trim_line(head.name.substr(0, open));
        }
    return split_id(head.name, head.id) || is_id(head.name) || head.name == "我" || head.name == "系统消息";
}

bool dumped_head(std::string_view line, TextHead& head)
{
    const auto last = std::min<std::size_t>(line.size(), 200);
    for (auto colon = line.find(':'); colon < last; colon = line.find(':', colon + 1)) {
        if (colon == 0 || !scan_time_mark(line, colon + 1, head.time) || !is_full(head.time)) continue;
        if (head.time.end >= line.size() || line[head.time.end] != ':') continue;
        head.stamp = line.substr(head.time.begin, head.time.end - head.time.begin);
        head.words = line.substr(head.time.end + 1);
        head.name = trim_line(line.substr(0, colon));
        if (const auto bar = head.name.find('|'); bar <= 6) {
            const auto digits = head.name.substr(0, bar);
            const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), head.type);
            if (code == std::errc{} && end == digits.data() + digits.size()) head.name = head.name.substr(bar + 1);
        }
        return !head.name.empty();
    }
    return false;
}

} // namespace

bool scan_text_head(Grammar grammar, std::string_view line, TextHead& head)
{
    head = {};
    switch (grammar) {
    case Grammar::quoted: return quoted_head(line, head);
    case Grammar::plain: return time_first(line, head);
    case Grammar::chatlog: return chatlog_head(line, head);
    case Grammar::dumped: return dumped_head(line, head);
    }
    return false;
}

} // namespace redress::ingest::wechat
