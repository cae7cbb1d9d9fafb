// Where a parcel was to go and where it went: addresses as people write them, compared part by part.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redress::analyze {

enum class Agrees { unsaid, yes, no }; // unsaid: one side does not name it

struct PlaceMatch {
    Agrees postcode = Agrees::unsaid, country = Agrees::unsaid, words = Agrees::unsaid; // words: city, state, street
    std::vector<std::string> shared;                                                    // words both name
    bool differs() const { return postcode == Agrees::no || country == Agrees::no || words == Agrees::no; }
    bool agrees() const { return !differs() && (postcode == Agrees::yes || words == Agrees::yes); }
};

// ordered: the address of the order; delivered: what the carrier wrote, which may be a sentence ("delivered to Lindenweg 12,
// signed by VOGEL"). Only names the order has count for words: that a sentence holds others too says nothing.
PlaceMatch compare_places(std::string_view ordered, std::string_view delivered);

} // namespace redress::analyze
