#include "ingest/wechat_element.hpp"

#include "base/text.hpp"
#include "ingest/chat_words.hpp"
#include "ingest/epoch_stamp.hpp"
#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/table_time.hpp"
#include "ingest/wechat_quote.hpp"
#include "ingest/wechat_xml.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

namespace redress::ingest::wechat {
namespace {

// Keys whose content has a place of its own, or says nothing outside the program that wrote it.
constexpr std::array<std::string_view, 44> placed = {"localId",
                                                     "createTime",
                                                     "formattedTime",
                                                     "localType",
                                                     "content",
                                                     "isSend",
                                                     "senderUsername",
                                                     "senderID",
                                                     "source",
                                                     "senderAvatarKey",
                                                     "senderDisplayName",
                                                     "quotedSender",
                                                     "quotedContent",
                                                     "replyToMessageId",
                                                     "platformMessageId",
                                                     "time",
                                                     "talker",
                                                     "talkerName",
                                                     "isChatRoom",
                                                     "sender",
                                                     "senderName",
                                                     "isSelf",
                                                     "contents",
                                                     "mediaMsg",
                                                     "sysMsg",
                                                     "type",
                                                     "subType",
                                                     "type_name",
                                                     "is_sender",
                                                     "room_name",
                                                     "msg",
                                                     "src",
                                                     "CreateTime",
                                                     "MsgSvrID",
                                                     "id",
                                                     "nickname",
                                                     "message",
                                                     "timestamp",
                                                     "text",
                                                     "keys",
                                                     "self",
                                                     "name",
                                                     "avatar",
                                                     "groupNickname"};

std::string first_text(const Json& m, std::initializer_list<const char*> keys)
{
    for (const auto* key : keys)
        if (auto text = m[key].string_or(""); !text.empty()) return text;
    return {};
}

const Json& first_of(const Json& m, std::initializer_list<const char*> keys)
{
    for (const auto* key : keys)
        if (const auto* value = m.find(key); value && !value->is_null()) return *value;
    return m[*keys.begin()]; // null
}

bool is_true(const Json& value)
{
    return value == Json(true) || value == Json(1) || value == Json("1");
}

void take_time(const Json& m, Draft& draft, model::Stamp& when, Taken& taken)
{
    const auto& value = first_of(m, {"createTime", "CreateTime", "time", "timestamp"});
    const auto written = scalar_text(value);
    if (const auto epoch = epoch_in(written)) {
        auto joined = stamp_of_epoch(*epoch, time::parse_local(m["formattedTime"].string_or("")));
        when = std::move(joined.stamp);
        if (joined.differ) {
            taken.problem = "dates-differ";
            taken.remark = said("createTime and formattedTime do not belong together; createTime counts");
        }
        return;
    }
    if (take_iso(written, draft, when)) return;
    if (const auto cell = parse_cell_time(written, DateOrder::ymd); cell && !cell->offset) { // "2024/10/4 11:43"
        draft.local = cell->local;
        when.local.clear();
        return;
    }
    remark_no_time(when.local, taken);
}

void take_sender(const Json& m, const Session& session, model::Message& message, Json& extra)
{
    auto id = first_text(m, {"senderUsername"});
    message.sender = first_text(m, {"senderDisplayName", "senderName", "nickname"});
    if (const auto number = scalar_text(m["senderID"]); !number.empty() && message.sender.empty()) {
        const auto name = session.senders.find(number);
        if (name != session.senders.end()) message.sender = name->second;
        const auto account = session.sender_ids.find(number);
        if (account != session.sender_ids.end()) id = account->second;
    }
    if (id.empty()) id = m.find("senderName") ? m["sender"].string_or("") : "";
    if (message.sender.empty()) message.sender = id.empty() ? first_text(m, {"sender", "name"}) : id;
    if (message.sender.empty() && m.find("is_sender")) message.sender = m["talker"].string_or("");
    message.sender = text::trim(text::clean_header(message.sender));
    if (id != message.sender) put_text(extra, "sender_id", id);
    if (is_true(m["isSend"]) || is_true(m["isSelf"]) || is_true(m["is_sender"])) extra.set("self", true);
}

void take_thread(const Json& m, const Session& session, model::Message& message, Json& extra)
{
    message.thread = session.id;
    auto name = session.name;
    if (m.find("isSelf")) { // chatlog: the chat stands in each message
        message.thread = m["talker"].string_or("");
        name = m["talkerName"].string_or("");
    }
    if (m.find("room_name")) message.thread = m["room_name"].string_or("");
    put_text(extra, "thread_name", name);
    put_text(extra, "chat_type", session.type);
}

Kind kind_in(const Json& m)
{
    const auto& type = first_of(m, {"type", "type_name"});
    if (const auto number = type.integer()) return kind_of(*number, m["subType"].integer().value_or(0));
    return kind_of(type.string_or(""));
}

// What chatlog keeps apart: title, address and what was answered to.
void take_contents(const Json& contents, Kind kind, model::Message& message, Json& extra)
{
    if (!contents.is_object()) return;
    const auto title = contents["title"].string_or("");
    if (message.text.empty() && !title.empty()) {
        message.text = std::string(label(kind)) + " " + title;
        for (const auto* key : {"desc", "url"})
            if (const auto more = contents[key].string_or(""); !more.empty()) message.text += "\n" + more;
    }
    if (kind == Kind::file && !title.empty()) message.attachments.push_back({title, "", ""});
    const auto& refer = contents["refer"];
    if (refer.is_object()) {
        auto reply = Json::object();
        put_text(reply, "sender", first_text(refer, {"senderName", "sender"}));
        put_text(reply, "text", refer["content"].string_or(""));
        if (!reply.members().empty()) extra.set("reply_to", std::move(reply));
    }
    auto rest = Json::object();
    for (const auto& [key, value] : contents.members())
        if (key != "host" && key != "refer" && !says_nothing(value)) rest.set(key, value);
    if (!rest.members().empty()) extra.set("contents", std::move(rest));
}

void take_reply(const Json& m, Json& extra)
{
    auto reply = Json::object();
    put_text(reply, "id", scalar_text(m["replyToMessageId"]));
    put_text(reply, "sender", m["quotedSender"].string_or(""));
    put_text(reply, "text", m["quotedContent"].string_or(""));
    if (!reply.members().empty()) extra.set("reply_to", std::move(reply));
}

// "media/images/a.jpg" in place of words: where the export put the file.
bool is_path(std::string_view text)
{
    const auto slash = text.find_last_of("/\\");
    return slash != std::string_view::npos && text.find('\n') == std::string_view::npos && text.size() < 400 &&
           text.find('.', slash) != std::string_view::npos && text.find("://") == std::string_view::npos;
}

bool carries_file(Kind kind)
{
    return kind == Kind::image || kind == Kind::voice || kind == Kind::video || kind == Kind::sticker || kind == Kind::file;
}

void take_words(const Json& m, Kind kind, model::Message& message, Draft& draft)
{
    auto& extra = draft.record.extra;
    auto body = first_text(m, {"content", "msg", "message", "text"});
    draft.raw_body = body;
    auto source = m["src"].string_or("");
    if (carries_file(kind) && source.empty() && is_path(body)) source = body;
    if (constexpr std::string_view mark = "[文件]"; kind == Kind::file && source.empty() && body.starts_with(mark))
        source = text::trim(std::string_view(body).substr(mark.size()));
    else
        put_text(extra, "source", source);
    std::string file;
    if (kind == Kind::other) kind = kind_of_placeholder(body, file);
    message.text = body;
    take_contents(m["contents"], kind, message, extra);
    take_reply(m, extra);
    body = message.text;
    set_body(kind, body, file.empty() ? source : file, message, extra);
    if (!recalled_by(text::trim(message.text)).empty()) message.deleted = true;
}

// The server's number of a message; WeFlow's localId only counts the messages of the file.
void take_id(const Json& m, model::Message& message)
{
    const auto id = scalar_text(first_of(m, {"platformMessageId", "MsgSvrID"}));
    if (id.size() >= 12 && id.find_first_not_of("0123456789") == std::string::npos) message.native_id = id;
}

} // namespace

void read_session(const Json& json, Session& session)
{
    session.id = json["wxid"].string_or("");
    session.name = first_text(json, {"displayName", "remark", "nickname"});
    session.type = json["type"].string_or("");
}

void add_senders(const Json& list, Session& session)
{
    for (const auto& sender : list.items()) {
        const auto number = scalar_text(sender["senderID"]);
        session.senders[number] = first_text(sender, {"displayName", "groupNickname", "remark", "nickname", "wxid"});
        session.sender_ids[number] = sender["wxid"].string_or("");
    }
}

Shape shape_of(std::string_view text, std::size_t at)
{
    std::set<std::string_view> keys;
    for (json_scan::Members members(text, at); members.next();) keys.insert(members.key());
    const auto all = [&](std::initializer_list<std::string_view> names) {
        return std::all_of(names.begin(), names.end(), [&](auto name) { return keys.count(name) > 0; });
    };
    if (all({"createTime", "senderUsername"}) || all({"createTime", "senderDisplayName"}) || all({"createTime", "senderID"}))
        return Shape::weflow;
    if (all({"talker", "isSelf", "time"}) || all({"seq", "talker", "sender"})) return Shape::chatlog;
    if (all({"type_name", "is_sender", "CreateTime"})) return Shape::wxdump;
    if (keys.size() <= 6 && (all({"nickname", "message", "time"}) || all({"sender", "content", "timestamp"})))
        return Shape::brief;
    return Shape::none;
}

Taken read_element(std::string_view json, const Session& session, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto& m = *parsed;
    auto& extra = draft.record.extra;
    model::Message message;
    take_thread(m, session, message, extra);
    take_sender(m, session, message, extra);
    take_id(m, message);
    take_time(m, draft, message.when, taken);
    auto kind = kind_in(m);
    const auto* send = m.find("isSend");
    if ((send && send->is_null()) || message.sender == "系统消息" || extra["sender_id"].string_or("") == "系统消息")
        kind = Kind::system;
    take_words(m, kind, message, draft);
    if (kind != Kind::text) {
        put_text(extra, "type", scalar_text(first_of(m, {"type", "type_name"})));
        if (const auto sub = m["subType"].integer().value_or(0); sub != 0) extra.set("subtype", sub);
    }
    for (const auto& [key, value] : m.members())
        if (std::find(placed.begin(), placed.end(), key) == placed.end() && !says_nothing(value)) extra.set(key, value);
    taken.outcome = message.role == model::Role::system ? Outcome::system : Outcome::parsed;
    if (draft.raw_body.empty()) draft.raw_body = message.text;
    draft.record.body = std::move(message);
    return taken;
}

} // namespace redress::ingest::wechat
