#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "bundle/timestamp.hpp"

#include <doctest/doctest.h>

using namespace redress;
using bundle::StampState;

namespace {

std::string fixture(const std::string& name)
{
    return read_file(TEST_SOURCE_DIR "/tests/unit/stamps/" + name);
}

// tests/unit/stamps/make.py made them with the openssl program.
struct Fixtures {
    std::string data = fixture("data"), reply = fixture("good.tsr"), request = fixture("good.tsq"),
                roots = fixture("root.pem");
    bundle::StampFiles files() const { return {data, reply, request, {}, roots, false}; }
};

Instant at(const char* text)
{
    return *time::parse_rfc3339(text);
}

const auto now = at("2027-01-01T00:00:00Z");
const auto much_later = at("2200-01-01T00:00:00Z"); // its certificates last a hundred years

} // namespace

TEST_CASE("timestamp: a token, what it says, and what is expected of it")
{
    const Fixtures f;
    const auto stamp = bundle::check_stamp(f.files(), now);
    CHECK(stamp.state == StampState::valid);
    CHECK(stamp.why.empty());
    // As `openssl ts -reply -in good.tsr -text` prints them.
    CHECK(time::to_rfc3339(*stamp.at) == "2026-11-26T03:59:23Z");
    CHECK(stamp.policy == "1.3.6.1.4.1.55555.1");
    CHECK(stamp.serial == "02");
    CHECK(stamp.authority == "CN=Sample Time tsa,O=Sample Time");
    CHECK(stamp.chain.find("BEGIN CERTIFICATE") != std::string::npos);
    CHECK_FALSE(stamp.trailing);
    CHECK(*stamp.ends > much_later - std::chrono::hours(24 * 365 * 100));
    CHECK(*stamp.ends < much_later);
}

TEST_CASE("timestamp: each state, with its reason")
{
    const Fixtures f;
    const auto other_roots = fixture("other-root.pem"), other_request = fixture("other.tsq"),
               endless_root = fixture("../../fuzz/seeds/token-root-without-end.pem"); // its last date is none
    auto signature = f.reply;
    signature[signature.size() - 5] ^= 1;
    const struct {
        const char* what;
        bundle::StampFiles files;
        Instant when;
        StampState state;
        const char* why;
    } table[] = {
        {"expired", f.files(), much_later, StampState::valid_then, "expired since"},
        {"before its time", f.files(), at("2000-01-01T00:00:00Z"), StampState::unverifiable, "clock is before"},
        {"no roots", {f.data, f.reply, f.request, {}, {}, false}, now, StampState::unverifiable, "no root certificate"},
        {"other roots",
         {f.data, f.reply, f.request, {}, other_roots, false},
         now,
         StampState::unverifiable,
         "no root certificate that is trusted"},
        {"a root that is broken",
         {f.data, f.reply, {}, {}, endless_root, false},
         now,
         StampState::unverifiable,
         "format error in certificate's notAfter field"},
        {"no request", {f.data, f.reply, {}, {}, f.roots, false}, now, StampState::valid, ""},
        {"other request", {f.data, f.reply, other_request, {}, f.roots, false}, now, StampState::invalid, "another request"},
        {"spoilt request", {f.data, f.reply, "x", {}, f.roots, false}, now, StampState::invalid, "request cannot be read"},
        {"other bytes", {"else", f.reply, f.request, {}, f.roots, false}, now, StampState::invalid, "other bytes"},
        {"other bytes, no roots", {"else", f.reply, {}, {}, {}, false}, now, StampState::invalid, "other bytes"},
        {"signature",
         {f.data, signature, f.request, {}, f.roots, false},
         now,
         StampState::invalid,
         "signature does not hold"},
        {"signature, no roots", {f.data, signature, {}, {}, {}, false}, now, StampState::invalid, "signature does not hold"},
        {"nothing", {f.data, {}, {}, {}, f.roots, false}, now, StampState::invalid, "no timestamp reply"},
        {"roots that are none",
         {f.data, f.reply, {}, {}, "x", false},
         now,
         StampState::unverifiable,
         "no root certificate that is trusted"},
        {"odd chain", {f.data, f.reply, {}, "-----BEGIN CERTIFICATE-----\nx\n", f.roots, false}, now, StampState::valid, ""},
    };
    for (const auto& row : table) {
        CAPTURE(row.what);
        const auto stamp = bundle::check_stamp(row.files, row.when);
        CHECK(bundle::stamp_state_word(stamp.state) == std::string(bundle::stamp_state_word(row.state)));
        CHECK_MESSAGE(stamp.why.en().find(row.why) != std::string::npos, stamp.why.en());
        CHECK(stamp.authority.empty() == (stamp.state == StampState::invalid));
    }
}

TEST_CASE("timestamp: cut at every byte, changed at every bit, and with more behind it")
{
    const Fixtures f;
    for (std::size_t size = 0; size < f.reply.size(); ++size) {
        auto files = f.files();
        files.reply = std::string_view(f.reply).substr(0, size);
        CHECK(bundle::check_stamp(files, now).state == StampState::invalid);
    }
    std::size_t held = 0;
    for (std::size_t bit = 0; bit < f.reply.size() * 8; ++bit) {
        auto changed = f.reply;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        auto files = f.files();
        files.reply = changed;
        held += bundle::check_stamp(files, now).state == StampState::valid;
    }
    // What is not signed (the status, a copy of an algorithm's name, certificates that are not needed) may change;
    // tests/scripted/ tokens.py holds each such verdict against openssl's.
    CHECK(held > 0);
    CHECK(held < f.reply.size() * 8 / 4);
    const auto longer = f.reply + std::string(3, '\0');
    auto files = f.files();
    files.reply = longer;
    const auto stamp = bundle::check_stamp(files, now);
    CHECK(stamp.trailing);
    CHECK(stamp.state == StampState::valid);
    const std::string huge(bundle::max_stamp_reply + 1, '0');
    files.reply = huge;
    CHECK(bundle::check_stamp(files, now).why.en() == "it is larger than 65536 bytes");
}

TEST_CASE("timestamp: requests hold the hash, a nonce of their own, and nothing else")
{
    const auto one = bundle::stamp_request("abc", ""), two = bundle::stamp_request("abc", "");
    CHECK(one != two);
    // SHA-256 of "abc" (FIPS 180-2) behind its tag and length
    const std::string hash("\x04\x20\xba\x78\x16\xbf\x8f\x01\xcf\xea", 10);
    CHECK(one.find(hash) != std::string::npos);
    CHECK(one.size() < 90);
    CHECK(bundle::stamp_request("abc", "1.2.3").find(std::string("\x06\x02\x2a\x03", 4)) != std::string::npos);
    for (const char* policy : {"policy", "1.2.", "9.9", "1..2"})
        CHECK_THROWS_AS(bundle::stamp_request("abc", policy), Error);
    CHECK(bundle::has_certificate(fixture("root.pem")));
    for (const char* none : {"", "x", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"})
        CHECK_FALSE(bundle::has_certificate(none));
}
