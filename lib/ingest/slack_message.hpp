// One message of a Slack export, with the names its ids stand for.
#pragma once

#include "ingest/json_elements.hpp"

#include <map>
#include <string>
#include <string_view>

namespace redress::ingest::slack {

struct Names {
    std::map<std::string, std::string, std::less<>> people, channels; // by id; both may be empty
};
// Adds what users.json says, or channels.json, groups.json, mpims.json and dms.json (people first: chats without a name are
// called by their members).
void add_people(const Json& users, Names& names);
void add_channels(const Json& channels, Names& names);

// "<@U1> see <https://example.com|here> &amp; <#C1|orders>" as Slack shows it: "@jane see here (https://example.com) &
// #orders"
std::string shown(std::string_view text, const Names& names);

// id, or the folder's name where it is not known.
struct Channel {
    std::string thread, name;
};
Taken read_message(std::string_view json, const Channel& channel, const Names& names, Draft& draft);

} // namespace redress::ingest::slack
