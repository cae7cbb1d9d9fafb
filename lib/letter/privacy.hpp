// What a letter must not show of the people in a case. Says what was found in words, never the data.
#pragma once

#include "analyze/exhibits.hpp"
#include "base/said.hpp"
#include "letter/kinds.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace redress::letter {

// "the buyer's e-mail address", …: nobody's address, number or account stands in a message to the buyer; where anybody
// reads it, no name and no number of an order, a payment or a parcel either.
std::vector<std::string> personal_in(std::string_view letter, const analyze::Material& material, const Kind& kind);

// What personal_in() found, for who reads Chinese.
Said personal_words(const std::string& found);

} // namespace redress::letter
