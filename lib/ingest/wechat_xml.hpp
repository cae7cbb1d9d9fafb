// The XML WeChat keeps in place of words: quotes, files, links, transfers, recalls.
#pragma once

#include "ingest/wechat_kinds.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace redress::ingest::wechat {

struct Body {
    Kind kind = Kind::other; // as far as the XML says
    std::string text;        // what a person saw
    std::string file;        // name of what was sent
    Json extra = Json::object();
};

// nullopt: no XML of WeChat's, or one that declares a document type (nothing in it is expanded or fetched).
// "wxid_abc:\n<msg>…": whose it is in a group stands before it and becomes extra.sender_id.
std::optional<Body> read_xml(std::string_view body);

// Puts what a message's body says into it: XML becomes words, and what the export knows of its kind is settled. raw: the
// body as written, when it was XML.
void set_body(Kind kind, std::string_view body, std::string_view source, model::Message& message, Json& extra);

} // namespace redress::ingest::wechat
