// A channel of Discord as DiscordChatExporter writes it in JSON. Read as a stream: a busy server's file is large.
#include "base/error.hpp"
#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;

struct Channel {
    std::string id, name, guild;
};

template <std::size_t N> bool one_of(std::string_view word, const std::array<std::string_view, N>& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Every other type is something that happened (a call, a pin, a newcomer). The exporter writes the number of a type it has
// no name for: 19 Reply, 20 ChatInputCommand, 23 ContextMenuCommand.
bool is_said_by_somebody(std::string_view type)
{
    constexpr std::array<std::string_view, 9> spoken = {
        "", "Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "0", "19", "20", "23"};
    return one_of(type, spoken);
}

bool is_placed(std::string_view key)
{
    constexpr std::array<std::string_view, 8> placed = {"id",     "timestamp", "timestampEdited", "content",
                                                        "author", "keys",      "mentions",        "inlineEmojis"};
    return one_of(key, placed);
}

void add_line(std::string& out, const std::string& line)
{
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
}

// What a program or a link's preview says in a box.
std::string text_of(const Json& embeds)
{
    std::string out;
    for (const auto& embed : embeds.items()) {
        for (const auto* key : {"title", "description", "url"}) add_line(out, embed[key].string_or(""));
        for (const auto& field : embed["fields"].items())
            add_line(out, field["name"].string_or("") + ": " + field["value"].string_or(""));
    }
    return out;
}

void take_files(const Json& m, model::Message& message)
{
    for (const auto& file : m["attachments"].items()) {
        auto name = file["fileName"].string_or("");
        if (name.empty()) name = file_name(file["url"].string_or(""));
        message.attachments.push_back({std::move(name), "", ""});
    }
    for (const auto& sticker : m["stickers"].items())
        message.attachments.push_back({sticker["name"].string_or(""), "image/*", ""});
}

void take_words(const Json& m, model::Message& message)
{
    message.text = m["content"].string_or("");
    take_files(m, message);
    const auto& forwarded = m["forwardedMessage"];
    if (message.text.empty()) message.text = forwarded["content"].string_or("");
    take_files(forwarded, message);
    if (message.text.empty()) message.text = text_of(m["embeds"]);
    if (message.text.empty()) message.text = text_of(forwarded["embeds"]);
}

void take_extra(const Json& m, const Channel& channel, Json& extra)
{
    put_text(extra, "thread_name", channel.name);
    put_text(extra, "guild", channel.guild);
    const auto& author = m["author"];
    put_text(extra, "sender_id", scalar_text(author["id"]));
    const auto nickname = author["nickname"].string_or("");
    if (nickname != author["name"].string_or("")) put_text(extra, "nickname", nickname);
    if (author["isBot"] == Json(true)) extra.set("bot", true);
    put_text(extra, "reply_to", scalar_text(m["reference"]["messageId"]));
    for (const auto& [key, value] : m.members())
        if (!is_placed(key) && !says_nothing(value)) extra.set(key, value);
    auto mentions = Json::array();
    for (const auto& user : m["mentions"].items())
        mentions.push(Json::object().set("id", user["id"]).set("name", user["name"]).set("nickname", user["nickname"]));
    if (!mentions.items().empty()) extra.set("mentions", std::move(mentions));
}

Taken read_message(std::string_view json, const Channel& channel, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto& m = *parsed;
    model::Message message;
    message.thread = channel.id.empty() ? channel.name : channel.id;
    message.native_id = scalar_text(m["id"]);
    message.sender = m["author"]["name"].string_or("");
    if (message.sender.empty()) message.sender = m["author"]["nickname"].string_or("");
    const bool spoken = is_said_by_somebody(scalar_text(m["type"]));
    taken.outcome = spoken ? Outcome::parsed : Outcome::system;
    if (!spoken) message.role = model::Role::system;
    take_words(m, message);
    if (!take_iso(m["timestamp"].string_or(""), draft, message.when)) remark_no_time(message.when.local, taken);
    const auto edited = m["timestampEdited"].string_or("");
    message.edited = !edited.empty();
    if (const auto at = time::parse_rfc3339(edited)) draft.record.as_of = time::to_rfc3339(*at);
    take_extra(m, channel, draft.record.extra);
    draft.raw_body = message.text;
    draft.record.body = std::move(message);
    return taken;
}

// The count stands at the end; it is the exporter's, and files have been edited since.
void compare(Reading& reading, std::int64_t declared)
{
    if (declared < 0) return;
    const auto found = reading.findings.tally.total;
    reading.findings.declared = static_cast<std::uint64_t>(declared);
    if (*reading.findings.declared != found)
        reading.warn(
            0, "declared-count",
            said("the file says it holds {} messages, {} were read: parts of it may have been cut away, or others put in",
                 declared, found));
}

void read(Reading& reading)
{
    const auto bytes = reading.file.bytes();
    JsonElements elements(reading);
    Channel channel;
    bool found = false;
    std::int64_t declared = -1;
    Members members(bytes, json_root(bytes));
    while (members.next()) {
        const auto key = members.key();
        if (key == "guild") channel.guild = json_value(bytes, members.value())["name"].string_or("");
        if (key == "channel") {
            const auto value = json_value(bytes, members.value());
            channel.id = scalar_text(value["id"]);
            channel.name = value["name"].string_or("");
        }
        if (key == "messageCount") declared = json_value(bytes, members.value()).integer().value_or(-1);
        if (key != "messages") continue;
        found = true;
        members.continue_at(
            elements.array(members.value(), [&](std::string_view json, std::size_t at, std::uint64_t number) {
                Draft draft;
                auto taken = read_message(json, channel, draft);
                if (taken.outcome == Outcome::rejected) return taken;
                draft.record.sources.push_back(element_source(json, at, number));
                reading.emit(std::move(draft));
                return taken;
            }));
    }
    if (!found)
        throw Error(ErrorKind::input, said("'{}' holds no chat of Discord", reading.name),
                    said("export the channel with DiscordChatExporter, format JSON"));
    if (members.cut()) elements.set_cut();
    elements.finish();
    compare(reading, declared);
}

int sniff(const Probe& probe)
{
    const std::string_view text = probe.text;
    std::set<std::string_view> keys;
    for (Members members(text, json_root(text)); members.next();) {
        keys.insert(members.key());
        if (members.key() != "messages" || text[members.value()] != '[') continue;
        std::set<std::string_view> inner;
        for (Members message(text, json_scan::skip_space(text, members.value() + 1)); message.next();)
            inner.insert(message.key());
        if (inner.count("timestampEdited") && inner.count("author")) return 95;
    }
    return keys.count("guild") && keys.count("channel") && (keys.count("messages") || keys.count("dateRange")) ? 95 : 0;
}

} // namespace

extern const Format format_discord_json;
const Format format_discord_json{"discord_json", "Discord channel (DiscordChatExporter JSON)", 1, sniff, read};

} // namespace redress::ingest
