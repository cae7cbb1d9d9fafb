// Bytes as each part of a timestamp and of a signature: reply, request, certificates, public key, signature.
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/sign.hpp"
#include "base/text.hpp"
#include "bundle/timestamp.hpp"
#include "target.hpp"

namespace redress::fuzz {
namespace {

using bundle::StampState;

std::string kept(const std::string& name)
{
    return read_file(TEST_SOURCE_DIR "/tests/unit/stamps/" + name);
}

struct Stamps {
    std::string data = kept("data"), reply = kept("good.tsr"), request = kept("good.tsq"), other_request = kept("other.tsq"),
                roots = kept("root.pem");
    Instant now = *time::parse_rfc3339("2027-01-01T00:00:00Z");
    bundle::Stamp good = check(data, reply, request, roots);

    bundle::Stamp check(std::string_view of, std::string_view answer, std::string_view question, std::string_view trusted,
                        std::string_view chain = {}) const
    {
        return bundle::check_stamp({of, answer, question, chain, trusted, false}, now);
    }
};

bool vouches(const bundle::Stamp& stamp)
{
    return stamp.state == StampState::valid || stamp.state == StampState::valid_then;
}

void hold_stamp(const bundle::Stamp& stamp, const Stamps& known)
{
    hold_said(stamp.why);
    for (const auto* words : {&stamp.authority, &stamp.policy, &stamp.serial, &stamp.chain})
        hold(text::is_valid_utf8(*words), "what a token says is valid UTF-8", *words);
    hold(stamp.why.empty() == (stamp.state == StampState::valid), "there is a reason unless it is valid", stamp.why.en());
    hold(stamp.authority.empty() || stamp.state != StampState::invalid, "only a signature names its authority");
    if (!vouches(stamp)) return;
    hold(!stamp.authority.empty() && stamp.at && stamp.ends && bundle::has_certificate(stamp.chain),
         "a valid token has its time and chain");
    // Nobody has the key any longer: one more valid token would be a forged one.
    hold(stamp.at == known.good.at && stamp.serial == known.good.serial && stamp.policy == known.good.policy &&
             stamp.certificate == known.good.certificate,
         "only what the authority signed is valid", stamp.serial);
}

void hold_reply(std::string_view bytes, const Stamps& known)
{
    const auto asked = known.check(known.data, bytes, known.request, known.roots);
    const auto alone = known.check(known.data, bytes, {}, known.roots);
    const auto rootless = known.check(known.data, bytes, {}, {});
    for (const auto& stamp : {asked, alone, rootless}) hold_stamp(stamp, known);
    hold(!vouches(asked) || vouches(alone), "a request only adds to what is compared");
    hold(!vouches(rootless), "without roots nothing is valid");
    hold(known.check("else", bytes, {}, known.roots).state == StampState::invalid, "a token is for its bytes");
    hold(!vouches(known.check(known.data, bytes, known.other_request, known.roots)), "a token answers its request");
    const auto longer = std::string(bytes) + '\0';
    const auto trailing = known.check(known.data, longer, {}, known.roots);
    hold(trailing.state == alone.state || longer.size() > bundle::max_stamp_reply, "bytes behind a reply change nothing");
    hold(trailing.trailing || !vouches(trailing), "bytes behind a reply are told");
}

void hold_parts(std::string_view bytes, const Stamps& known)
{
    const auto question = known.check(known.data, known.reply, bytes, known.roots);
    hold(question.state == StampState::valid || question.state == StampState::invalid, "a request is answered or is not");
    const auto chain = known.check(known.data, known.reply, {}, known.roots, bytes);
    hold(chain.state == StampState::valid, "certificates that came along spoil nothing", chain.why.en());
    const auto roots = known.check(known.data, known.reply, {}, bytes);
    hold(roots.state != StampState::invalid, "roots do not make a token invalid", roots.why.en());
    hold(!vouches(roots) || bundle::has_certificate(bytes), "who vouches has a certificate");
    for (const auto& stamp : {question, chain, roots}) hold_stamp(stamp, known);
}

void hold_signature(std::string_view bytes)
{
    // RFC 8032, 7.1, TEST 1: the key and its signature of no bytes at all.
    static const auto key = sign::PublicKey::parse("-----BEGIN PUBLIC KEY-----\n"
                                                   "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                                                   "-----END PUBLIC KEY-----\n");
    static const auto only = kept("../../fuzz/seeds/token-rfc8032.sig");
    hold(key && key->verifies({}, only), "a signature of RFC 8032 holds");
    hold(bytes == only || !key->verifies({}, bytes), "a signature has one form");
    hold(!key->verifies("x", bytes), "a signature is for its bytes");
    if (const auto parsed = sign::PublicKey::parse(bytes)) {
        const auto again = sign::PublicKey::parse(parsed->pem());
        hold(again && again->fingerprint() == parsed->fingerprint(), "a key is read as it is written");
        parsed->verifies(bytes, only);
    }
}

} // namespace

void fuzz_token(std::string_view bytes)
{
    static const Stamps known;
    hold(known.good.state == StampState::valid, "the token kept is valid", known.good.why.en());
    hold_reply(bytes, known);
    hold_parts(bytes, known);
    hold_signature(bytes);
}

} // namespace redress::fuzz
