#include "ingest/wangwang_words.hpp"

#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/columns.hpp"

#include <algorithm>
#include <iterator>

namespace redress::ingest::wangwang {
namespace {

constexpr std::string_view sites[] = {"cntaobao", "enaliint", "cnalichn"};
constexpr std::string_view states[] = {"已读", "未读", "发送中", "[已读]", "[未读]", "送达"};
constexpr std::string_view notices[] = {"商品推荐",       "机器人",         "欢迎语",
                                        "以上为历史消息", "以上是历史消息", "以上为打招呼内容"};
constexpr std::string_view notice_starts[] = {"当前用户来自", "原因：【", "原因:【", "以上为历史消息", "以上是历史消息"};

template <typename List> bool is_in(const List& list, std::string_view line)
{
    return std::find(std::begin(list), std::end(list), line) != std::end(list);
}

// Said by the service and by nobody: "由 服务助手 转交给 店铺:客服B".
bool is_certain_notice(std::string_view line)
{
    if (line.find('\n') != std::string_view::npos || line.size() > 300) return false;
    const bool handed_over = line.starts_with("由") && line.find("转交给") != std::string_view::npos;
    return handed_over || std::any_of(std::begin(notice_starts), std::end(notice_starts),
                                      [&](auto start) { return line.starts_with(start); });
}

} // namespace

Name read_name(std::string_view written)
{
    Name out;
    const auto clean = text::clean_header(written);
    auto name = text::trim(clean);
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') name = text::trim(name.substr(1, name.size() - 2));
    for (const auto site : sites)
        if (name.size() > site.size() && name.starts_with(site)) {
            out.site = site;
            name.remove_prefix(site.size());
            break;
        }
    out.sender = name;
    const std::string_view colon = name.find(':') != std::string_view::npos ? ":" : "：";
    const auto at = name.find(colon);
    if (at == std::string_view::npos || at == 0 || at + colon.size() >= name.size()) return out;
    out.account = text::trim(name.substr(0, at));
    out.sub_account = text::trim(name.substr(at + colon.size()));
    return out;
}

void set_sender(std::string_view written, std::string_view to, ChatEntry& entry)
{
    const auto name = read_name(written);
    entry.message.sender = name.sender;
    put_text(entry.extra, "site", name.site);
    put_text(entry.extra, "account", name.account);
    put_text(entry.extra, "sub_account", name.sub_account);
    if (!to.empty()) put_text(entry.extra, "to", read_name(to).sender);
}

void settle(ChatEntry& entry)
{
    const auto body = trim_line(entry.message.text);
    if (!recalled_by(body).empty())
        entry.message.deleted = true;
    else if (is_certain_notice(body))
        entry.message.role = model::Role::system;
    else
        add_left_out(entry.message);
}

Manners::Line own_line(std::string_view line, ChatEntry& notice)
{
    if (is_in(states, line)) return Manners::Line::status;
    const auto who = recalled_by(line);
    if (who.empty() && !is_in(notices, line) && !is_certain_notice(line)) return Manners::Line::words;
    notice.message.sender = who;
    notice.message.role = model::Role::system;
    return Manners::Line::notice;
}

} // namespace redress::ingest::wangwang
