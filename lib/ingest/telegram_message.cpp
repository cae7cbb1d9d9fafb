#include "ingest/telegram_message.hpp"

#include "ingest/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace redress::ingest::telegram {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<std::int64_t> seconds_of(std::string_view text)
{
    std::int64_t out = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (code != std::errc{} || end != text.data() + text.size() || out <= 0) return std::nullopt;
    return out;
}

// A text is a string or a list of strings and of objects that hold one.
std::string plain_text(const Json& value)
{
    if (const auto text = value.string()) return *text;
    std::string out;
    for (const auto& part : value.items()) out += part.is_object() ? part["text"].string_or("") : part.string_or("");
    return out;
}

// Where words hide an address.
Json links_of(const Json& value)
{
    auto out = Json::array();
    for (const auto& part : value.items())
        if (const auto href = part["href"].string())
            out.push(Json::object().set("text", part["text"].string_or("")).set("href", *href));
    return out;
}

// Keys that have a place of their own; all others are kept in `extra` as they are.
bool is_placed(std::string_view key)
{
    return one_of(key, {"id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "actor", "text",
                        "text_entities", "photo", "file", "file_name", "mime_type"});
}

// What a service element says, in its own words: "phone_call: duration_seconds 35, discard_reason hangup".
std::string service_text(const Json& m)
{
    auto out = m["action"].string_or("");
    if (out.empty()) out = m["information_text"].string_or("service");
    std::string details;
    for (const auto& [key, value] : m.members()) {
        if (is_placed(key) || one_of(key, {"actor_id", "action", "information_text"})) continue;
        auto words = scalar_text(value);
        for (const auto& item : value.items())
            if (const auto name = item.string()) words += (words.empty() ? "" : ", ") + *name;
        if (!words.empty()) details += fmt::format("{} {} {}", details.empty() ? ":" : ",", key, words);
    }
    out += details;
    const auto text = plain_text(m["text"]);
    return text.empty() ? out : out + "\n" + text;
}

void add_part(std::string& out, std::string_view between, const std::string& part)
{
    if (!part.empty()) out += (out.empty() ? "" : std::string(between)) + part;
}

// A poll, or a list of things to do: what is asked, then each answer.
std::string text_of_list(const Json& asked, const Json& answers)
{
    auto out = plain_text(asked);
    for (const auto& answer : answers.items()) out += "\n- " + plain_text(answer["text"]);
    return out;
}

std::string text_of_place(const Json& m)
{
    std::string out;
    for (const auto* key : {"place_name", "address"}) add_part(out, ", ", m[key].string_or(""));
    if (const auto& place = m["location_information"]; place.is_object())
        add_part(out, "\n", fmt::format("{}, {}", place["latitude"].dump(), place["longitude"].dump()));
    return out;
}

// The program wrote the object of an invoice as a text with JSON in it. Its amount is in a currency's smallest unit and
// stays in extra.
std::string text_of_invoice(const Json& written)
{
    const auto text = written.string();
    const auto inner = text ? parse_mended(*text) : std::nullopt;
    const auto& invoice = inner ? *inner : written;
    std::string out;
    for (const auto* key : {"title", "description"}) add_part(out, "\n", invoice[key].string_or(""));
    return out;
}

// What was sent instead of words, as far as it is words.
std::string text_of_content(const Json& m)
{
    if (const auto& poll = m["poll"]; poll.is_object()) return text_of_list(poll["question"], poll["answers"]);
    if (const auto& list = m["todo_list"]; list.is_object()) return text_of_list(list["title"], list["answers"]);
    if (auto place = text_of_place(m); !place.empty()) return place;
    if (auto invoice = text_of_invoice(m["invoice_information"]); !invoice.empty()) return invoice;
    std::string out;
    for (const auto* key : {"first_name", "last_name", "phone_number"})
        add_part(out, " ", m["contact_information"][key].string_or(""));
    for (const auto* key : {"game_title", "game_description", "game_link"}) add_part(out, "\n", m[key].string_or(""));
    return out.empty() ? m["sticker_emoji"].string_or("") : out;
}

std::string type_of_media(const Json& m, bool photo)
{
    if (auto type = m["mime_type"].string_or(""); !type.empty()) return type;
    const auto kind = m["media_type"].string_or("");
    if (photo || kind == "sticker") return "image/*";
    if (one_of(kind, {"animation", "video_file", "video_message"})) return "video/*";
    return one_of(kind, {"voice_message", "audio_file"}) ? "audio/*" : "";
}

