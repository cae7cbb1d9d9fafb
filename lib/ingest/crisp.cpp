// Conversations of Crisp, as its API answers.
// Shapes: docs.crisp.chat, REST API, Get Messages In Conversation, and the wrapper Crisp keeps (node-crisp-api); seen
// 2026-11.
#include "base/text.hpp"
#include "ingest/desk.hpp"

#include <fmt/format.h>

namespace redress::ingest {
namespace {

using desk::Element;
using desk::Keys;
using desk::People;
using desk::Talk;

bool is_message(const Keys& keys)
{
    return keys.has("from") && keys.has("content") && keys.has_any("fingerprint|session_id|website_id|origin") &&
           keys.has("type");
}

bool is_talk(const Keys& keys)
{
    return keys.has("session_id") && keys.has("messages") && !keys.has("content");
}

void enter(Talk& talk, People&)
{
    talk.id = talk.head["session_id"].string_or("");
    talk.name = talk.head["meta"]["subject"].string_or(talk.head["topic"].string_or(""));
}

// What is no plain text: a file, a choice that was offered, an event of the conversation.
std::string words_of(const Json& content)
{
    if (const auto text = content.string()) return *text;
    auto out = content["text"].string_or("");
    for (const auto* list : {"choices", "targets"})
        for (const auto& choice : content[list].items()) {
            const auto label = choice["label"].string_or(choice["title"].string_or(""));
            if (!label.empty()) out += (out.empty() ? "- " : "\n- ") + label;
        }
    if (auto value = content["value"].string_or(""); !value.empty()) out += (out.empty() ? "" : "\n") + value;
    if (auto explain = content["explain"].string_or(""); out.empty()) out = std::move(explain);
    if (auto name = content["namespace"].string_or(""); !name.empty()) out = out.empty() ? name : name + ": " + out;
    return out;
}

void take_file(const std::string& kind, const Json& content, model::Message& message)
{
    if (kind != "file" && kind != "animation" && kind != "audio") return;
    auto type = content["type"].string_or("");
    if (type.empty() && kind != "file") type = kind == "audio" ? "audio/*" : "image/*";
    message.attachments.push_back({desk::file_name(content, "name|url"), std::move(type), ""});
    message.text.clear();
}

void set_sender(const Json& json, const Talk& talk, Draft& draft)
{
    auto& message = desk::message_of(draft);
    const auto from = json["from"].string_or("");
    message.role = from == "user" ? model::Role::buyer : from == "operator" ? model::Role::seller : model::Role::unknown;
    // What a bot or a campaign sends in an operator's name.
    if (from == "operator" && json["automated"].boolean().value_or(false)) message.role = model::Role::platform;
    message.sender = json["user"]["nickname"].string_or("");
    if (message.sender.empty() && from == "user")
        message.sender = talk.head["meta"]["nickname"].string_or(talk.head["meta"]["email"].string_or(""));
    if (message.sender.empty()) message.sender = from;
    put_text(draft.record.extra, "sender_id", scalar_text(json["user"]["user_id"]));
}

Element read_message(const Json& json, Talk& talk, People&)
{
    Element out;
    auto& message = desk::message_of(out.draft);
    auto& extra = out.draft.record.extra;
    const auto kind = json["type"].string_or("text");
    message.thread = json["session_id"].string_or(talk.id);
    message.native_id = scalar_text(json["fingerprint"]);
    message.text = words_of(json["content"]);
    take_file(kind, json["content"], message);
    set_sender(json, talk, out.draft);
    desk::set_time(out, json["timestamp"]);
    message.edited = json["edited"].boolean().value_or(false);
    put_text(extra, "thread_name", talk.name);
    put_text(extra, "channel", json["origin"].string_or(""));
    if (kind != "text") put_text(extra, "content_type", kind);
    if (kind == "note") desk::set_private(out.draft);
    if (kind == "event") {
        message.role = model::Role::system;
        out.outcome = Outcome::system;
    }
    out.draft.raw_body = message.text;
    return out;
}

constexpr desk::Manners manners{
    .what = form("no export of Crisp: no message is in it"),
    .lists = "data|messages|conversations|history",
    .inner = "",
    .openings = "",
    .ratings = "",
    .opens_last = false,
    .is_message = is_message,
    .is_talk = is_talk,
    .enter = enter,
    .read = read_message,
    .open = nullptr,
    .rate = nullptr,
};

int sniff(const Probe& probe)
{
    return desk::looks_like(probe, manners) ? 92 : 0;
}

void read(Reading& reading)
{
    desk::read(reading, manners);
}

} // namespace

extern const Format format_crisp;
const Format format_crisp{"crisp", "Crisp conversations (JSON)", 1, sniff, read};

} // namespace redress::ingest
