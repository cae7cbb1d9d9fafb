// One element of a WeChat chat in JSON as a message: WeFlow's and echotrace's, chatlog's, PyWxDump's, and the short lists
// made for training ({nickname, message, time}, {sender, content, timestamp}).
#pragma once

#include "ingest/json_elements.hpp"

#include <map>
#include <string>
#include <string_view>

namespace redress::ingest::wechat {

// What stands around the messages.
struct Session {
    std::string id, name, type;
    std::map<std::string, std::string> senders;    // number -> name, where a table of them stands apart
    std::map<std::string, std::string> sender_ids; // number -> account
};
void read_session(const Json& json, Session& session);
void add_senders(const Json& list, Session& session);

enum class Shape { none, weflow, chatlog, wxdump, brief };
// By the keys of an element.
Shape shape_of(std::string_view text, std::size_t at);

Taken read_element(std::string_view json, const Session& session, Draft& draft);

} // namespace redress::ingest::wechat