void take_files(const Json& m, model::Message& message, Json& extra)
{
    for (const auto* key : {"photo", "file"}) {
        const auto path = m[key].string();
        if (!path || path->empty()) continue;
        // "(File not included. Change data exporting settings to download.)" and the like stand where a path would.
        const bool left_out = path->front() == '(' && path->back() == ')';
        model::Attachment attachment;
        attachment.name = m["file_name"].string_or("");
        if (attachment.name.empty() && !left_out) attachment.name = path->substr(path->find_last_of("/\\") + 1);
        attachment.media_type = type_of_media(m, key == std::string_view("photo"));
        message.attachments.push_back(std::move(attachment));
        extra.set(key, *path);
    }
}

// date_unixtime is certain; the date beside it then shows the zone of the computer that made the export.
void take_time(std::string_view written, std::optional<std::int64_t> seconds, Element& out, model::Stamp& when)
{
    const auto local = time::parse_local(written);
    const bool exists = local && local->exists();
    if (!seconds) {
        if (exists) {
            out.draft.local = local;
        } else {
            when.local = written;
            out.taken.problem = "bad-date";
            out.taken.remark =
                written.empty() ? said("an element without a date") : said("date '{}' does not exist", written);
        }
        return;
    }
    when.at = time::from_epoch_ms(*seconds * 1000);
    when.from = model::ZoneFrom::data;
    if (!exists) {
        when.zone = "UTC";
        when.local = time::to_string(time::utc_fields(*when.at));
        return;
    }
    when.local = time::to_string(*local);
    const auto apart = (time::to_epoch_ms(time::from_utc_fields(*local)) / 1000 - *seconds) / 60;
    if (apart % 15 == 0 && apart >= -14 * 60 && apart <= 14 * 60)
        when.zone = apart == 0 ? "UTC" : time::offset_string(static_cast<int>(apart));
    else {
        out.taken.problem = "dates-differ";
        out.taken.remark = said("date and date_unixtime do not belong together; date_unixtime counts");
    }
}

void take_edit(std::string_view written, std::optional<std::int64_t> seconds, model::Record& record, model::Message& message)
{
    if (seconds) record.as_of = time::to_rfc3339(time::from_epoch_ms(*seconds * 1000));
    message.edited = seconds || (!written.empty() && !written.starts_with("1970-")); // early exports wrote 0 as a date
}

void take_extra(const Json& m, const Chat& chat, Json& extra)
{
    put_text(extra, "thread_name", chat.name);
    put_text(extra, "chat_type", chat.type);
    for (const auto& [key, value] : m.members())
        if (!is_placed(key) && key != "keys") extra.set(key, value); // `keys` is the driver's
    auto links = links_of(m["text_entities"]);
    if (links.items().empty()) links = links_of(m["text"]);
    if (!links.items().empty()) extra.set("links", std::move(links));
}

std::string_view thread_of(const Chat& chat)
{
    return chat.id.empty() ? chat.name : chat.id;
}

void take_message(const Json& m, const Chat& chat, Element& out)
{
    const auto type = m["type"].string_or("message");
    model::Message message;
    message.thread = thread_of(chat);
    message.native_id = scalar_text(m["id"]);
    take_extra(m, chat, out.draft.record.extra);
    take_edit(m["edited"].string_or(""), seconds_of(scalar_text(m["edited_unixtime"])), out.draft.record, message);
    if (type == "message") {
        out.taken.outcome = Outcome::parsed;
        message.sender = m["from"].string_or("");
        if (message.sender.empty()) message.sender = scalar_text(m["from_id"]); // a deleted account has no name
        message.text = plain_text(m["text"].is_null() ? m["text_entities"] : m["text"]);
        take_files(m, message, out.draft.record.extra);
        if (message.text.empty()) message.text = text_of_content(m);
    } else {
        out.taken.outcome = Outcome::system;
        message.role = model::Role::system;
        message.sender = m["actor"].string_or("");
        message.text = type == "service" ? service_text(m) : type; // "unsupported" has an id and nothing else
        take_files(m, message, out.draft.record.extra);
    }
    if (type == "message" || type == "service" || m.find("date"))
        take_time(m["date"].string_or(""), seconds_of(scalar_text(m["date_unixtime"])), out, message.when);
    out.draft.raw_body = message.text;
    out.draft.record.body = std::move(message);
}

