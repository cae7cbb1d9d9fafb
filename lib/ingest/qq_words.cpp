#include "ingest/qq_words.hpp"

#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/columns.hpp"

#include <algorithm>

namespace redress::ingest::qq {
namespace {

constexpr std::string_view title_open = "【", title_close = "】";

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The number or address at the end: the last parenthesis, since a nick may hold others.
std::string_view take_id(std::string_view& name)
{
    const char close = name.empty() ? '\0' : name.back();
    const auto open = close == ')' ? name.rfind('(') : close == '>' ? name.rfind('<') : std::string_view::npos;
    if (open == std::string_view::npos) return {};
    const auto id = name.substr(open + 1, name.size() - open - 2);
    const bool number = close == ')' && id.size() >= 4 && id.size() <= 12 && all_digits(id);
    const bool address = close == '>' && id.find('@') != std::string_view::npos && id.find(' ') == std::string_view::npos;
    if (!number && !address) return {};
    name = name.substr(0, open);
    return id;
}

} // namespace

Name read_name(std::string_view written)
{
    Name out;
    auto name = trim_line(written);
    out.id = take_id(name);
    const auto whole = name;
    while (name.starts_with(title_open)) {
        const auto close = name.find(title_close);
        if (close == std::string_view::npos) break;
        if (!out.title.empty()) out.title += ' ';
        out.title += name.substr(title_open.size(), close - title_open.size());
        name.remove_prefix(close + title_close.size());
    }
    if (name.empty() && out.id.empty()) { // the whole nick is in such brackets
        name = whole;
        out.title.clear();
    }
    const auto clean = text::clean_header(name);
    out.nick = text::trim(clean);
    return out;
}

void set_sender(std::string_view written, std::string_view to, ChatEntry& entry)
{
    std::string joined(written);
    if (!to.empty()) joined.append(" --> ").append(to); // no direction in QQ: it is part of the nick
    const auto name = read_name(to.empty() ? written : std::string_view(joined));
    entry.message.sender = name.nick.empty() ? name.id : name.nick;
    if (name.id == "10000" || name.id == "1000000" || (name.id.empty() && name.nick == "系统消息"))
        entry.message.role = model::Role::system;
    put_text(entry.extra, "sender_id", name.id);
    put_text(entry.extra, "sender_title", name.title);
}

void settle(ChatEntry& entry)
{
    auto& message = entry.message;
    const auto body = trim_line(message.text);
    if (!recalled_by(body).empty()) {
        message.deleted = true;
        return;
    }
    const bool one_line = body.find('\n') == std::string_view::npos;
    if (one_line && (body.ends_with("加入本群。") || body.ends_with("加入了本群。") || body.ends_with("退出了本群。")))
        message.role = model::Role::system;
    add_left_out(message);
}

} // namespace redress::ingest::qq
