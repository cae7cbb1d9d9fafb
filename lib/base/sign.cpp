#include "base/sign.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace redress::sign {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr std::size_t most_of_a_key_file = 16384;

// Gone from memory with its scope, however that is left.
struct Secret {
    std::array<char, most_of_a_key_file> bytes{};
    std::size_t size = 0;
    Secret() = default;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    std::string_view text() const { return {bytes.data(), size}; }
};

struct Descriptor {
    int fd;
    explicit Descriptor(const std::string& path) : fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (fd >= 0) ::close(fd);
    }
};

[[noreturn]] void refuse(const std::string& path, const Said& why, Said hint)
{
    throw Error(ErrorKind::input, said("cannot sign with key '{}': {}", path, why), std::move(hint));
}

Said how_to_make_one()
{
    return said("make one with: openssl genpkey -algorithm ed25519 -out key.pem && chmod 600 key.pem");
}

// What was looked at is what is read: one descriptor for both.
void read_private(const std::string& path, Secret& secret)
{
    const Descriptor file(path);
    struct stat status {};
    if (file.fd < 0 || ::fstat(file.fd, &status) != 0) refuse(path, system_reason(errno), how_to_make_one());
    if (!S_ISREG(status.st_mode)) refuse(path, said("it is not a file"), how_to_make_one());
    if ((status.st_mode & 077) != 0)
        refuse(path, said("others may read or change it"), said("close it with: chmod 600 '{}'", path));
    for (;;) {
        const auto n = ::read(file.fd, secret.bytes.data() + secret.size, secret.bytes.size() - secret.size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) refuse(path, system_reason(errno), {});
        if (n == 0) return;
        secret.size += static_cast<std::size_t>(n);
        if (secret.size == secret.bytes.size()) refuse(path, said("it is too large for a key"), how_to_make_one());
    }
}

int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked)
{
    *static_cast<bool*>(asked) = true;
    return -1;
}

EVP_PKEY* native(const std::shared_ptr<void>& key)
{
    return static_cast<EVP_PKEY*>(key.get());
}

std::shared_ptr<void> owned(EVP_PKEY* key)
{
    return {key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); }};
}

Bio reading(std::string_view text)
{
    return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free_all};
}

const unsigned char* octets(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::optional<PublicKey> PublicKey::parse(std::string_view pem)
{
    if (pem.size() > most_of_a_key_file) return std::nullopt;
    PublicKey out;
    out.key_ = owned(PEM_read_bio_PUBKEY(reading(pem).get(), nullptr, nullptr, nullptr));
    if (!out.key_ || EVP_PKEY_get_id(native(out.key_)) != EVP_PKEY_ED25519) return std::nullopt;
    return out;
}

std::string PublicKey::pem() const
{
    const Bio out(BIO_new(BIO_s_mem()), BIO_free_all);
    PEM_write_bio_PUBKEY(out.get(), native(key_));
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string PublicKey::fingerprint() const
{
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(native(key_), &der);
    if (size <= 0) return {};
    auto print = hash::sha256({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return print;
}

bool PublicKey::verifies(std::string_view bytes, std::string_view signature) const
{
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return signature.size() == signature_bytes &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, native(key_)) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes), bytes.size()) == 1;
}

PrivateKey PrivateKey::load(const std::string& path)
{
    Secret secret;
    read_private(path, secret);
    bool asked = false;
    PrivateKey out;
    out.key_ = owned(PEM_read_bio_PrivateKey(reading(secret.text()).get(), nullptr, no_passphrase, &asked));
    if (asked)
        refuse(path, said("it is locked with a passphrase"),
               said("redress asks for none: use a key without, in a folder of your own, or --ssh-sign with a key of your "
                    "agent"));
    if (!out.key_) refuse(path, said("it holds no private key in PEM form"), how_to_make_one());
    if (EVP_PKEY_get_id(native(out.key_)) != EVP_PKEY_ED25519)
        refuse(path, said("it is not an Ed25519 key"), how_to_make_one());
    return out;
}

std::string PrivateKey::sign(std::string_view bytes) const
{
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(signature_bytes, '\0');
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, native(key_)) != 1 ||
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, octets(bytes),
                       bytes.size()) != 1)
        throw Error(ErrorKind::render, said("OpenSSL could not sign"), said("please report this"));
    return signature;
}

PublicKey PrivateKey::public_key() const
{
    PublicKey out;
    // Through its public form, so that nothing secret hangs on it.
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(native(key_), &der);
    const unsigned char* at = der;
    if (size > 0) out.key_ = owned(d2i_PUBKEY(nullptr, &at, size));
    OPENSSL_free(der);
    return out;
}

} // namespace redress::sign
