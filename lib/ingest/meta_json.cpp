// Messenger and Instagram: message_1.json of a download, newest message first, each string written as its UTF-8 bytes one by
// one
// ("\u00c3\u00a9"); and the chats of encrypted ones, with other names and plain strings.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/instagram_old.hpp"
#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;

// U+00C3 U+00A9 meant the bytes C3 A9. A text with any character beyond U+00FF, or that is no UTF-8 so read, is left alone.
std::string repaired(std::string text)
{
    const auto is_plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(text.begin(), text.end(), is_plain)) return text;
    std::string bytes;
    for (const auto c : text::to_u32(text)) {
        if (c > 0xFF) return text;
        bytes += static_cast<char>(c);
    }
    return text::is_valid_utf8(bytes) ? bytes : text;
}

Json repaired(const Json& value)
{
    if (auto text = value.string()) return repaired(*std::move(text));
    if (value.is_array()) {
        auto out = Json::array();
        for (const auto& item : value.items()) out.push(repaired(item));
        return out;
    }
    if (value.is_object()) {
        auto out = Json::object();
        for (const auto& [key, member] : value.members()) out.set(repaired(key), repaired(member));
        return out;
    }
    return value;
}

struct Chat {
    std::string thread, title;
    Json with = Json::array(); // both sides of a direct chat, also where one of them wrote nothing
    bool spelled = true;       // strings may be bytes one by one
};

struct Kind {
    const char *key, *media_type;
};
constexpr std::array<Kind, 7> files = {{{"photos", "image/*"},
                                        {"videos", "video/*"},
                                        {"audio_files", "audio/*"},
                                        {"gifs", "image/gif"},
                                        {"files", ""},
                                        {"media", ""},
                                        {"sticker", "image/*"}}};

void attach(const Json& file, const char* media_type, model::Message& message)
{
    const auto uri = file.is_string() ? file.string_or("") : file["uri"].string_or("");
    if (uri.empty()) return;
    model::Attachment attachment;
    attachment.name = file_name(uri);
    attachment.media_type = media_type;
    message.attachments.push_back(std::move(attachment));
}

void take_files(const Json& m, model::Message& message)
{
    for (const auto& [key, media_type] : files) {
        if (m[key].is_object()) attach(m[key], media_type, message);
        for (const auto& file : m[key].items()) attach(file, media_type, message);
    }
}

// A link passed on without words of one's own.
std::string shared(const Json& share)
{
    auto out = share["share_text"].string_or("");
    const auto link = share["link"].string_or("");
    if (!link.empty() && out.find(link) == std::string::npos) out += (out.empty() ? "" : "\n") + link;
    return out;
}

bool is_placed(std::string_view key)
{
    constexpr std::array<std::string_view, 9> placed = {"sender_name", "senderName", "timestamp_ms", "timestamp", "content",
                                                        "text",        "is_unsent",  "isUnsent",     "keys"};
    return std::find(placed.begin(), placed.end(), key) != placed.end();
}

std::string text_at(const Json& m, const char* one, const char* other)
{
    return m[one].is_null() ? m[other].string_or("") : m[one].string_or("");
}

Taken read_message(std::string_view json, const Chat& chat, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto m = chat.spelled && parsed->find("senderName") == nullptr ? repaired(*parsed) : *parsed;
    const auto type = m["type"].string_or("");
    const bool system = type == "Subscribe" || type == "Unsubscribe"; // who joined and who left
    taken.outcome = system ? Outcome::system : Outcome::parsed;
    model::Message message;
    message.thread = chat.thread;
    message.sender = text_at(m, "sender_name", "senderName");
    if (system) message.role = model::Role::system;
    message.text = text_at(m, "content", "text");
    if (message.text.empty()) message.text = shared(m["share"]);
    message.deleted = m["is_unsent"] == Json(true) || m["isUnsent"] == Json(true);
    take_files(m, message);
    const auto& time = m["timestamp_ms"].is_null() ? m["timestamp"] : m["timestamp_ms"];
    if (!take_epoch(time, message.when)) {
        message.when.local = scalar_text(time);
        remark_no_time(message.when.local, taken);
    }
    auto& extra = draft.record.extra;
    put_text(extra, "thread_name", chat.title);
    if (!chat.with.items().empty()) extra.set("participants", chat.with);
    for (const auto& [key, value] : m.members())
        if (!is_placed(key) && !says_nothing(value)) extra.set(key, value);
    // Two pictures of one minute are two messages: without words the files tell them apart.
    draft.raw_body = message.text;
    if (draft.raw_body.empty())
        for (const auto& attachment : message.attachments) draft.raw_body += attachment.name + "\n";
    draft.record.body = std::move(message);
    return taken;
}

