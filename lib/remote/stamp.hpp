// Asking an authority for a timestamp.
#pragma once

#include "bundle/timestamp.hpp"
#include "remote/settings.hpp"

#include <string>
#include <string_view>

namespace redress::remote {

struct Token {
    std::string request, reply; // .tsq and .tsr, DER
    bundle::Stamp stamp;        // valid
};

// Sends the SHA-256 of data and nothing else of it, and checks the answer against data, request and roots (PEM; empty: the
// system's) before it is given back. Throws Error{network} where trying again may help, else Error{input}: a refusal, a page
// instead of a token, a token that does not hold.
Token ask_for_stamp(const Authority& authority, std::string_view data, std::string_view roots, HttpRules rules, Instant now);

} // namespace redress::remote
