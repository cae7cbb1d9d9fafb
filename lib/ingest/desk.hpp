// What the exports of support desks have in common: talks (tickets, conversations) with messages in them, wrapped and
// listed in many ways, whole or one a line, with the names of people elsewhere. Each desk says what its objects look like;
// they are walked without building more of the file than one talk's head and one message.
#pragma once

#include "base/said_again.hpp"
#include "ingest/format.hpp"
#include "ingest/json_elements.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::ingest::desk {

// The members of an object, by name only.
struct Keys {
    std::vector<std::string_view> names;
    std::string_view type; // the value of "type", if it is a string
    bool has(std::string_view name) const;
    bool has_any(std::string_view several) const; // names between |
};

struct Person {
    std::string name, email;
    model::Role role = model::Role::unknown;
};
using People = std::map<std::string, Person>; // by id

struct Talk {
    Json head;            // its members that hold no messages
    std::string id, name; // name: its subject
    bool opened = false;  // its first message is one of its messages
};

struct Element {
    Outcome outcome = Outcome::parsed;
    const char* problem = "";
    Said remark;
    Draft draft;
};

struct Manners {
    Form what;                 // "no export of Zendesk", for the refusal
    std::string_view lists;    // members to go into; names between |
    std::string_view inner;    // a member that is the talk itself, beside its messages
    std::string_view openings; // members of a talk that are its first message
    std::string_view ratings;  // members of a talk that are its rating
    bool opens_last = false;   // the first message counts only if it is not among the messages
    bool (*is_message)(const Keys& keys) = nullptr;
    bool (*is_talk)(const Keys& keys) = nullptr;
    void (*enter)(Talk& talk, People& people) = nullptr;
    Element (*read)(const Json& message, Talk& talk, People& people) = nullptr;
    // nullptr: the desk has none; nullopt: there is nothing
    std::optional<Element> (*open)(const Json& value, Talk& talk, People& people) = nullptr;
    std::optional<model::Review> (*rate)(const Json& value, const Talk& talk, const People& people) = nullptr;
};

bool looks_like(const Probe& probe, const Manners& manners);
void read(Reading& reading, const Manners& manners);

// For the desks' readers.
void learn(People& people, const Json& person);                  // {id, name, email, role}
void set_time(Element& element, const Json& value);              // epoch s or ms, ISO; of its message
void set_private(Draft& draft);                                  // a note buyers never saw: extra.private
std::string text_of_html(const std::string& html);               // also of text that only may be HTML
std::string file_name(const Json& file, std::string_view names); // the first of names that is filled; of a URL its last part
model::Message& message_of(Draft& draft);

} // namespace redress::ingest::desk
