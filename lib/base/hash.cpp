#include "base/hash.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstring>
#include <utility>

namespace redress::hash {

std::string to_hex(const std::uint8_t* bytes, std::size_t count)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out(count * 2, '0');
    for (std::size_t i = 0; i < count; ++i) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    return out;
}

std::string to_hex(const Digest& digest)
{
    return to_hex(digest.data(), digest.size());
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr); // fetched once: a look-up per digest would double its cost
    std::array<char, 1024> pending; // short pieces are handed over together: a call costs more than hashing them
    std::size_t size = 0;
    State() { EVP_DigestInit_ex2(context, algorithm, nullptr); }
    ~State()
    {
        EVP_MD_CTX_free(context);
        EVP_MD_free(algorithm);
    }
    void hand_over() { EVP_DigestUpdate(context, pending.data(), std::exchange(size, 0)); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::add(std::string_view bytes)
{
    auto& s = *state_;
    if (bytes.size() > s.pending.size() - s.size) s.hand_over();
    if (bytes.size() > s.pending.size()) {
        EVP_DigestUpdate(s.context, bytes.data(), bytes.size());
    } else if (!bytes.empty()) {
        std::memcpy(s.pending.data() + s.size, bytes.data(), bytes.size());
        s.size += bytes.size();
    }
    return *this;
}

Sha256& Sha256::add_field(std::string_view bytes)
{
    char length[8];
    for (int i = 0; i < 8; ++i) length[i] = static_cast<char>(static_cast<std::uint64_t>(bytes.size()) >> (56 - 8 * i));
    return add({length, sizeof length}).add(bytes);
}

Digest Sha256::finish()
{
    Digest digest{};
    state_->hand_over();
    EVP_DigestFinal_ex(state_->context, digest.data(), nullptr);
    EVP_DigestInit_ex2(state_->context, nullptr, nullptr);
    return digest;
}

std::string sha256(std::string_view bytes)
{
    return to_hex(Sha256().add(bytes).finish());
}

std::string sha256_fields(std::initializer_list<std::string_view> fields)
{
    Sha256 sha;
    for (const auto field : fields) sha.add_field(field);
    return to_hex(sha.finish());
}

std::string sha256_file(const MappedFile& file)
{
    Sha256 sha;
    file.each_chunk([&](std::string_view chunk) { sha.add(chunk); });
    return to_hex(sha.finish());
}

std::string sha256_file(const std::string& path)
{
    return sha256_file(MappedFile::open(path));
}

std::string hmac_sha256(std::string_view key, std::string_view bytes)
{
    Digest digest{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
         bytes.size(), digest.data(), &length);
    return to_hex(digest);
}

std::string random_bytes(std::size_t count)
{
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1)
        throw Error(ErrorKind::store, said("the system gave no random bytes"));
    return out;
}

struct NamedDigest::State {
    std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> algorithm;
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    explicit State(const std::string& name) : algorithm(EVP_MD_fetch(nullptr, name.c_str(), nullptr), EVP_MD_free)
    {
        if (algorithm) EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr);
    }
};

NamedDigest::NamedDigest(const std::string& algorithm) : state_(std::make_unique<State>(algorithm)) {}
NamedDigest::~NamedDigest() = default;
NamedDigest::NamedDigest(NamedDigest&&) noexcept = default;
NamedDigest& NamedDigest::operator=(NamedDigest&&) noexcept = default;

void NamedDigest::add(std::string_view bytes)
{
    if (state_->algorithm) EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string NamedDigest::finish()
{
    if (!state_->algorithm) return {};
    std::uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_DigestFinal_ex(state_->context.get(), digest, &length);
    return to_hex(digest, length);
}

} // namespace redress::hash
