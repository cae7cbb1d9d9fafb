// SHA-256 and HMAC through OpenSSL. Digests are lower-case hex unless said otherwise.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace redress {
class MappedFile;
}

namespace redress::hash {

using Digest = std::array<std::uint8_t, 32>;

std::string to_hex(const std::uint8_t* bytes, std::size_t count);
std::string to_hex(const Digest& digest);

// Incremental; finish() resets, so that one object serves many inputs without allocating.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256& add(std::string_view bytes);
    // Adds the length as 8 bytes big-endian, then the bytes: fields cannot run into each other.
    Sha256& add_field(std::string_view bytes);
    Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);
std::string sha256_fields(std::initializer_list<std::string_view> fields);
std::string sha256_file(const std::string& path); // streams
std::string sha256_file(const MappedFile& file);
std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string random_bytes(std::size_t count); // raw bytes from the system

// A digest of any algorithm by its OpenSSL name (md5, sha1, sha512): for verifying bags of others.
class NamedDigest {
public:
    explicit NamedDigest(const std::string& algorithm);
    ~NamedDigest();
    NamedDigest(NamedDigest&&) noexcept;
    NamedDigest& operator=(NamedDigest&&) noexcept;
    void add(std::string_view bytes);
    std::string finish(); // empty if the algorithm is unknown

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace redress::hash
