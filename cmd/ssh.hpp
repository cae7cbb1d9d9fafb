// SSH signatures by the program ssh-keygen, run by its path and without a shell: keys stay in their files or their agent.
#pragma once

#include <string>
#include <string_view>

namespace redress {

// The signature in PEM form. key: a private key's file, or a public one's whose private half an agent holds. Throws
// Error{input}: not installed, not signed.
std::string ssh_sign(const std::string& key, std::string_view bytes);

struct SshVerdict {
    bool checked = false; // false: ssh-keygen is not installed
    bool holds = false;
    std::string key; // "ED25519 key SHA256:…": the key that came with the signature
};
// Whether it was made over these bytes; not by whom.
SshVerdict ssh_check(std::string_view signature, std::string_view bytes);

} // namespace redress
