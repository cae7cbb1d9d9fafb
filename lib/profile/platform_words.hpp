// What a platform calls things, where there is no fact of its own for it.
#pragma once

#include "profile/facts.hpp"

#include <map>
#include <string>
#include <vector>

namespace redress::profile {

struct Carrier { // what a platform calls a carrier, and how people write it
    std::string code;
    std::vector<std::string> names;
    Provenance from;
};

struct Enumeration {         // words of a field that is neither stage, status, reason nor evidence type: "dispute_channel"
    std::string name, field; // field: what the platform calls it, where the name is ours ("outcome")
    Text label;
    std::vector<std::string> values;
    std::map<std::string, Text> meaning; // of those values that do not explain themselves
    Provenance from;
};

} // namespace redress::profile
