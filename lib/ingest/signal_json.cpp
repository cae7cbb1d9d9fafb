// Signal keeps no export of its own: a chat's data.json of the program signal-export (one object a line), or rows of the
// table `messages` of Signal Desktop's database written as JSON.
#include "base/error.hpp"
#include "base/text.hpp"
#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;

bool one_of(std::string_view word, std::initializer_list<std::string_view> list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_placed(std::string_view key)
{
    return one_of(key, {"date", "sender", "body", "attachments", "deleted", "keys", "id", "conversationId", "sent_at",
                        "json", "quote"});
}

// Of signal-export's emoji as text, of the database an object with `data`.
std::string sticker_of(const Json& value)
{
    if (auto text = value.string()) return *std::move(text);
    const auto& data = value["data"].is_object() ? value["data"] : value;
    auto emoji = data["emoji"].string_or("");
    return emoji.empty() && value.is_object() ? "sticker" : emoji;
}

void take_files(const Json& m, model::Message& message)
{
    for (const auto& file : m["attachments"].items()) {
        std::string name;
        for (const auto* key : {"fileName", "name", "path"})
            if (name.empty()) name = file_name(file[key].string_or(""));
        message.attachments.push_back({std::move(name), file["contentType"].string_or(""), ""});
    }
    if (const auto sticker = sticker_of(m["sticker"]); !sticker.empty()) {
        message.attachments.push_back({sticker, "image/*", ""});
        if (message.text.empty()) message.text = sticker;
    }
}

// What is answered, without the marks of Markdown: "\n\n> first\n> second\n\n".
std::string quoted(const Json& quote)
{
    std::string out;
    const auto written = quote.is_object() ? quote["text"].string_or("") : quote.string_or("");
    for (auto line : text::split(written, '\n')) {
        if (line.starts_with("> ")) line.remove_prefix(2);
        if (!line.empty()) out += (out.empty() ? "" : "\n") + std::string(line);
    }
    return out;
}

void take_extra(const Json& m, Json& extra)
{
    put_text(extra, "quote", quoted(m["quote"]));
    for (const auto& [key, value] : m.members())
        if (!is_placed(key) && !says_nothing(value) && value != Json(0)) extra.set(key, value);
}

// A row of signal-export: {date, sender, body, quote, sticker, reactions, attachments}.
void read_exported(const Json& m, Draft& draft, model::Message& message, Taken& taken)
{
    taken.outcome = Outcome::parsed;
    message.sender = m["sender"].string_or("");
    message.text = m["body"].string_or("");
    while (message.text.ends_with(' ')) message.text.pop_back(); // two, put there for Markdown
    message.deleted = m["deleted"] == Json(true);
    const auto date = m["date"].string_or("");
    if (!take_iso(date, draft, message.when) && !take_epoch(m["date"], message.when)) remark_no_time(date, taken);
}

// A row of the database: incoming and outgoing are said by somebody, all other types happened.
void read_stored(const Json& m, model::Message& message, Taken& taken)
{
    const auto type = m["type"].string_or("");
    const bool spoken = one_of(type, {"incoming", "outgoing", "story"});
    taken.outcome = spoken ? Outcome::parsed : Outcome::system;
    if (!spoken) message.role = model::Role::system;
    message.thread = scalar_text(m["conversationId"]);
    message.native_id = scalar_text(m["id"]);
    for (const auto* key : {"sourceName", "source", "sourceServiceId", "sourceUuid"})
        if (message.sender.empty()) message.sender = scalar_text(m[key]);
    if (message.sender.empty() && type == "outgoing") message.sender = "Me"; // as signal-export calls the account's owner
    message.text = m["body"].string_or("");
    if (message.text.empty() && !spoken) message.text = type;
    message.deleted = m["isErased"] == Json(true) || m["isErased"] == Json(1) || m["deletedForEveryone"] == Json(true);
    message.edited = !m["editMessageTimestamp"].is_null() || !m["editHistory"].items().empty();
    const auto& sent = m["sent_at"].is_null() ? m["timestamp"] : m["sent_at"];
    if (!take_epoch(sent, message.when)) remark_no_time(scalar_text(sent), taken);
}

Taken read_message(std::string_view json, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto& m = *parsed;
    model::Message message;
    if (m.find("conversationId"))
        read_stored(m, message, taken);
    else
        read_exported(m, draft, message, taken);
    take_files(m, message);
    take_extra(m, draft.record.extra);
    draft.raw_body = message.text;
    if (draft.raw_body.empty())
        for (const auto& attachment : message.attachments) draft.raw_body += attachment.name + "\n";
    draft.record.body = std::move(message);
    return taken;
}

void read(Reading& reading)
{
    const auto bytes = reading.file.bytes();
    const auto root = json_root(bytes);
    // signal-export puts each chat into a folder of its name.
    if (file_name(reading.name).ends_with("data.json")) reading.findings.thread = folder_name(reading.name);
    JsonElements elements(reading);
    const auto take = [&](std::string_view json, std::size_t at, std::uint64_t number) {
        Draft draft;
        auto taken = read_message(json, draft);
        if (taken.outcome == Outcome::rejected) return taken;
        draft.record.sources.push_back(element_source(json, at, number));
        reading.emit(std::move(draft));
        return taken;
    };
    if (root >= bytes.size() || (bytes[root] != '[' && bytes[root] != '{'))
        throw Error(ErrorKind::input, said("'{}' holds no message of Signal", reading.name),
                    said("export it with signal-export: the chat's file is data.json"));
    if (bytes[root] == '[')
        elements.array(root, take);
    else
        elements.lines(root, take);
    elements.finish();
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    auto at = json_root(text);
    if (at < text.size() && text[at] == '[') at = json_scan::skip_space(text, at + 1);
    std::set<std::string_view> keys;
    for (Members members(text, at); members.next();) keys.insert(members.key());
    if (!keys.count("body")) return 0;
    if (keys.count("conversationId") && keys.count("type") && (keys.count("sent_at") || keys.count("timestamp"))) return 90;
    const bool exported =
        keys.count("quote") + keys.count("sticker") + keys.count("reactions") + keys.count("attachments") >= 2;
    return exported && keys.count("date") && keys.count("sender") ? 92 : 0;
}

} // namespace

extern const Format format_signal_json;
const Format format_signal_json{"signal_json", "Signal chat (signal-export's data.json)", 1, sniff, read};

} // namespace redress::ingest