// What a message of words alone holds, as nearly all are: the rest of its members go to extra as they are.
struct Plain {
    std::string_view type, date, date_unixtime, edited, edited_unixtime, from;
    std::string native_id, text;
    Json::Object extra;

    bool take(const json::Reader& reader, const json::Reader::Field& field);
};

// False: a member that says more than that.
bool Plain::take(const json::Reader& reader, const json::Reader::Field& field)
{
    using Kind = json::Reader::Field::Kind;
    if (field.key == "id") {
        native_id = field.kind == Kind::whole ? fmt::format_int(field.whole).str() : std::string(field.text);
        return field.kind != Kind::other;
    }
    if (field.key == "text") {
        const auto value = field.kind == Kind::text ? std::nullopt : reader.value_of(field);
        text = value ? plain_text(*value) : std::string(field.text);
        return true; // an empty one is seen to in the end
    }
    const struct {
        std::string_view key;
        std::string_view& to;
    } texts[] = {{"type", type}, {"date", date},     {"date_unixtime", date_unixtime},
                 {"from", from}, {"edited", edited}, {"edited_unixtime", edited_unixtime}};
    for (const auto& [key, to] : texts)
        if (field.key == key) {
            to = field.text;
            return field.kind == Kind::text;
        }
    if (field.key == "text_entities") return true; // without links it says nothing that the text does not
    if (is_placed(field.key) || one_of(field.key, {"keys", "thread_name", "chat_type"})) return false;
    auto value = reader.value_of(field);
    if (!value) return false;
    extra.push_back({std::string(field.key), *std::move(value)});
    return true;
}

// As take_message does, without a tree of values between. False: it takes more than that.
bool take_plain(json::Reader& reader, std::string_view json, const Chat& chat, Element& out)
{
    // A key that says "href" is written so, or with an escape.
    if (json.find("href") != std::string_view::npos || json.find("\\u") != std::string_view::npos) return false;
    Plain plain;
    plain.extra.reserve(6);
    if (!chat.name.empty()) plain.extra.push_back({"thread_name", chat.name});
    if (!chat.type.empty()) plain.extra.push_back({"chat_type", chat.type});
    for (const auto& field : reader.fields(json))
        if (!plain.take(reader, field)) return false;
    if (plain.type != "message" || plain.from.empty() || plain.text.empty()) return false;
    auto& record = out.draft.record;
    auto& message = record.body.emplace<model::Message>();
    out.taken.outcome = Outcome::parsed;
    message.thread = thread_of(chat);
    message.native_id = std::move(plain.native_id);
    message.sender = plain.from;
    message.text = std::move(plain.text);
    record.extra = Json(std::move(plain.extra));
    take_edit(plain.edited, seconds_of(plain.edited_unixtime), record, message);
    take_time(plain.date, seconds_of(plain.date_unixtime), out, message.when);
    out.draft.raw_body = message.text;
    return true;
}

} // namespace

Element read_element(json::Reader& reader, std::string_view json, const Chat& chat)
{
    Element out;
    if (take_plain(reader, json, chat, out)) return out;
    const auto parsed = parse_mended(reader, json, &out.taken.faults);
    if (parsed && parsed->is_object())
        take_message(*parsed, chat, out);
    else
        out.taken = rejected_element(parsed);
    return out;
}

Element count_element(json::Reader& reader, std::string_view json)
{
    constexpr std::array<std::string_view, 6> names{"type", "date", "date_unixtime", "from", "from_id", "actor"};
    std::array<std::string_view, 6> values;
    const auto& [type, date, unixtime, from, from_id, actor] = values;
    if (!reader.strings(json, names, values) || !date.data()) return read_element(reader, json, {});
    Element out;
    auto& message = out.draft.record.body.emplace<model::Message>();
    if (type == "message" || !type.data()) {
        out.taken.outcome = Outcome::parsed;
        message.sender = from.empty() ? from_id : from;
    } else {
        out.taken.outcome = Outcome::system;
        message.role = model::Role::system;
        message.sender = actor;
    }
    take_time(date, seconds_of(unixtime), out, message.when);
    return out;
}

} // namespace redress::ingest::telegram
