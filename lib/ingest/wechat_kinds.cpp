#include "ingest/wechat_kinds.hpp"

#include "base/text.hpp"
#include "ingest/chat_words.hpp"

#include <algorithm>
#include <iterator>

namespace redress::ingest::wechat {
namespace {

struct Part {
    std::string_view part;
    Kind kind;
};

// Looked for in this order anywhere in the word: "语音通话" is a call, "视频号" no video, "(分享)音乐" music.
constexpr Part parts[] = {{"系统", Kind::system},
                          {"撤回", Kind::system},
                          {"拍一拍", Kind::system},
                          {"邀请加群", Kind::system},
                          {"system", Kind::system},
                          {"recall", Kind::system},
                          {"revoke", Kind::system},
                          {"通话", Kind::call},
                          {"call", Kind::call},
                          {"voip", Kind::call},
                          {"视频号", Kind::link},
                          {"表情", Kind::sticker},
                          {"gif", Kind::sticker},
                          {"sticker", Kind::sticker},
                          {"emoji", Kind::sticker},
                          {"图片", Kind::image},
                          {"image", Kind::image},
                          {"picture", Kind::image},
                          {"photo", Kind::image},
                          {"语音", Kind::voice},
                          {"voice", Kind::voice},
                          {"audio", Kind::voice},
                          {"视频", Kind::video},
                          {"video", Kind::video},
                          {"文件", Kind::file},
                          {"红包", Kind::red_packet},
                          {"red packet", Kind::red_packet},
                          {"red_packet", Kind::red_packet},
                          {"hongbao", Kind::red_packet},
                          {"转账", Kind::transfer},
                          {"transfer", Kind::transfer},
                          {"名片", Kind::card},
                          {"公众号", Kind::card},
                          {"位置", Kind::location},
                          {"地图", Kind::location},
                          {"location", Kind::location},
                          {"引用", Kind::quote},
                          {"quote", Kind::quote},
                          {"reply", Kind::quote},
                          {"转发", Kind::forward},
                          {"聊天记录", Kind::forward},
                          {"forward", Kind::forward},
                          {"merge", Kind::forward},
                          {"小程序", Kind::applet},
                          {"mini", Kind::applet},
                          {"applet", Kind::applet},
                          {"音乐", Kind::music},
                          {"music", Kind::music},
                          {"链接", Kind::link},
                          {"图文", Kind::link},
                          {"分享", Kind::link},
                          {"link", Kind::link},
                          {"share", Kind::link},
                          {"card", Kind::card},
                          {"contact", Kind::card},
                          {"file", Kind::file},
                          {"文本", Kind::text},
                          {"文字", Kind::text},
                          {"text", Kind::text}};

Kind kind_of_app(std::int64_t subtype)
{
    switch (subtype) {
    case 1:
    case 53: return Kind::text; // a link without a page; a list people add themselves to
    case 2: return Kind::image;
    case 3:
    case 76:
    case 92: return Kind::music;
    case 6:
    case 74: return Kind::file;
    case 8: return Kind::sticker;
    case 17: return Kind::location;
    case 19: return Kind::forward;
    case 33:
    case 36: return Kind::applet;
    case 57: return Kind::quote;
    case 62: return Kind::system; // a pat
    case 2000: return Kind::transfer;
    case 2001: return Kind::red_packet;
    case 0: return Kind::other;
    default: return Kind::link;
    }
}

std::string_view media_type(Kind kind)
{
    switch (kind) {
    case Kind::image:
    case Kind::sticker: return "image/*";
    case Kind::voice: return "audio/*";
    case Kind::video: return "video/*";
    default: return "";
    }
}

} // namespace

Kind kind_of(std::int64_t type, std::int64_t subtype)
{
    if (type > 0xFFFFFFFF) {
        subtype = type >> 32;
        type &= 0xFFFFFFFF;
    }
    switch (type) {
    case 1: return Kind::text;
    case 3: return Kind::image;
    case 34: return Kind::voice;
    case 42:
    case 66: return Kind::card;
    case 43:
    case 62: return Kind::video;
    case 47: return Kind::sticker;
    case 48: return Kind::location;
    case 49: return kind_of_app(subtype);
    case 50:
    case 52:
    case 53: return Kind::call;
    case 10000:
    case 10002:
    case 11000: return Kind::system;
    default: return Kind::other;
    }
}

Kind kind_of(std::string_view word)
{
    const auto lower = text::lower_ascii(text::trim(word));
    for (const auto& part : parts)
        if (lower.find(part.part) != std::string::npos) return part.kind;
    return Kind::other;
}

std::string_view label(Kind kind)
{
    switch (kind) {
    case Kind::image: return "[图片]";
    case Kind::voice: return "[语音]";
    case Kind::video: return "[视频]";
    case Kind::sticker: return "[动画表情]";
    case Kind::file: return "[文件]";
    case Kind::location: return "[位置]";
    case Kind::card: return "[名片]";
    case Kind::link: return "[链接]";
    case Kind::music: return "[音乐]";
    case Kind::forward: return "[聊天记录]";
    case Kind::applet: return "[小程序]";
    case Kind::quote: return "[引用]";
    case Kind::transfer: return "[转账]";
    case Kind::red_packet: return "[红包]";
    case Kind::call: return "[通话]";
    case Kind::text:
    case Kind::system:
    case Kind::other: return "";
    }
    return "";
}

Kind kind_of_placeholder(std::string_view body, std::string& name)
{
    name.clear();
    body = text::trim(body);
    if (body.starts_with('!')) body.remove_prefix(1);
    const auto close = body.find(']');
    if (!body.starts_with('[') || close == std::string_view::npos || close > 400) return Kind::other;
    const auto behind = text::trim(body.substr(close + 1));
    const bool address = behind.starts_with('(') && behind.ends_with(')') && behind.find('\n') == std::string_view::npos;
    if (!behind.empty() && !address) return Kind::other;
    auto word = body.substr(1, close - 1);
    if (const auto bar = word.find('|'); bar != std::string_view::npos) {
        name = word.substr(bar + 1);
        word = word.substr(0, bar);
    }
    // An emoji of the app stands in such brackets too: "[破涕为笑]".
    const auto kind = text::count_code_points(word) <= 8 ? kind_of(word) : Kind::other;
    return kind == Kind::text || kind == Kind::system ? Kind::other : kind;
}

std::string file_name(std::string_view path)
{
    if (path.find("://") != std::string_view::npos) return {};
    return std::string(path.substr(path.find_last_of("/\\") + 1));
}

void settle(Kind kind, std::string_view source, model::Message& message)
{
    if (kind == Kind::system) {
        message.role = model::Role::system;
        if (!recalled_by(text::trim(message.text)).empty()) message.deleted = true;
    }
    const bool sent =
        kind == Kind::image || kind == Kind::voice || kind == Kind::video || kind == Kind::sticker || kind == Kind::file;
    if (sent && message.attachments.empty())
        message.attachments.push_back({file_name(source), std::string(media_type(kind)), ""});
    if (text::trim(message.text).empty()) message.text = label(kind);
}

} // namespace redress::ingest::wechat
