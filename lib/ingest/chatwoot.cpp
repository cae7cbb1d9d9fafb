// Conversations of Chatwoot, as its API answers and its webhooks send them.
// Shapes: chatwoot swagger, message.yml and conversation.yml; seen 2026-11.
#include "base/text.hpp"
#include "ingest/desk.hpp"

namespace redress::ingest {
namespace {

using desk::Element;
using desk::Keys;
using desk::People;
using desk::Talk;

bool is_message(const Keys& keys)
{
    return keys.has("message_type") && keys.has_any("content|attachments|content_type") &&
           keys.has_any("conversation_id|inbox_id|sender|sender_type|private|content_attributes|account_id|conversation");
}

bool is_talk(const Keys& keys)
{
    return keys.has("messages") && keys.has_any("inbox_id|meta|account_id|can_reply|contact_inbox|display_id");
}

void enter(Talk& talk, People&)
{
    talk.id = scalar_text(talk.head["display_id"].is_null() ? talk.head["id"] : talk.head["display_id"]);
    talk.name = talk.head["additional_attributes"]["mail_subject"].string_or("");
}

enum class Kind { incoming, outgoing, activity, automatic, unknown };
Kind kind_of(const Json& message)
{
    const auto type = scalar_text(message["message_type"]);
    if (type == "0" || type == "incoming") return Kind::incoming;
    if (type == "1" || type == "outgoing") return Kind::outgoing;
    if (type == "2" || type == "activity") return Kind::activity;
    if (type == "3" || type == "template") return Kind::automatic;
    return Kind::unknown;
}

bool is_bot(const Json& message)
{
    const auto type = text::lower_ascii(message["sender_type"].string_or(message["sender"]["type"].string_or("")));
    return type == "agentbot" || type == "agent_bot" || type == "captain::assistant" || type == "captain_assistant";
}

model::Role role_of(const Json& message)
{
    switch (kind_of(message)) {
    case Kind::incoming: return model::Role::buyer;
    case Kind::outgoing: return is_bot(message) ? model::Role::platform : model::Role::seller;
    case Kind::activity: return model::Role::system;
    // Greetings and questions the desk asks by itself; of WhatsApp, what an agent picked.
    case Kind::automatic:
        return message["sender"].is_object() && !is_bot(message) ? model::Role::seller : model::Role::platform;
    case Kind::unknown: return model::Role::unknown;
    }
    return model::Role::unknown;
}

void set_sender(const Json& json, const Talk& talk, Draft& draft)
{
    auto& message = desk::message_of(draft);
    const auto& sender = json["sender"];
    const auto take = [&](const Json& name) {
        if (message.sender.empty()) message.sender = name.string_or("");
    };
    for (const auto* key : {"name", "available_name", "email", "phone_number"}) take(sender[key]);
    if (kind_of(json) == Kind::incoming)
        for (const auto* key : {"name", "email", "phone_number"}) take(talk.head["meta"]["sender"][key]);
    const auto id = scalar_text(sender["id"].is_null() ? json["sender_id"] : sender["id"]);
    if (message.sender.empty() && message.role != model::Role::system) message.sender = id;
    put_text(draft.record.extra, "sender_id", id);
    put_text(draft.record.extra, "from_address", sender["email"].string_or(""));
}

void take_files(const Json& json, model::Message& message)
{
    for (const auto& file : json["attachments"].items()) {
        const auto type = file["file_type"].string_or("");
        const bool media = type == "image" || type == "audio" || type == "video";
        message.attachments.push_back(
            {desk::file_name(file, "file_name|fallback_title|data_url"), media ? type + "/*" : "", ""});
    }
}

Element read_message(const Json& json, Talk& talk, People&)
{
    Element out;
    auto& message = desk::message_of(out.draft);
    auto& extra = out.draft.record.extra;
    const auto& attributes = json["content_attributes"];
    message.thread = scalar_text(json["conversation_id"]);
    for (const auto& id : {json["conversation"]["display_id"], json["conversation"]["id"]})
        if (message.thread.empty()) message.thread = scalar_text(id);
    if (message.thread.empty()) message.thread = talk.id;
    message.native_id = scalar_text(json["id"]);
    message.role = role_of(json);
    set_sender(json, talk, out.draft);
    message.text = json["content"].string_or("");
    message.deleted = attributes["deleted"].boolean().value_or(false);
    take_files(json, message);
    desk::set_time(out, json["created_at"]);
    if (json["private"].boolean().value_or(false)) desk::set_private(out.draft);
    put_text(extra, "thread_name", talk.name);
    put_text(extra, "reply_to", scalar_text(attributes["in_reply_to"]));
    put_text(extra, "subject", attributes["email"]["subject"].string_or(""));
    put_text(extra, "status", json["status"].string_or(""));
    if (const auto type = json["content_type"].string_or("text"); type != "text") put_text(extra, "content_type", type);
    if (message.role == model::Role::system) out.outcome = Outcome::system;
    out.draft.raw_body = message.text;
    return out;
}

constexpr desk::Manners manners{
    .what = form("no export of Chatwoot: no message is in it"),
    .lists = "payload|data|messages|conversations|message",
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
    return desk::looks_like(probe, manners) ? 94 : 0;
}

void read(Reading& reading)
{
    desk::read(reading, manners);
}

} // namespace

extern const Format format_chatwoot;
const Format format_chatwoot{"chatwoot", "Chatwoot conversations (JSON)", 1, sniff, read};

} // namespace redress::ingest
