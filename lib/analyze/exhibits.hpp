// Which exhibits a case's records make: values in, values out. Labels are given by the store (once and for ever) and joined
// here.
#pragma once

#include "base/said.hpp"
#include "model/record.hpp"

#include <string>
#include <vector>

namespace redress::analyze {

// A case with everything linked to it, as bundle and draft see it.
struct Material {
    std::string case_id, shop;
    model::Case facts;
    std::vector<model::Record> records;                   // linked records of all types, in time order
    std::vector<std::pair<std::string, std::string>> why; // record id -> why it is linked
    std::vector<std::string> sellers = {};                // names the shop writes under, for what is typed off a screenshot
};

struct Exhibit {
    std::string
        item; // stable key for the store's allocation: "thread:main/Name", "order:1001", "events:1001", "document:d_…"
    std::string kind;                 // transcript, order, events, reviews, document, statement
    std::string title;                // "Conversation with Jane Doe"
    std::string label;                // "A"; filled in after allocation
    int number = 0;                   // from 1
    int grade = 0;                    // 1 screenshot or typed statement, 2 log or export, 3 third-party verification
    std::vector<std::string> records; // ids, in the order shown; a message's line number is its index + 1
};

// What a record is worth as proof: 1 screenshot or typed statement, 2 log or export, 3 third-party verification.
int grade_of(const model::Record& record);

// Deterministic: the same records give the same exhibits in the same order (conversations, orders, events, reviews,
// documents).
std::vector<Exhibit> plan_exhibits(const Material& material);
// The title for who reads Chinese: titles are planned in English.
Said title_words(const std::string& title);
// 1 -> "A", 26 -> "Z", 27 -> "AA"; 3 -> "3" where the platform's style numbers its attachments.
std::string exhibit_label(int number, bool numbered = false);
// "Exhibit {label}" counts in letters, "Attachment {number}" in figures.
bool is_numbered(std::string_view style);
// "Exhibit {label}", "C" -> "Exhibit C"
std::string name_in_style(const std::string& style, const std::string& label);

// Where a record is shown: its exhibit's label and, for messages, its line ("A", 12). nullptr label: nowhere.
struct Place {
    std::string label;
    int line = 0; // 0: the exhibit as a whole
};
Place place_of(const std::vector<Exhibit>& exhibits, const std::string& record);

} // namespace redress::analyze
