#include "ingest/slack_message.hpp"

#include "ingest/json_message.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest::slack {
namespace {

template <std::size_t N> bool one_of(std::string_view word, const std::array<std::string_view, N>& list)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Slack shows the display name, where somebody has set one, else the full one.
std::string name_of(const Json& user)
{
    const auto& profile = user["profile"].is_object() ? user["profile"] : user;
    for (const auto* key : {"display_name", "real_name"})
        if (auto name = profile[key].string_or(""); !name.empty()) return name;
    auto name = user["real_name"].string_or("");
    return name.empty() ? user["name"].string_or("") : name;
}

std::string person(const std::string& id, const Names& names)
{
    const auto it = names.people.find(id);
    if (it != names.people.end()) return it->second;
    return id == "USLACKBOT" ? "Slackbot" : id;
}

// What stands between < and >: a person, a channel, a call to all, a link.
std::string shown_mark(std::string_view mark, const Names& names)
{
    const auto bar = mark.find('|');
    const auto label = bar == std::string_view::npos ? std::string_view() : mark.substr(bar + 1);
    auto target = mark.substr(0, bar);
    const char kind = target.empty() ? '\0' : target[0];
    if (kind == '@' || kind == '#') {
        const auto& known = kind == '@' ? names.people : names.channels;
        const auto it = known.find(target.substr(1));
        if (it != known.end()) return std::string(1, kind) + it->second;
        return std::string(1, kind) + std::string(label.empty() ? target.substr(1) : label);
    }
    if (kind == '!') return label.empty() ? "@" + std::string(target.substr(1, target.find('^') - 1)) : std::string(label);
    if (target.find(':') == std::string_view::npos)
        return "<" + std::string(mark) + ">"; // no mark of Slack's: it escapes these
    if (target.starts_with("mailto:") || target.starts_with("tel:")) target.remove_prefix(target.find(':') + 1);
    // "<https://example.com|example.com>": Slack made the link of what was typed.
    const auto colon = target.find("://");
    if (label.empty() || label == target || (colon != std::string_view::npos && label == target.substr(colon + 3)))
        return std::string(target);
    return std::string(label) + " (" + std::string(target) + ")";
}

// Slack escapes these three and no others.
std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        const char c = rest.starts_with("&lt;")    ? '<'
                       : rest.starts_with("&gt;")  ? '>'
                       : rest.starts_with("&amp;") ? '&'
                                                   : '\0';
        out += c ? c : text[at];
        at += c == '\0' ? 1 : c == '&' ? 5 : 4;
    }
    return out;
}

bool is_system(std::string_view subtype)
{
    constexpr std::array<std::string_view, 14> happened = {"bot_add",
                                                           "bot_remove",
                                                           "bot_enable",
                                                           "bot_disable",
                                                           "pinned_item",
                                                           "unpinned_item",
                                                           "reminder_add",
                                                           "sh_room_created",
                                                           "huddle_thread",
                                                           "joiner_notification",
                                                           "app_conversation_join",
                                                           "app_conversation_leave",
                                                           "tabbed_canvas_updated",
                                                           "ekm_access_denied"};
    return subtype.starts_with("channel_") || subtype.starts_with("group_") || subtype.starts_with("mpim_") ||
           one_of(subtype, happened);
}

std::string sender_of(const Json& m, const Names& names)
{
    auto id = m["user"].string_or("");
    if (id.empty()) id = m["comment"]["user"].string_or("");
    if (const auto name = person(id, names); name != id) return name;
    if (auto name = name_of(m["user_profile"]); !name.empty()) return name;
    if (auto name = m["bot_profile"]["name"].string_or(""); !name.empty()) return name;
    if (!id.empty()) return id;
    auto name = m["username"].string_or("");
    return name.empty() ? m["bot_id"].string_or("") : name;
}

void add_line(std::string& out, const std::string& line)
{
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
}

