// Claims that a case's people make in their own words, and what a shop promised by when.
#pragma once

#include "analyze/exhibits.hpp"
#include "analyze/lint.hpp"
#include "profile/claims.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace redress::analyze {

struct ClaimMade {
    const profile::Claim* claim = nullptr;
    std::string record, thread; // record: the message or review; the case's id where its reason makes the claim
    std::string kind, by;       // kind: message, review, reply, statement, case; by: buyer, seller
    std::optional<Instant> at;
    bool guessed = false;       // the zone of that time
    int grade = 0;              // of the record; 0: the case itself
    std::string words;          // the sentence as written; of a case its reason code
    std::vector<Money> amounts; // named in that sentence
};

struct PromiseMade {
    std::string record, thread; // of a promise the seller typed the note's id
    Instant at, due;
    bool guessed = false;
    std::string words;
};

// Holds the wordings of a claim book against texts. Compile once.
class ClaimReader {
public:
    // Throws Error{input} naming the wording that is no phrase.
    explicit ClaimReader(std::shared_ptr<const profile::ClaimBook> book);
    const profile::ClaimBook& book() const { return *book_; }

    // Claims of buyer and seller in messages and reviews, in the order of the records, and first the case's own.
    std::vector<ClaimMade> claims(const Material& material);
    // Of the seller's messages: "within 30 minutes", "before 18:00" in the zone of the message.
    std::vector<PromiseMade> promises(const Material& material);
    // "ok", "thank you": nothing that waits for an answer.
    bool is_courtesy(std::string_view text);
    // A question or a complaint.
    bool wants_answer(std::string_view text);
    // What an event's result says against the shop; nullptr: nothing.
    const profile::ResultWording* result(const model::Event& event);
    // Ids of the claims a text makes, whoever says it: for tests of the wordings.
    std::vector<std::string> in_text(std::string_view text);

private:
    std::vector<LintFinding> find(std::string_view text);
    void take(std::string_view text, ClaimMade from, std::vector<ClaimMade>& out);
    std::shared_ptr<const profile::ClaimBook> book_;
    Linter linter_;
};

// The sentence around a place of a text, without the space around it, at most 160 characters of it.
std::string sentence_at(std::string_view text, std::size_t offset);
// "3610 元", "¥28.16", "50.00 EUR": sums with their currency; a bare number is none.
std::vector<Money> amounts_in(std::string_view text);

} // namespace redress::analyze
