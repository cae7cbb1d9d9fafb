// A case in order of time: everything that has one, where nothing is on record, which sources confirm each other, and what
// contradicts what. Pure: values in, values out; both sides of a contradiction are quoted with their records.
#pragma once

#include "analyze/claims.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace redress::analyze {

struct Moment {
    std::optional<Instant> at; // nothing: unreadable, then local as it was written
    bool guessed = false;      // its zone
    std::string local;
    std::string record; // id; of the case's own dates the case's
    std::string kind;   // message, review, reply, document, placed, paid, shipped, …, promise, promise.due, case.opened
    std::string who;    // buyer, seller, platform, system, or as the record names the actor
    std::string words;  // text, or what the record holds
    int grade = 0;      // 0: a date and no proof
};

struct Gap {
    std::string kind;                 // first_reply, reply, unanswered, promise, silence
    std::string record, until_record; // silence: the records around it; else what waits, and what answered (empty: nothing)
    Instant from, until;              // until: the answer, else the due time or now
    std::optional<std::chrono::milliseconds> limit; // what it is held against
    std::string words;                              // what waited, what was promised
    bool against_seller = true;
    std::chrono::milliseconds length() const { return until - from; }
};

struct Side {                      // one side of a contradiction
    std::string record, kind, who; // kind: message, review, case, event:delivered, order:cancelled, claim:received, answer
    std::optional<Instant> at;
    bool guessed = false;
    int grade = 0;
    std::string words;
    bool firm = false; // of what is shown: it and the claim cannot both be true
};

struct Contradiction {
    std::string rule;    // id of a claim, or sequence, exclusive, amount, "result:ID"
    std::string against; // whose word it shakes: buyer, seller, records
    Side said;
    std::vector<Side> shown;  // never empty
    bool firm = false;        // one of those shown is
    bool zone_unsure = false; // a guessed zone could turn the order of time
};

struct Confirmation { // two of different origin state the same within the tolerance
    std::string kind;
    std::vector<Side> by; // two or more
    int grade = 0;        // of the best
};

struct Timeline {
    std::vector<Moment> moments; // in order of time; equal times in the order of the records
    std::vector<Moment> undated;
    std::vector<Gap> gaps;
    std::vector<Contradiction> contradictions;
    std::vector<Confirmation> confirmations;
    std::vector<ClaimMade> claims;
    std::vector<ClaimMade> unbacked; // the seller's, that no record bears out
    bool against_seller() const;
};

struct TimelineOptions {
    Instant now;
    std::chrono::minutes tolerance{10};        // of two sources that state the same
    std::chrono::hours silence{72};            // without any record
    std::chrono::minutes first_reply{24 * 60}; // what a first answer may take
    std::chrono::minutes reply{24 * 60};       // and any other
    std::vector<model::Record> notes;          // offers and promises, which are no evidence
};

Timeline timeline(const Material& material, ClaimReader& reader, const TimelineOptions& options);

// Parts of it.
std::vector<Moment> moments(const Material& material, const std::vector<model::Record>& notes);
std::vector<Gap> gaps(const Material& material, const std::vector<Moment>& moments, ClaimReader& reader,
                      const TimelineOptions& options);
std::vector<Contradiction> contradictions(const Material& material, const std::vector<ClaimMade>& claims,
                                          ClaimReader& reader);
std::vector<Confirmation> confirmations(const Material& material, const std::vector<ClaimMade>& claims,
                                        const profile::ClaimBook& book, std::chrono::minutes tolerance);
// What an event holds beside its kind: carrier, number, place, address, result.
std::string event_words(const model::Event& event);
Side side_of(const model::Record& record); // an event or an order
// An event with a time, or an order's own date; pointers into the material.
struct Dated {
    std::string order, kind;
    const model::Record* record = nullptr;
    const model::Event* event = nullptr; // none of an order's date
    Side side;
};
std::vector<Dated> dated(const Material& material);

} // namespace redress::analyze
