// Tickets of Zendesk: the account's JSON export (a ticket a line) and the answers of its API.
// Shapes: developer.zendesk.com, Tickets and Ticket Comments; seen 2026-11.
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
    return keys.has("author_id") && keys.has_any("body|html_body|plain_body") &&
           keys.has_any("public|audit_id|via|attachments|ticket_id");
}

bool is_talk(const Keys& keys)
{
    if (keys.has("ticket") && keys.has("comments")) return true;
    return keys.has_any("requester_id|requester|submitter_id|submitter") &&
           keys.has_any("description|comments|subject|raw_subject") && keys.has_any("status|created_at|via|url");
}

void enter(Talk& talk, People& people)
{
    const auto& head = talk.head;
    talk.id = scalar_text(head["id"]);
    talk.name = head["subject"].string_or("");
    if (talk.name.empty()) talk.name = head["raw_subject"].string_or("");
    for (const auto* who : {"requester", "submitter", "assignee"}) desk::learn(people, head[who]);
    for (const auto& user : head["users"].items()) desk::learn(people, user);
    for (const auto& user : head["collaborator"].items()) desk::learn(people, user);
}

std::string requester_of(const Talk& talk)
{
    auto id = scalar_text(talk.head["requester_id"]);
    return id.empty() ? scalar_text(talk.head["requester"]["id"]) : id;
}

// Who wrote opened the ticket or has it assigned, where nobody says what they are.
model::Role role_of(const std::string& author, const Talk& talk, const People& people)
{
    if (author == "-1") return model::Role::system; // Zendesk itself
    if (!author.empty() && author == requester_of(talk)) return model::Role::buyer;
    if (const auto it = people.find(author); it != people.end() && it->second.role != model::Role::unknown)
        return it->second.role;
    const auto assignee = scalar_text(talk.head["assignee_id"]);
    const bool assigned = author == (assignee.empty() ? scalar_text(talk.head["assignee"]["id"]) : assignee);
    return assigned && !author.empty() ? model::Role::seller : model::Role::unknown;
}

void set_author(const std::string& author, const Talk& talk, const People& people, Draft& draft)
{
    auto& message = desk::message_of(draft);
    message.role = role_of(author, talk, people);
    if (const auto it = people.find(author); it != people.end())
        message.sender = it->second.name.empty() ? it->second.email : it->second.name;
    if (message.sender.empty() && author != "-1") message.sender = author;
    auto& extra = draft.record.extra;
    put_text(extra, "sender_id", author);
    if (const auto it = people.find(author); it != people.end()) put_text(extra, "from_address", it->second.email);
    put_text(extra, "thread_name", talk.name);
}

std::string body_of(const Json& comment)
{
    for (const auto* key : {"body", "plain_body"})
        if (auto text = comment[key].string_or(""); !text.empty()) return text;
    return desk::text_of_html(comment["html_body"].string_or(""));
}

Element read_comment(const Json& comment, Talk& talk, People& people)
{
    Element out;
    auto& message = desk::message_of(out.draft);
    auto& extra = out.draft.record.extra;
    message.thread = talk.id.empty() ? scalar_text(comment["ticket_id"]) : talk.id;
    message.native_id = scalar_text(comment["id"]);
    message.text = body_of(comment);
    desk::learn(people, comment["author"]);
    set_author(scalar_text(comment["author_id"]), talk, people, out.draft);
    desk::set_time(out, comment["created_at"]);
    for (const auto& file : comment["attachments"].items())
        message.attachments.push_back(
            {desk::file_name(file, "file_name|name|content_url"), file["content_type"].string_or(""), ""});
    put_text(extra, "channel", comment["via"]["channel"].string_or(""));
    if (comment["public"].boolean() == false) {
        desk::set_private(out.draft);
        if (message.role == model::Role::unknown) message.role = model::Role::seller; // buyers write no notes
    }
    talk.opened = true; // the description is the first comment, in this file or in one read before
    if (message.role == model::Role::system) out.outcome = Outcome::system;
    out.draft.raw_body = message.text;
    return out;
}

// Lists of tickets have no comments; the description is the first of them.
std::optional<Element> read_description(const Json& value, Talk& talk, People& people)
{
    Element out;
    auto& message = desk::message_of(out.draft);
    message.text = value.string_or("");
    if (message.text.empty()) return std::nullopt;
    message.thread = talk.id;
    set_author(requester_of(talk), talk, people, out.draft);
    desk::set_time(out, talk.head["created_at"]);
    if (talk.head["is_public"].boolean() == false) desk::set_private(out.draft);
    put_text(out.draft.record.extra, "channel", talk.head["via"]["channel"].string_or(""));
    out.draft.raw_body = message.text;
    return out;
}

std::optional<model::Review> read_rating(const Json& value, const Talk& talk, const People& people)
{
    const auto score = value["score"].string_or("");
    const bool good = score.starts_with("good");
    if (!good && !score.starts_with("bad")) return std::nullopt; // offered, unoffered
    model::Review review;
    review.platform = "zendesk";
    review.number = scalar_text(value["id"]);
    if (review.number.empty() && !talk.id.empty()) review.number = "ticket " + talk.id;
    review.rating = good ? 5 : 1; // as the words 好评 and 差评 count
    review.scale = 5;
    review.text = value["comment"].string_or("");
    if (const auto it = people.find(requester_of(talk)); it != people.end()) review.author = it->second.name;
    for (const auto* key : {"updated_at", "created_at"})
        if (review.when.local.empty() && !value[key].is_null()) {
            Element time;
            desk::set_time(time, value[key]);
            review.when = desk::message_of(time.draft).when;
        }
    return review;
}

constexpr desk::Manners manners{
    .what = form("no export of Zendesk: no ticket and no comment is in it"),
    .lists = "tickets|comments|ticket|results|requests|data|ticket_comments",
    .inner = "ticket",
    .openings = "description",
    .ratings = "satisfaction_rating",
    .opens_last = true,
    .is_message = is_message,
    .is_talk = is_talk,
    .enter = enter,
    .read = read_comment,
    .open = read_description,
    .rate = read_rating,
};

int sniff(const Probe& probe)
{
    return desk::looks_like(probe, manners) ? 93 : 0;
}

void read(Reading& reading)
{
    desk::read(reading, manners);
}

} // namespace

extern const Format format_zendesk;
const Format format_zendesk{"zendesk", "Zendesk tickets with comments (JSON)", 1, sniff, read};

} // namespace redress::ingest
