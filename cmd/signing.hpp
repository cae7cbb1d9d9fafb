// Keys a package is signed with: `bundle --sign` and `--ssh-sign`.
#pragma once

#include "base/sign.hpp"
#include "bundle/bag.hpp"

#include <optional>
#include <string>
#include <vector>

namespace redress {

struct SignOptions {
    std::string key;     // an Ed25519 key in PEM form
    std::string ssh_key; // what ssh-keygen -Y sign takes: a private key, or a public one whose private half an agent holds
};

class Signer {
public:
    // Reads the key before any work is done. Throws Error{input} if it cannot sign.
    explicit Signer(const SignOptions& options);
    // Signs tagmanifest-sha256.txt, where a key was given. Throws Error{input} if ssh-keygen did not.
    void sign(std::vector<bundle::File>& files, const std::string& case_id) const;

private:
    std::optional<sign::PrivateKey> key_;
    std::string ssh_key_;
};

} // namespace redress
