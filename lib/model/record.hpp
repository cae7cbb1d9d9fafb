// Records (redress/1): one value struct a type, one envelope around them, and the codec to JSON lines.
// Written in full with null for nothing, read leniently; keys may be added, none changes meaning. See redress-records(5).
#pragma once

#include "base/json.hpp"
#include "base/money.hpp"
#include "model/stamp.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace redress::model {

struct Attachment {
    std::string name, media_type, document; // document: id of the document record, if the file is at hand
    bool operator==(const Attachment&) const = default;
};

struct Message {
    std::string thread, sender;
    Role role = Role::unknown;
    std::string text;
    std::vector<Attachment> attachments;
    bool edited = false, deleted = false;
    std::string kind; // reply, appeal, shop, reminder: what the text is for, if known
    std::string native_id;
    Stamp when;
};

struct Ref {
    std::string kind, value; // invoice, transaction, merchant_order, tracking, p2p_order, key (a fingerprint), …
    bool operator==(const Ref&) const = default;
};

struct Party {
    std::string name, email, phone, address, ip, account;
    bool operator==(const Party&) const = default;
};

struct Item {
    std::string title, sku;
    std::int64_t quantity = 1;
    std::optional<Money> price;
    bool operator==(const Item&) const = default;
};

struct Order {
    std::string platform, number;
    std::vector<Ref> refs;
    Party buyer;
    std::string title;
    std::vector<Item> items;
    std::optional<Money> amount;
    std::string status;
    Stamp placed, paid, updated;
};

struct Event {
    std::string platform, order, kind; // order: its number
    Stamp when;
    std::string actor, channel, address, ip, supplier, batch, ref, result;
    std::optional<Money> amount;
    std::string carrier, tracking;
};

struct Review {
    std::string platform, number, order;
    std::optional<double> rating, scale;
    std::string text, title, author, reply, product;
    Stamp when, replied, changed;
};

struct Document {
    std::string sha256, name, media_type;
    std::uint64_t bytes = 0;
    std::string kind; // screenshot, receipt, log, recording, statement, third_party
    int grade = 0;    // 1 screenshot, 2 log, 3 third-party verification; 0 unknown
    Stamp captured;
    std::string text; // of a typed statement
};

struct Metric {
    std::string platform, name;
    std::optional<double> value;
    std::optional<std::int64_t> count;
    Stamp when;
};

struct Case {
    std::string number, platform, via;
    std::vector<std::string> orders;
    std::string reason;
    std::optional<Money> amount;
    Stamp opened, due;
    std::string due_from; // data, profile, seller
    std::string stage, status, outcome, lang;
};

struct Link {
    std::string case_id, record, role, by; // role: subject, evidence, context; by: why, in words
};

// offer, promise, wish, note, contact
struct Note {
    std::string kind, case_id, text, state;
    Stamp when, due;
};

// A type this version does not know: carried through as it is.
struct Unknown {
    std::string type;
    Json fields;
};

using Body = std::variant<Message, Order, Event, Review, Document, Metric, Case, Link, Note, Unknown>;

struct Record {
    std::string id, shop = "main";
    Body body;
    std::vector<Source> sources;
    std::int64_t seq = 0;        // order within its file, for records without a time
    Json extra = Json::object(); // what only one platform has
    std::string as_of;           // RFC 3339: the data's own "last changed", if it has one
};

std::string_view type_of(const Body& body); // "message", "order", …
const Stamp* time_of(const Body& body);     // the one time a listing sorts by; nullptr if the type has none
Stamp* time_of(Body& body);

Json to_json(const Record& record);
void append_line(std::string& out, const Record& record); // one line with '\n'; the fast way out
// nullopt and a reason if the object is no record (no type, or its essential field is missing).
std::optional<Record> from_json(const Json& json, std::string* why = nullptr);

// The type-specific fields alone, as they are kept in the store.
std::string body_json(const Record& record);

} // namespace redress::model
