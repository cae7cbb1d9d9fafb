#include "ingest/qq_element.hpp"

#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/epoch_stamp.hpp"
#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"

#include <initializer_list>
#include <set>

namespace redress::ingest::qq {
namespace {

std::string first_text(const Json& object, std::initializer_list<const char*> keys)
{
    for (const auto* key : keys)
        if (auto text = scalar_text(object[key]); !text.empty()) return text;
    return {};
}

bool either(const Json& m, const char* one, const char* other)
{
    return m[one] == Json(true) || m[other] == Json(true);
}

// A card of a group is what the group saw; the exporter's own word for a person may be a private remark.
std::string display_name(const Json& m)
{
    const auto& raw = m["rawMessage"];
    const auto& sender = m["sender"];
    auto name = first_text(raw, {"sendMemberName", "sendNickName"});
    if (name.empty()) name = first_text(sender, {"groupCard", "name", "nickname", "remark", "uin", "uid"});
    if (name.empty()) name = first_text(raw, {"senderUin", "senderUid"});
    return std::string(text::trim(text::clean_header(name)));
}

void take_time(const Json& m, Draft& draft, model::Stamp& when, Taken& taken)
{
    std::string written;
    for (const auto* value : {&m["timestamp"], &m["time"], &m["rawMessage"]["msgTime"]}) {
        const auto text = scalar_text(*value);
        if (text.empty() || text == "0") continue;
        if (const auto epoch = epoch_in(text)) {
            // version 5 writes the exporter's own clock beside it
            when = stamp_of_epoch(*epoch, time::parse_local(m["time"].string_or(""))).stamp;
            return;
        }
        if (take_iso(text, draft, when)) return;
        if (written.empty()) written = text;
    }
    when.local = written;
    remark_no_time(written, taken);
}

std::string media_type(std::string_view type)
{
    if (type == "image" || type == "picture" || type == "sticker" || type == "market_face") return "image/*";
    if (type == "video") return "video/*";
    return type == "audio" || type == "voice" || type == "ptt" ? "audio/*" : "";
}

void take_resources(const Json& content, model::Message& message, Json& extra)
{
    auto places = Json::array();
    for (const auto& resource : content["resources"].items()) {
        auto name = first_text(resource, {"filename", "fileName", "name"});
        const auto place = first_text(resource, {"localPath", "url"});
        if (name.empty()) name = file_name(place);
        message.attachments.push_back({std::move(name), media_type(resource["type"].string_or("")), ""});
        if (!place.empty()) places.push(place);
    }
    if (!places.items().empty()) extra.set("resources", std::move(places));
}

void take_reply(const Json& content, Json& extra)
{
    const Json* from = content.find("reply");
    for (const auto& element : content["elements"].items())
        if (!from && element["type"] == Json("reply")) from = element.find("data");
    if (!from || !from->is_object()) return;
    auto reply = Json::object();
    put_text(reply, "id", first_text(*from, {"referencedMessageId", "messageId", "msgId", "replyMsgId", "sourceMsgId"}));
    put_text(reply, "sender", first_text(*from, {"senderName", "sender", "senderUin"}));
    put_text(reply, "text", first_text(*from, {"content", "text"}));
    if (!reply.members().empty()) extra.set("reply_to", std::move(reply));
}

// Where the exporter gives no words: those of the elements.
std::string words_of(const Json& content)
{
    if (const auto text = content.string()) return *text;
    auto out = content["text"].string_or("");
    if (!out.empty()) return out;
    for (const auto& element : content["elements"].items())
        if (element["type"] == Json("text")) out += element["data"]["text"].string_or("");
    return out.empty() ? content["raw"].string_or("") : out;
}

void take_extra(const Json& m, const Chat& chat, const std::string& sender, Json& extra)
{
    const auto& from = m["sender"];
    put_text(extra, "thread_name", chat.name);
    put_text(extra, "chat_type", chat.type);
    auto id = first_text(from, {"uin"});
    if (id.empty() || id == "0") id = first_text(m["rawMessage"], {"senderUin"});
    if (id.empty() || id == "0") id = first_text(from, {"uid"});
    put_text(extra, "sender_id", id);
    if (!chat.self.empty() && (chat.self == scalar_text(from["uin"]) || chat.self == scalar_text(from["uid"])))
        extra.set("self", true);
    put_text(extra, "sender_title", first_text(from, {"title"}));
    for (const auto* key : {"nickname", "remark"})
        if (const auto name = first_text(from, {key}); name != sender) put_text(extra, key, name);
    if (const auto type = scalar_text(m["type"]); type != "text" && type != "type_1") put_text(extra, "type", type);
    put_text(extra, "message_type", scalar_text(m["messageType"]));
}

} // namespace

void read_chat(const Json& info, Chat& chat)
{
    chat.name = info["name"].string_or("");
    chat.type = info["type"].string_or("");
    chat.self = first_text(info, {"selfUin", "selfUid"});
    if (const auto peer = first_text(info, {"peerUin", "peerUid"}); !peer.empty()) chat.peer = peer;
}

bool is_message(std::string_view text, std::size_t at)
{
    std::set<std::string_view> keys, from, said;
    for (json_scan::Members members(text, at); members.next();) {
        keys.insert(members.key());
        const bool object = text[members.value()] == '{';
        if (members.key() == "sender" && object)
            for (json_scan::Members inner(text, members.value()); inner.next();) from.insert(inner.key());
        if (members.key() == "content" && object)
            for (json_scan::Members inner(text, members.value()); inner.next();) said.insert(inner.key());
    }
    const bool numbered = keys.count("messageId") || keys.count("id") || keys.count("msgId");
    const bool ours = said.count("text") || said.count("elements") || said.count("resources");
    return numbered && ours && keys.count("timestamp") && (from.count("uin") || from.count("uid"));
}

Taken read_element(std::string_view json, Chat& chat, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto& m = *parsed;
    if (!chat.peer) chat.peer = first_text(m["rawMessage"], {"peerUin", "peerUid"});
    auto& extra = draft.record.extra;
    model::Message message;
    message.thread = chat.peer->empty() || *chat.peer == "0" ? chat.name : *chat.peer;
    const auto id = first_text(m, {"messageId", "id", "msgId"});
    if (id.size() >= 12) message.native_id = id; // shorter ones count the messages of a file
    message.sender = display_name(m);
    take_time(m, draft, message.when, taken);
    take_extra(m, chat, message.sender, extra);
    message.text = words_of(m["content"]);
    take_resources(m["content"], message, extra);
    take_reply(m["content"], extra);
    if (message.text.empty() && message.attachments.empty()) put_text(extra, "html", m["content"]["html"].string_or(""));
    if (either(m, "isRecalled", "recalled")) message.deleted = true;
    const auto number = extra["sender_id"].string_or("");
    const bool system =
        either(m, "isSystemMessage", "system") || m["type"] == Json("system") || number == "10000" || number == "1000000";
    if (system) {
        message.role = model::Role::system;
        message.deleted = message.deleted || !recalled_by(text::trim(message.text)).empty();
    }
    taken.outcome = system ? Outcome::system : Outcome::parsed;
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    return taken;
}

} // namespace redress::ingest::qq
