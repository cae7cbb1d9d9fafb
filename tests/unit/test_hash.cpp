#include "base/file.hpp"
#include "base/hash.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("hash: published vectors")
{
    // FIPS 180-2 and RFC 4231, test case 2
    CHECK(hash::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hash::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hash::hmac_sha256("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("hash: fields carry their length, and finish() starts anew")
{
    CHECK(hash::sha256_fields({"", ""}).substr(0, 16) == "374708fff7719dd5"); // SHA-256 of sixteen zero bytes
    CHECK(hash::sha256_fields({"ab", "c"}) != hash::sha256_fields({"a", "bc"}));
    hash::Sha256 sha;
    sha.add("something else").finish();
    CHECK(hash::to_hex(sha.add("a").add("bc").finish()) == hash::sha256("abc"));
}

TEST_CASE("hash: files, and algorithms nobody knows")
{
    TempDir folder;
    const auto path = (folder.path() / "million").string();
    write_file(path, std::string(1'000'000, 'a')); // FIPS 180-2, third vector
    CHECK(hash::sha256_file(path) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    hash::NamedDigest md5("md5"), unknown("no-such");
    for (auto* digest : {&md5, &unknown}) digest->add(read_file(path));
    CHECK(md5.finish() == "7707d6ae4e027c70eea2a935c2296f21");
    CHECK(unknown.finish().empty());
    CHECK(hash::random_bytes(32).size() == 32);
    CHECK(hash::random_bytes(32) != hash::random_bytes(32));
}
