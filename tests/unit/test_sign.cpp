#include "base/error.hpp"
#include "base/file.hpp"
#include "base/sign.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

using namespace redress;

namespace {

std::string pem(const std::string& what, const std::string& base64)
{
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
}

// RFC 8032, 7.1, test 2, in the frame of RFC 8410.
const auto secret = pem("PRIVATE KEY", "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7");
const auto known = pem("PUBLIC KEY", "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=");
constexpr unsigned char vector[] = {0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f,
                                    0x64, 0x25, 0x40, 0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76,
                                    0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda, 0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99,
                                    0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c, 0x38, 0x7b, 0x2e, 0xae,
                                    0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};
const std::string signature(reinterpret_cast<const char*>(vector), sizeof vector);

std::string why_refused(const std::string& path)
{
    try {
        sign::PrivateKey::load(path);
    } catch (const Error& e) {
        CHECK(e.exit() == Exit::failed);
        return e.what() + std::string(" / ") + e.hint().en();
    }
    return "taken";
}

} // namespace

TEST_CASE("sign: the vector of RFC 8032, and no other bytes")
{
    const TempDir folder;
    const auto path = (folder.path() / "key.pem").string();
    write_file(path, secret, 0600);
    const auto key = sign::PrivateKey::load(path);
    CHECK(key.sign("\x72") == signature);
    CHECK(key.public_key().pem() == known);
    const auto open = sign::PublicKey::parse(known);
    REQUIRE(open);
    // openssl pkey -pubin -in known.pem -outform DER | sha256sum
    CHECK(open->fingerprint() == "deb2ded39dc26fce0e6085b6fc34bf6b5941913bbfe2ea614113cff9e004c170");
    CHECK(open->verifies("\x72", signature));
    CHECK_FALSE(open->verifies("\x73", signature));
    CHECK_FALSE(open->verifies("", signature));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        auto changed = signature;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        CHECK_FALSE(open->verifies("\x72", changed));
    }
    for (const auto& wrong : {std::string(), signature.substr(1), signature + "x"})
        CHECK_FALSE(open->verifies("\x72", wrong));
}

TEST_CASE("sign: keys that are not taken, each with what to do")
{
    const TempDir folder;
    const auto path = (folder.path() / "key.pem").string();
    const struct {
        std::string text;
        unsigned mode;
        const char* why;
    } table[] = {
        {secret, 0640, "others may read or change it / close it with: chmod 600"},
        {secret, 0604, "others may read or change it"},
        {secret, 0620, "others may read or change it"},
        {known, 0600, "holds no private key in PEM form / make one with: openssl genpkey"},
        {"", 0600, "holds no private key"},
        {secret.substr(0, 60), 0600, "holds no private key"},
        {std::string(20000, 'x'), 0600, "too large for a key"},
        // openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt
        {pem("PRIVATE KEY", "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzxLCKgBiZ6oRu6DK\n"
                            "KvW7su4HswEo6M2TDQ0X6BITOBmhRANCAASPLvsbyzOIN6rSkZg/LJ0Ehfei0UxB\n"
                            "CWp3gQ0jlDlzjQuKR1rZrL8PhNOTGaGmBZo8Ztonnn84B6Q0oL0cTiuy"),
         0600, "not an Ed25519 key"},
        // openssl genpkey -algorithm ed25519 | openssl pkcs8 -topk8
        {pem("ENCRYPTED PRIVATE KEY", "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjyl+8UQ5/jTgICCAAw\n"
                                      "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEONccrC5z2w96TWRCVrDq2AEQMnN\n"
                                      "/150Wf//usEmwyL4b/MJCCxM5/vdCkFLqO1KR2WloSrxC3vrbQ0keuNsVPZAT3fN\n"
                                      "QjrpsH1q2U3q6LuAjdk="),
         0600, "locked with a passphrase"},
    };
    for (const auto& row : table) {
        write_file(path, row.text, row.mode);
        ::chmod(path.c_str(), row.mode);
        const auto why = why_refused(path);
        CHECK_MESSAGE(why.find(row.why) != std::string::npos, why);
        CHECK(why.find("MC4C") == std::string::npos);
    }
    write_file(path, secret, 0400);
    ::chmod(path.c_str(), 0400);
    CHECK(why_refused(path) == "taken");
    CHECK(why_refused((folder.path() / "none").string()).find("No such file") != std::string::npos);
    CHECK(why_refused(folder.path().string()).find("not a file") != std::string::npos);
}

TEST_CASE("sign: what is no public key of this kind")
{
    for (const auto& text : {std::string(), secret, known.substr(0, 40), std::string(20000, 'x'), std::string("\0\0\0", 3)})
        CHECK_FALSE(sign::PublicKey::parse(text));
}
