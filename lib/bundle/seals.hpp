// What vouches for a package: is its signature whole, and whose; what are its timestamps worth?
#pragma once

#include "bundle/tag_file.hpp"
#include "bundle/timestamp.hpp"
#include "bundle/tree.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress::bundle {

// What has to come from elsewhere than the package, PEM. Who names one wants it found: without a signature by this key, or
// without a timestamp that leads to such a root, the package does not pass.
struct Outside {
    std::optional<std::string> signer, roots;
};

struct Signature {
    bool there = false, holds = false;
    bool compared = false; // with the key from outside; else the key is the package's own, which proves nothing about who
    std::string key;       // fingerprint of the key it was checked with, as of sign::PublicKey
    Said why;              // it does not hold
};

struct SshSignature { // ssh-keygen checks it, which is not for this layer to run
    bool there = false, checked = false, holds = false;
    std::string key; // "ED25519 key SHA256:…", the one that came with it
};

struct NamedStamp {
    std::string name; // of timestamps/NAME.tsr
    Stamp stamp;
};

struct SealReport {
    bool ours = false; // a package of redress; in another's bag files of these names may be anything
    Signature signature;
    SshSignature ssh;
    std::vector<NamedStamp> stamps;
};

// Throws Error{usage} if outside.signer is no Ed25519 key or outside.roots holds no certificate.
void check_outside(const Outside& outside);

// outside is as check_outside wants it.
SealReport check_seals(const Tree& tree, const Outside& outside, Instant now);

// What of it makes the package invalid, and what is only odd. What is no seal at all in a bag that is not ours, and that
// `outside` does not ask for, is odd and leaves the report.
void judge_seals(SealReport& report, const Outside& outside, Verdict& verdict);

} // namespace redress::bundle
