// Timestamps of RFC 3161: what to ask an authority, and what its answer is worth. OpenSSL's TS functions do the work.
#pragma once

#include "base/said.hpp"
#include "base/time.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace redress::bundle {

inline constexpr std::size_t max_stamp_reply = 65536;

// A request in DER for the SHA-256 of data, with a fresh nonce of 128 bits; the reply shall carry its certificates.
// policy: a dotted OID, or empty. Throws Error{input} on one that is none.
std::string stamp_request(std::string_view data, const std::string& policy);

struct StampFiles {
    std::string_view data;  // what was stamped
    std::string_view reply; // .tsr, DER
    // Empty: the nonce is not compared.
    std::string_view request; // .tsq, DER
    std::string_view chain;   // .chain.pem: certificates that may help to build the chain, none of them trusted
    // Certificates that are trusted, PEM; they have to come from elsewhere than the stamp. Empty: none.
    std::string_view roots;
    bool system_roots = false; // those of the system are trusted too
};

enum class StampState {
    valid,
    valid_then,   // at the time it names; its certificates have expired since
    unverifiable, // nothing is wrong with it, but nothing vouches for it
    invalid
};

struct Stamp {
    StampState state = StampState::invalid;
    Said why;                  // for all but valid
    std::optional<Instant> at; // what was stamped was there no later
    // Of the certificate the token itself names as its signer's (ESSCertID), never of another that came along; empty where
    // the signature does not hold.
    std::string authority;       // its subject (RFC 2253)
    std::string certificate;     // its SHA-256, hex
    std::string policy, serial;  // a dotted OID; hex
    std::optional<Instant> ends; // when the first certificate of the chain runs out
    std::string chain;           // from the signer's certificate to the root, PEM; where one was found
    bool trailing = false;       // bytes follow the reply; OpenSSL does not read them
};

// Never throws for what the files hold. now: when the certificates have to be valid.
Stamp check_stamp(const StampFiles& files, Instant now);

bool has_certificate(std::string_view pem);

// "valid", "valid-then", "unverifiable", "invalid"
const char* stamp_state_word(StampState state);

} // namespace redress::bundle
