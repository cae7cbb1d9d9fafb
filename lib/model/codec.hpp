// What the store needs of the codec beside record.hpp: bodies alone, and every time of a record.
#pragma once

#include "base/said.hpp"
#include "model/record.hpp"

#include <string>
#include <vector>

namespace redress::model {

// Appends the type's own fields, seq, as_of and extra as one JSON object: what a store row keeps.
void append_body(std::string& out, const Record& record);
// The reverse: fields of a store row into a body of that type.
std::optional<Body> body_from_json(std::string_view type, const Json& json, std::string* why = nullptr);
// Every time a record holds, the one it sorts by first: what a change of zone has to visit.
std::vector<Stamp*> times_of(Body& body);

// What body_from_json and from_json wrote into `why`, for who reads Chinese.
Said why_words(const std::string& why);

} // namespace redress::model
