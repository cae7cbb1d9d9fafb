// Conversations and tickets of Intercom, as its API and its exports give them.
// Shapes: Intercom-OpenAPI, conversation, conversation_part, conversation_source; seen 2026-11.
#include "base/text.hpp"
#include "ingest/desk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace redress::ingest {
namespace {

using desk::Element;
using desk::Keys;
using desk::People;
using desk::Talk;

bool is_message(const Keys& keys)
{
    return keys.has("part_type");
}

bool is_talk(const Keys& keys)
{
    const bool parts = keys.has_any("conversation_parts|ticket_parts"), first = keys.has_any("source|conversation_message");
    if (keys.type == "conversation") return parts || first;
    return keys.has("id") && keys.has("created_at") && ((parts && keys.type == "ticket") || (parts && first));
}

void enter(Talk& talk, People& people)
{
    const auto& head = talk.head;
    talk.id = scalar_text(head["id"]);
    for (const auto& name : {head["title"], head["ticket_attributes"]["_default_title_"]})
        if (talk.name.empty()) talk.name = desk::text_of_html(name.string_or(""));
    for (const auto* who : {"user", "assignee"}) desk::learn(people, head[who]);
    for (const auto& contact : head["contacts"]["contacts"].items()) desk::learn(people, contact);
}

model::Role role_of(std::string_view type)
{
    if (type == "user" || type == "lead" || type == "contact" || type == "guest" || type == "visitor")
        return model::Role::buyer;
    if (type == "admin" || type == "teammate" || type == "team") return model::Role::seller;
    if (type == "bot" || type == "operator" || type == "fin" || type == "workflow") return model::Role::platform;
    return model::Role::unknown;
}

void set_author(const Json& author, People& people, Draft& draft)
{
    auto& message = desk::message_of(draft);
    desk::learn(people, author);
    const auto id = scalar_text(author["id"]);
    message.role = role_of(author["type"].string_or(""));
    message.sender = author["name"].string_or("");
    if (message.sender.empty()) message.sender = author["email"].string_or("");
    if (const auto it = people.find(id); it != people.end() && message.sender.empty())
        message.sender = it->second.name.empty() ? it->second.email : it->second.name;
    if (message.sender.empty()) message.sender = id;
    put_text(draft.record.extra, "sender_id", id);
    put_text(draft.record.extra, "from_address", author["email"].string_or(""));
}

void set_words(const Json& part, Draft& draft)
{
    auto& message = desk::message_of(draft);
    message.text = desk::text_of_html(part["body"].string_or(""));
    message.deleted = part["redacted"].boolean().value_or(false);
    for (const auto& file : part["attachments"].items())
        message.attachments.push_back({desk::file_name(file, "name|url"), file["content_type"].string_or(""), ""});
}

// "assignment: Andy": what happened to the conversation, in its own word.
std::string words_of_event(const std::string& type, const Json& part)
{
    auto who = part["assigned_to"]["name"].string_or("");
    if (who.empty()) who = scalar_text(part["assigned_to"]["id"]);
    return who.empty() ? type : fmt::format("{}: {}", type, who);
}

// A customer who answers a closed conversation opens it with what they write; an agent may close with a last word. What is
// said when a conversation is handed to somebody may be meant for that one alone.
bool is_said_to_the_other(const std::string& type)
{
    for (const std::string_view open : {"comment", "quick_reply", "open", "close", "snoozed", "unsnoozed"})
        if (type == open) return true;
    return false;
}

Element read_part(const Json& part, Talk& talk, People& people)
{
    Element out;
    auto& message = desk::message_of(out.draft);
    auto& extra = out.draft.record.extra;
    const auto type = part["part_type"].string_or("");
    message.thread = talk.id.empty() ? scalar_text(part["conversation_id"]) : talk.id;
    message.native_id = scalar_text(part["id"]);
    put_text(extra, "thread_name", talk.name);
    put_text(extra, "part_type", type == "comment" ? std::string_view() : std::string_view(type));
    set_author(part["author"], people, out.draft);
    set_words(part, out.draft);
    desk::set_time(out, part["created_at"]);
    const bool words = !message.text.empty() || !message.attachments.empty() || message.deleted;
    const bool note = type.starts_with("note");
    if (!note && !is_said_to_the_other(type) && words) desk::set_private(out.draft);
    if (note) desk::set_private(out.draft);
    if (type != "comment" && type != "quick_reply" && !note && (!words || !is_said_to_the_other(type))) {
        message.role = model::Role::system;
        out.outcome = Outcome::system;
        const auto event = words_of_event(type, part);
        message.text = message.text.empty() ? event : event + "\n" + message.text;
    }
    out.draft.raw_body = message.text;
    return out;
}

std::optional<Element> read_source(const Json& source, Talk& talk, People& people)
{
    Element out;
    auto& message = desk::message_of(out.draft);
    set_words(source, out.draft);
    const auto subject = desk::text_of_html(source["subject"].string_or(""));
    if (talk.name.empty()) talk.name = subject;
    if (message.text.empty() && message.attachments.empty() && !message.deleted) message.text = subject;
    if (!source.is_object() || (message.text.empty() && message.attachments.empty() && !message.deleted))
        return std::nullopt;
    message.thread = talk.id;
    message.native_id = scalar_text(source["id"]);
    set_author(source["author"], people, out.draft);
    desk::set_time(out, source["created_at"].is_null() ? talk.head["created_at"] : source["created_at"]);
    put_text(out.draft.record.extra, "thread_name", talk.name);
    if (const auto type = source["type"].string_or(""); type != "conversation_message")
        put_text(out.draft.record.extra, "channel", type);
    out.draft.raw_body = message.text;
    return out;
}

std::optional<model::Review> read_rating(const Json& value, const Talk& talk, const People& people)
{
    const auto rating = value["rating"].number();
    if (!rating) return std::nullopt;
    model::Review review;
    review.platform = "intercom";
    if (!talk.id.empty()) review.number = "conversation " + talk.id;
    review.rating = *rating;
    review.scale = 5;
    review.text = value["remark"].string_or("");
    for (const auto* who : {"contact", "customer"})
        if (const auto it = people.find(scalar_text(value[who]["id"])); it != people.end()) review.author = it->second.name;
    if (!value["created_at"].is_null()) {
        Element time;
        desk::set_time(time, value["created_at"]);
        review.when = desk::message_of(time.draft).when;
    }
    return review;
}

constexpr desk::Manners manners{
    .what = form("no export of Intercom: no conversation is in it"),
    .lists = "conversations|conversation_parts|ticket_parts|tickets|data|item|items|conversation",
    .inner = "",
    .openings = "source|conversation_message",
    .ratings = "conversation_rating",
    .opens_last = false,
    .is_message = is_message,
    .is_talk = is_talk,
    .enter = enter,
    .read = read_part,
    .open = read_source,
    .rate = read_rating,
};

int sniff(const Probe& probe)
{
    return desk::looks_like(probe, manners) ? 95 : 0;
}

void read(Reading& reading)
{
    desk::read(reading, manners);
}

} // namespace

extern const Format format_intercom;
const Format format_intercom{"intercom", "Intercom conversations (JSON)", 1, sniff, read};

} // namespace redress::ingest
