// Slack's export: a zip of one folder a channel with one file a day, and lists of people and channels beside them. One such
// file by itself is read too, its people as far as it names them.
#include "base/archive.hpp"
#include "base/error.hpp"
#include "ingest/json_message.hpp"
#include "ingest/json_scan.hpp"
#include "ingest/slack_message.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace redress::ingest {
namespace {

using json_scan::Members;
using slack::Channel;
using slack::Names;

std::string base_name(std::string_view path)
{
    return std::string(path.substr(path.find_last_of('/') + 1)); // npos + 1 is 0
}

// "general/2026-03-01.json"
bool is_day(std::string_view path)
{
    const auto name = base_name(path);
    if (name.size() != 15 || !name.ends_with(".json") || folder_name(path).empty()) return false;
    return time::parse_local(name.substr(0, 10)).has_value();
}

constexpr std::array<std::string_view, 4> lists = {"channels.json", "groups.json", "mpims.json", "dms.json"};

bool is_list(std::string_view path)
{
    const auto name = base_name(path);
    return name == "users.json" || std::find(lists.begin(), lists.end(), name) != lists.end();
}

void read_day(Reading& reading, const Channel& channel, const Names& names)
{
    const auto bytes = reading.file.bytes();
    JsonElements elements(reading);
    const auto root = json_root(bytes);
    if (root >= bytes.size() || bytes[root] != '[') {
        ++reading.findings.tally.total;
        ++reading.findings.tally.rejected;
        elements.remark(0, "bad-element", said("a day that is no list of messages"));
    }
    elements.array(root, [&](std::string_view json, std::size_t at, std::uint64_t number) {
        Draft draft;
        auto taken = slack::read_message(json, channel, names, draft);
        if (taken.outcome == Outcome::rejected) return taken;
        auto source = element_source(json, at, number);
        source.name = reading.name;
        draft.record.sources.push_back(std::move(source));
        reading.emit(std::move(draft));
        return taken;
    });
    elements.finish();
}

Names names_in(const Reading& reading)
{
    std::map<std::string, Json> found; // people must come first, wherever they stand
    archive::read_zip(
        reading.file.bytes(), reading.name,
        [&](archive::Entry&& entry) {
            auto list = parse_mended(entry.bytes);
            if (!list)
                reading.warn(0, "bad-list",
                             said("'{}' in the zip cannot be read: ids stand for the names in it", entry.name));
            else
                found[base_name(entry.name)] = *std::move(list);
        },
        is_list);
    Names names;
    slack::add_people(found["users.json"], names);
    for (const auto list : lists) slack::add_channels(found[std::string(list)], names);
    return names;
}

// A folder is called by its channel's name, or by its id.
Channel channel_of(const std::string& folder, const Names& names)
{
    if (const auto it = names.channels.find(folder); it != names.channels.end()) return {folder, it->second};
    for (const auto& [id, name] : names.channels)
        if (name == folder) return {id, name};
    return {folder, folder};
}

void read_export(Reading& reading)
{
    const auto names = names_in(reading);
    std::uint64_t days = 0, others = 0;
    archive::read_zip(reading.file.bytes(), reading.name, [&](archive::Entry&& entry) {
        if (!is_day(entry.name)) {
            others += !is_list(entry.name);
            return;
        }
        ++days;
        const auto label = reading.name + ":" + entry.name;
        const auto file = MappedFile::spooled(label, [&](const auto& write) { write(entry.bytes); });
        Reading day{file, label, reading.options, reading.findings, reading.emit};
        read_day(day, channel_of(folder_name(entry.name), names), names);
    });
    if (others > 0) reading.findings.not_stored.push_back(said("{} other files of the export", others));
    if (days == 0)
        throw Error(ErrorKind::input, said("'{}' holds no message of Slack", reading.name),
                    said("give the export's zip whole, or the file of one day"));
}

void read(Reading& reading)
{
    const auto bytes = reading.file.bytes();
    if (archive::is_zip(bytes)) return read_export(reading);
    const auto root = json_root(bytes);
    if (root >= bytes.size() || bytes[root] != '[')
        throw Error(ErrorKind::input, said("'{}' holds no message of Slack", reading.name),
                    said("give the export's zip whole, or the file of one day"));
    const auto folder = is_day(reading.name) ? folder_name(reading.name) : std::string();
    read_day(reading, {folder, folder}, {});
}

int sniff_day(std::string_view text)
{
    const auto root = json_root(text);
    if (root >= text.size() || text[root] != '[') return 0;
    std::set<std::string_view> keys;
    bool message = false;
    for (Members members(text, json_scan::skip_space(text, root + 1)); members.next();) {
        keys.insert(members.key());
        message = message || (members.key() == "type" && json_scan::string_at(text, members.value()) == "message");
    }
    const bool sent = keys.count("user") || keys.count("bot_id") || keys.count("username") || keys.count("subtype");
    return keys.count("ts") && sent && (message || keys.count("text")) ? 92 : 0;
}

int sniff(const Probe& probe)
{
    const auto& members = probe.members;
    if (members.empty()) return sniff_day(probe.text);
    const bool days = std::any_of(members.begin(), members.end(), is_day);
    return days && std::any_of(members.begin(), members.end(), is_list) ? 96 : 0;
}

} // namespace

extern const Format format_slack;
const Format format_slack{"slack", "Slack export (.zip, or one day's .json)", 1, sniff, read};

} // namespace redress::ingest
