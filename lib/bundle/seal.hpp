// Signatures of a package: tag files beside tagmanifest-sha256.txt that no manifest lists, so the bag is valid with and
// without them.
#pragma once

#include "base/sign.hpp"
#include "bundle/bag.hpp"

#include <string>
#include <vector>

namespace redress::bundle {

inline constexpr const char* sealed_file = "tagmanifest-sha256.txt";                   // it covers all others
inline constexpr const char* signature_file = "signatures/tagmanifest-sha256.txt.sig"; // 64 raw bytes
inline constexpr const char* signer_file = "signatures/signer.pub";                    // PEM
inline constexpr const char* ssh_signature_file = "signatures/tagmanifest-sha256.txt.sshsig";
inline constexpr const char* ssh_namespace = "redress-bundle@v1";

// Puts a signature by the key (or none) and what ssh-keygen made (or nothing) into a package, with a VERIFY.txt that fits.
void add_signatures(std::vector<File>& files, const std::string& case_id, const sign::PrivateKey* key,
                    const std::string& ssh_signature);

// The bytes of a file of the package; empty if it is not there.
std::string bytes_of(const std::vector<File>& files, std::string_view path);

} // namespace redress::bundle
