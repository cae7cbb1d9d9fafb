// The kinds of draft there are, and what each is for: that decides how it is checked and printed.
#pragma once

#include <string>
#include <vector>

namespace redress::letter {

struct Kind {
    std::string name;
    std::vector<std::string> wording; // kinds of redress-rules(5) its words are held against
    bool cites = true;                // printed with its citations; otherwise they serve the check alone
    bool open = false;                // anybody reads it: no name, no number of an order, a payment or a parcel
    bool demands = false;             // not worth sending without the evidence the reason demands
};
// A kind of the user's own is a message to the buyer.
Kind kind_of(const std::string& name);

} // namespace redress::letter