// Programs say what they have to say in boxes, and leave the text empty.
std::string text_of_boxes(const Json& m)
{
    std::string out;
    for (const auto& box : m["attachments"].items()) {
        const auto before = out.size();
        for (const auto* key : {"pretext", "title", "text"}) add_line(out, box[key].string_or(""));
        if (out.size() == before) add_line(out, box["fallback"].string_or(""));
    }
    return out;
}

// Addresses of files hold a token that opens them: they stay out.
void take_file(const Json& file, model::Message& message, Json& kept)
{
    if (!file.is_object()) return;
    auto name = file["name"].string_or("");
    if (name.empty()) name = file["title"].string_or("");
    auto type = file["mimetype"].string_or("");
    message.attachments.push_back({std::move(name), std::move(type), ""});
    auto out = Json::object();
    for (const auto* key : {"id", "title", "size", "mode"})
        if (!file[key].is_null()) out.set(key, file[key]);
    kept.push(std::move(out));
}

bool is_placed(std::string_view key)
{
    constexpr std::array<std::string_view, 13> placed = {"type",        "ts",     "text",       "edited", "files",
                                                         "file",        "blocks", "keys",       "user",   "user_profile",
                                                         "bot_profile", "team",   "source_team"};
    return one_of(key, placed);
}

void take_extra(const Json& m, const Channel& channel, Json& extra)
{
    put_text(extra, "thread_name", channel.name);
    put_text(extra, "sender_id", m["user"].string_or(""));
    if (const auto root = m["thread_ts"].string_or(""); root != m["ts"].string_or("")) put_text(extra, "reply_to", root);
    for (const auto& [key, value] : m.members())
        if (!is_placed(key) && !says_nothing(value)) extra.set(key, value);
}

} // namespace

void add_people(const Json& users, Names& names)
{
    for (const auto& user : users.items())
        if (const auto id = user["id"].string_or(""); !id.empty()) names.people[id] = name_of(user);
}

void add_channels(const Json& channels, Names& names)
{
    for (const auto& channel : channels.items()) {
        auto name = channel["name"].string_or("");
        if (name.empty())
            for (const auto& member : channel["members"].items())
                name += (name.empty() ? "" : ", ") + person(member.string_or(""), names);
        if (const auto id = channel["id"].string_or(""); !id.empty()) names.channels[id] = name;
    }
}

std::string shown(std::string_view text, const Names& names)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto open = std::min(text.find('<', at), text.size());
        out += unescaped(text.substr(at, open - at));
        const auto close = text.find('>', open);
        if (close == std::string_view::npos) {
            out += unescaped(text.substr(open));
            break;
        }
        out += unescaped(shown_mark(text.substr(open + 1, close - open - 1), names));
        at = close + 1;
    }
    return out;
}

Taken read_message(std::string_view json, const Channel& channel, const Names& names, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto& m = *parsed;
    const auto subtype = m["subtype"].string_or("");
    const bool system = is_system(subtype);
    taken.outcome = system ? Outcome::system : Outcome::parsed;
    model::Message message;
    if (system) message.role = model::Role::system;
    message.thread = channel.thread;
    message.native_id = scalar_text(m["ts"]);
    message.sender = sender_of(m, names);
    draft.raw_body = m["text"].string_or("");
    if (draft.raw_body.empty()) draft.raw_body = text_of_boxes(m);
    message.text = shown(draft.raw_body, names);
    message.deleted = subtype == "tombstone" || subtype == "message_deleted";
    message.edited = m["edited"].is_object();
    model::Stamp edited;
    if (take_epoch(m["edited"]["ts"], edited)) draft.record.as_of = time::to_rfc3339(*edited.at);
    if (!take_epoch(m["ts"], message.when)) {
        message.when.local = message.native_id;
        remark_no_time(message.native_id, taken);
    }
    take_extra(m, channel, draft.record.extra);
    auto files = Json::array();
    take_file(m["file"], message, files);
    for (const auto& file : m["files"].items()) take_file(file, message, files);
    if (!files.items().empty()) draft.record.extra.set("files", std::move(files));
    draft.record.body = std::move(message);
    return taken;
}

} // namespace redress::ingest::slack
