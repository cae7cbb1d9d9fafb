// Records without personal data: fields that are a person's by their meaning go whole, free text is looked through, ids and
// codes stay. Works on the JSON of a record, so keys and types this version does not know pass through too.
#pragma once

#include "analyze/redactor.hpp"

namespace redress::analyze {

// What a record tells of people: its buyer's name and addresses, who wrote to the shop, who wrote a review. Also what stays:
// numbers of orders and payments, if these are what the case is about.
void learn_people(const Json& record, Owner owner, Redactor& redactor);
void learn_numbers(const Json& record, Redactor& redactor);

// False if nothing was in it; the record is untouched then.
bool redact_record(Json& record, const std::string& place, Redactor& redactor);
// May a number go on from one message to the next? The same sender within 60 seconds, digits on both sides.
bool goes_on(const Json& before, const Json& now);
// What becomes of any JSON that is no record, as an element of a chat's export.
bool redact_json(Json& value, const std::string& place, Redactor& redactor);

} // namespace redress::analyze