// What the file says of the chat stands behind its messages, and is lost where the file is cut: then its folder says which
// chat it is, so that message_1.json and message_2.json stay one.
std::string thread_of_folder(const std::string& name)
{
    const auto above = folder_name(name, 1);
    return file_name(name).starts_with("message_") && !above.empty() ? above + "/" + folder_name(name) : std::string();
}

Json names_of(const Json& participants)
{
    auto out = Json::array();
    for (const auto& one : participants.items())
        if (const auto name = one.is_string() ? one.string_or("") : one["name"].string_or(""); !name.empty()) out.push(name);
    return out;
}

Chat chat_of(const MappedFile& file, std::size_t root, const std::string& name)
{
    const auto text = file.bytes();
    Chat chat;
    Json participants;
    std::string path;
    for (Members members(text, root); members.next();) {
        const auto key = members.key();
        if (key == "messages") members.continue_at(pass_over(file, members.value()));
        if (key == "threadName") chat.spelled = false;
        if (key == "title" || key == "threadName") chat.title = json_value(text, members.value()).string_or("");
        if (key == "thread_path") path = json_value(text, members.value()).string_or("");
        if (key == "participants") participants = names_of(json_value(text, members.value()));
    }
    if (chat.spelled) {
        chat.title = repaired(std::move(chat.title));
        path = repaired(std::move(path));
        participants = repaired(participants);
    }
    if (path.empty() && chat.title.empty()) path = thread_of_folder(name);
    chat.thread = path.empty() ? chat.title : path;
    if (participants.items().size() <= 2) chat.with = std::move(participants);
    return chat;
}

void read(Reading& reading)
{
    const auto bytes = reading.file.bytes();
    const auto root = json_root(bytes);
    JsonElements elements(reading);
    Chat chat;
    const auto take = [&](std::string_view json, std::size_t at, std::uint64_t number) {
        Draft draft;
        auto taken = read_message(json, chat, draft);
        if (taken.outcome == Outcome::rejected) return taken;
        draft.record.sources.push_back(element_source(json, at, number));
        reading.emit(std::move(draft));
        return taken;
    };
    bool found = false;
    if (instagram_old::begins(bytes, root)) {
        found = true;
        instagram_old::read(reading, elements, root);
    } else if (root < bytes.size() && bytes[root] == '[') {
        found = true;
        elements.array(root, take);
    } else {
        chat = chat_of(reading.file, root, reading.name);
        Members members(bytes, root);
        while (members.next()) {
            if (members.key() != "messages") continue;
            found = true;
            members.continue_at(elements.array(members.value(), take));
        }
        if (members.cut()) elements.set_cut();
    }
    if (!found)
        throw Error(ErrorKind::input, said("'{}' holds no chat of Messenger or Instagram", reading.name),
                    said("download your information as JSON; chats are messages/inbox/NAME/message_1.json"));
    elements.finish();
}

bool is_message(std::string_view text, std::size_t at)
{
    std::set<std::string_view> keys;
    for (Members members(text, at); members.next();) keys.insert(members.key());
    return keys.count("sender_name") ? keys.count("timestamp_ms") || keys.count("timestamp")
                                     : keys.count("senderName") && keys.count("timestamp");
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    const auto at = json_root(text);
    if (at >= text.size()) return 0;
    if (instagram_old::begins(text, at)) return 90;
    if (text[at] == '[') return is_message(text, json_scan::skip_space(text, at + 1)) ? 85 : 0;
    std::set<std::string_view> keys;
    for (Members members(text, at); members.next();) {
        keys.insert(members.key());
        if (members.key() != "messages" || text[members.value()] != '[') continue;
        if (is_message(text, json_scan::skip_space(text, members.value() + 1))) return 95;
    }
    return keys.count("participants") && keys.count("messages") && (keys.count("thread_path") || keys.count("threadName"))
               ? 90
               : 0;
}

} // namespace

extern const Format format_meta_json;
const Format format_meta_json{"meta_json", "Messenger or Instagram download (message_1.json)", 1, sniff, read};

} // namespace redress::ingest
