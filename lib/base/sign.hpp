// Ed25519 through OpenSSL: whoever holds the key signed these bytes. Nothing about when, nothing about who that is.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace redress::sign {

inline constexpr std::size_t signature_bytes = 64;

class PublicKey {
public:
    // A PEM file's text ("BEGIN PUBLIC KEY"); nullopt if it holds no Ed25519 key.
    static std::optional<PublicKey> parse(std::string_view pem);
    std::string pem() const;
    // SHA-256 of the key in DER, lower-case hex: openssl pkey -pubin -in KEY -outform DER | sha256sum
    std::string fingerprint() const;
    // signature: the 64 raw bytes.
    bool verifies(std::string_view bytes, std::string_view signature) const;

private:
    friend class PrivateKey;
    std::shared_ptr<void> key_; // EVP_PKEY: OpenSSL stays in one file
};

class PrivateKey {
public:
    // A PEM file that nobody but its owner may read. Throws Error{input} saying what is wrong with it and what to do; never
    // with anything the file holds.
    static PrivateKey load(const std::string& path);
    std::string sign(std::string_view bytes) const; // the 64 raw bytes, the same for the same bytes
    PublicKey public_key() const;

private:
    std::shared_ptr<void> key_;
};

} // namespace redress::sign
