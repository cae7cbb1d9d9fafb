#include "ingest/instagram_old.hpp"

#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"

#include <algorithm>
#include <vector>

namespace redress::ingest::instagram_old {
namespace {

using json_scan::Members;

// A conversation has no number: it is known by who is in it.
std::string thread_of(const Json& participants)
{
    std::vector<std::string> names;
    for (const auto& name : participants.items()) names.push_back(name.string_or(""));
    std::sort(names.begin(), names.end());
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
}

void add_line(std::string& out, const std::string& line)
{
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
}

bool is_placed(std::string_view key)
{
    return key == "sender" || key == "created_at" || key == "text" || key == "keys";
}

std::string text_of(const Json& m)
{
    auto out = m["text"].string_or("");
    for (const auto* key :
         {"heart", "link", "story_share", "media_share_caption", "media_share_url", "video_call_action", "action"})
        if (out.empty() || key == std::string_view("media_share_url")) add_line(out, m[key].string_or(""));
    return out;
}

Taken read_message(std::string_view json, const std::string& thread, Draft& draft)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto& m = *parsed;
    model::Message message;
    message.thread = thread;
    message.sender = m["sender"].string_or("");
    message.text = text_of(m);
    const bool system = !m["action"].is_null() && m["text"].is_null(); // "named the group …"
    taken.outcome = system ? Outcome::system : Outcome::parsed;
    if (system) message.role = model::Role::system;
    for (const auto& [key, type] : {std::pair("media", ""), {"media_url", ""}, {"voice_media", "audio/*"}})
        if (const auto url = m[key].string_or(""); !url.empty())
            message.attachments.push_back({url.starts_with("http") ? file_name(url) : std::string(), type, ""});
    const auto written = m["created_at"].string_or("");
    if (!take_iso(written, draft, message.when)) remark_no_time(written, taken);
    for (const auto& [key, value] : m.members())
        if (!is_placed(key) && !says_nothing(value)) draft.record.extra.set(key, value);
    draft.raw_body = message.text;
    if (draft.raw_body.empty())
        for (const auto& attachment : message.attachments) draft.raw_body += attachment.name + "\n";
    draft.record.body = std::move(message);
    return taken;
}

// Who is in it stands before the messages, unless somebody sorted the keys.
Json participants_of(const MappedFile& file, std::size_t at)
{
    for (Members members(file.bytes(), at); members.next();) {
        if (members.key() == "participants") return json_value(file.bytes(), members.value());
        members.continue_at(pass_over(file, members.value()));
    }
    return {};
}

} // namespace

bool begins(std::string_view text, std::size_t at)
{
    if (at >= text.size() || text[at] != '[') return false;
    bool people = false, talk = false;
    for (Members members(text, json_scan::skip_space(text, at + 1)); !(people && talk) && members.next();) {
        people = people || members.key() == "participants";
        talk = talk || members.key() == "conversation";
    }
    return people && talk;
}

void read(Reading& reading, JsonElements& elements, std::size_t at)
{
    const auto bytes = reading.file.bytes();
    for (++at; at < bytes.size();) {
        if (bytes[at] == ']') return;
        if (bytes[at] != '{') {
            const bool between = json_scan::is_space(bytes[at]) || bytes[at] == ',';
            at = between ? at + 1 : std::max(at + 1, json_scan::value_end(bytes, at));
            continue;
        }
        const auto thread = thread_of(participants_of(reading.file, at));
        Members members(bytes, at);
        while (members.next()) {
            if (members.key() != "conversation") continue;
            members.continue_at(
                elements.array(members.value(), [&](std::string_view json, std::size_t offset, std::uint64_t number) {
                    Draft draft;
                    auto taken = read_message(json, thread, draft);
                    if (taken.outcome == Outcome::rejected) return taken;
                    draft.record.sources.push_back(element_source(json, offset, number));
                    reading.emit(std::move(draft));
                    return taken;
                }));
        }
        if (members.cut()) elements.set_cut();
        at = std::max(at + 1, members.end());
    }
    elements.set_cut();
}

} // namespace redress::ingest::instagram_old
