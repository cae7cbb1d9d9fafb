// Who said what when, from all a case holds: messages, reviews and their replies, and statements typed off a screenshot.
#pragma once

#include "analyze/exhibits.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

struct Utterance {
    std::string record, thread; // thread: empty for reviews
    std::string kind, by;       // kind: message, review, reply, statement; by: buyer, seller
    model::Stamp when;
    int grade = 0;
    std::string text;
};

// Of buyer and seller, in the order of the records; deleted messages, private notes and lines of unknown people stay out.
std::vector<Utterance> utterances(const Material& material);

// Lines "2026-05-14 19:45:20 Name: text" of a statement; a line without a time belongs to the one before. The seller is who
// is called so, or as one of the names.
std::vector<Utterance> statement_lines(const model::Document& document, const std::string& record,
                                       const std::vector<std::string>& sellers);

} // namespace redress::analyze
