// What WeChat messages are, whichever of its export programs wrote them: the app's own numbers, and the words each program
// has for them.
#pragma once

#include "model/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace redress::ingest::wechat {

enum class Kind {
    text,
    image,
    voice,
    video,
    sticker,
    file,
    location,
    card, // of a contact
    link, // a page, also of a channel or a program inside WeChat
    music,
    forward, // a bundle of messages
    applet,
    quote, // words in answer to a message
    transfer,
    red_packet,
    call,
    system,
    other
};

// Of the numbers WeChat keeps (Type and SubType; newer versions put both into one of 64 bits). subtype may be 0: unknown.
Kind kind_of(std::int64_t type, std::int64_t subtype);
// Of words: "图片", "图片消息", "(分享)小程序", "image". `other` for an empty or unknown one.
Kind kind_of(std::string_view word);

// "[图片]": what the app itself shows instead; empty for words.
std::string_view label(Kind kind);

// The kind of a body that is nothing but such a placeholder: "[图片]", "![图片](http://…)", "[文件|a.pdf](http://…)";
// `other` for anything else. name: what stands behind the bar.
Kind kind_of_placeholder(std::string_view body, std::string& name);

// Role, attachment and, where nothing else is there, the label as text. source: a path or address the export names.
void settle(Kind kind, std::string_view source, model::Message& message);
// The file's name of a path with / or \; empty for an address.
std::string file_name(std::string_view path);

} // namespace redress::ingest::wechat
