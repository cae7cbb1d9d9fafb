#define OPENSSL_API_COMPAT 30000
#include "bundle/timestamp.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "bundle/timestamp_chain.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace redress::bundle {
namespace {

const unsigned char* octets(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string dotted(const ASN1_OBJECT* object)
{
    std::array<char, 128> text{};
    return object && OBJ_obj2txt(text.data(), text.size(), object, 1) > 0 ? std::string(text.data()) : std::string();
}

std::string in_hex(const ASN1_INTEGER* number)
{
    const Owned<BIGNUM> big(number ? ASN1_INTEGER_to_BN(number, nullptr) : nullptr);
    char* words = big ? BN_bn2hex(big.get()) : nullptr;
    const std::string text = words ? words : "";
    OPENSSL_free(words);
    return text::lower_ascii(text);
}

// RFC 3161, 2.4.2: the reasons of a refusal, by their bit.
constexpr std::pair<int, const char*> failures[] = {{0, "badAlg"},
                                                    {2, "badRequest"},
                                                    {5, "badDataFormat"},
                                                    {14, "timeNotAvailable"},
                                                    {15, "unacceptedPolicy"},
                                                    {16, "unacceptedExtension"},
                                                    {17, "addInfoNotAvailable"},
                                                    {25, "systemFailure"}};

// Empty if the request was granted.
Said refusal(TS_RESP* reply)
{
    auto* info = TS_RESP_get_status_info(reply);
    const auto status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(info));
    if (status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS) return {};
    std::vector<std::string> words;
    for (const auto& [bit, word] : failures)
        if (ASN1_BIT_STRING_get_bit(TS_STATUS_INFO_get0_failure_info(info), bit)) words.emplace_back(word);
    const auto* texts = TS_STATUS_INFO_get0_text(info);
    for (int i = 0; i < sk_ASN1_UTF8STRING_num(texts); ++i) {
        const auto* text = sk_ASN1_UTF8STRING_value(texts, i);
        words.push_back(text::visible({reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                       static_cast<std::size_t>(ASN1_STRING_length(text))}));
    }
    if (words.empty()) words.push_back("status " + std::to_string(status));
    return said("the authority refused: {}", joined(words, as_is(", ")));
}

bool is_for(TS_RESP* reply, std::string_view data)
{
    const Owned<TS_VERIFY_CTX> context(TS_VERIFY_CTX_new());
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_DATA);
    TS_VERIFY_CTX_set_data(context.get(), reading(data).release());
    return TS_RESP_verify_response(context.get(), reply) == 1;
}

// Nonce, policy and imprint as asked for. Empty: they are.
Said differs_from_request(TS_RESP* reply, std::string_view bytes)
{
    const auto* at = octets(bytes);
    const Owned<TS_REQ> request(d2i_TS_REQ(nullptr, &at, static_cast<long>(bytes.size())));
    if (!request || at != octets(bytes) + bytes.size()) return said("its request cannot be read");
    const Owned<TS_VERIFY_CTX> context(TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr));
    // The signer's name can only be looked at together with the signature, which is done elsewhere.
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT |
                                               (TS_REQ_get_nonce(request.get()) ? TS_VFY_NONCE : 0) |
                                               (TS_REQ_get_policy_id(request.get()) ? TS_VFY_POLICY : 0));
    ERR_clear_error();
    if (context && TS_RESP_verify_response(context.get(), reply) == 1) return {};
    return said("it answers another request ({})", openssl_reason());
}

// Why nobody vouches for a chain.
Said chain_words(int error)
{
    switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: return said("its certificates lead to no root certificate that is trusted");
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID: return said("its certificates were not valid at the time it names");
    case X509_V_OK: return said("no reason given");
    default: return as_is(X509_verify_cert_error_string(error));
    }
}

class Check {
public:
    Check(const StampFiles& files, Instant now) : files_(files), now_(now) {}

    Stamp run()
    {
        ERR_clear_error();
        if (files_.reply.size() > max_stamp_reply)
            return answer(StampState::invalid, said("it is larger than {} bytes", max_stamp_reply));
        const auto* at = octets(files_.reply);
        reply_.reset(d2i_TS_RESP(nullptr, &at, static_cast<long>(files_.reply.size())));
        if (!reply_) return answer(StampState::invalid, said("it is no timestamp reply, or cut short"));
        out_.trailing = at != octets(files_.reply) + files_.reply.size();
        if (auto why = refusal(reply_.get()); !why.empty()) return answer(StampState::invalid, std::move(why));
        read_token();
        if (!is_for(reply_.get(), files_.data)) return answer(StampState::invalid, said("it is for other bytes"));
        if (!files_.request.empty())
            if (auto why = differs_from_request(reply_.get(), files_.request); !why.empty())
                return answer(StampState::invalid, std::move(why));
        return judge();
    }

private:
    Stamp answer(StampState state, Said why = {})
    {
        ERR_clear_error();
        out_.state = state;
        out_.why = std::move(why);
        return std::move(out_);
    }

    void read_token()
    {
        auto* info = TS_RESP_get_tst_info(reply_.get());
        out_.at = to_instant(TS_TST_INFO_get_time(info));
        out_.policy = dotted(TS_TST_INFO_get_policy_id(info));
        out_.serial = in_hex(TS_TST_INFO_get_serial(info));
    }

    Trust at_time(Instant when) const
    {
        return {files_.roots, files_.system_roots, false, static_cast<std::time_t>(time::to_epoch_ms(when) / 1000)};
    }

    Stamp judge()
    {
        auto* token = TS_RESP_get_token(reply_.get());
        const auto signer = signer_of(token, files_);
        if (!signer) return answer(StampState::unverifiable, said("the certificate that signed it is not there"));
        const bool rooted = !files_.roots.empty() || files_.system_roots;
        const bool then = rooted && out_.at && token_holds(reply_.get(), files_, at_time(*out_.at));
        const bool now = rooted && token_holds(reply_.get(), files_, at_time(now_));
        if (!then && !now && !token_holds(reply_.get(), files_, in_itself))
            return answer(StampState::invalid, broken(signer.get()));
        out_.authority = text::visible(subject_of(signer.get()));
        out_.certificate = certificate_print(signer.get());
        if (!rooted) return answer(StampState::unverifiable, said("no root certificate is given"));
        if (!then) {
            const int error = out_.at ? chain_error(token, signer.get(), files_, at_time(*out_.at), nullptr) : 0;
            return answer(StampState::unverifiable, chain_words(error));
        }
        keep_chain(token, signer.get());
        if (now) return answer(StampState::valid);
        if (now_ < *out_.at)
            return answer(StampState::unverifiable, said("this machine's clock is before the time it names"));
        return answer(StampState::valid_then, said("its certificates have expired since"));
    }

    // The reason of a token that does not hold in itself.
    Said broken(X509* signer) const
    {
        const auto words = openssl_reason();
        const int error = chain_error(TS_RESP_get_token(reply_.get()), signer, files_, in_itself, nullptr);
        if (error == X509_V_ERR_INVALID_PURPOSE) return said("the certificate that signed it is not for timestamps alone");
        if (error != X509_V_OK) return chain_words(error);
        return said("its signature does not hold ({})", words);
    }

    void keep_chain(PKCS7* token, X509* signer)
    {
        Certificates chain;
        chain_error(token, signer, files_, at_time(*out_.at), &chain);
        out_.chain = to_pem(chain.get());
        for (int i = 0; i < sk_X509_num(chain.get()); ++i)
            if (const auto end = to_instant(X509_get0_notAfter(sk_X509_value(chain.get(), i))))
                out_.ends = out_.ends ? std::min(*out_.ends, *end) : *end;
    }

    // No root, however broken, makes a token invalid that is whole.
    static constexpr Trust in_itself{{}, false, true, 0};
    const StampFiles& files_;
    Instant now_;
    Owned<TS_RESP> reply_;
    Stamp out_;
};

} // namespace

std::string stamp_request(std::string_view data, const std::string& policy)
{
    const Owned<TS_REQ> request(TS_REQ_new());
    const Owned<TS_MSG_IMPRINT> imprint(TS_MSG_IMPRINT_new());
    const Owned<X509_ALGOR> algorithm(X509_ALGOR_new());
    X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
    TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get());
    auto digest = hash::Sha256().add(data).finish();
    TS_MSG_IMPRINT_set_msg(imprint.get(), digest.data(), static_cast<int>(digest.size()));
    TS_REQ_set_version(request.get(), 1);
    TS_REQ_set_msg_imprint(request.get(), imprint.get());
    const auto random = hash::random_bytes(16);
    const Owned<BIGNUM> number(BN_bin2bn(octets(random), static_cast<int>(random.size()), nullptr));
    const Owned<ASN1_INTEGER> nonce(BN_to_ASN1_INTEGER(number.get(), nullptr));
    TS_REQ_set_nonce(request.get(), nonce.get());
    TS_REQ_set_cert_req(request.get(), 1);
    if (!policy.empty()) {
        const Owned<ASN1_OBJECT> oid(OBJ_txt2obj(policy.c_str(), 1));
        ERR_clear_error();
        if (!oid || dotted(oid.get()) != policy) // "1..2" would be read as another
            throw Error(ErrorKind::input, said("'{}' is no policy of a timestamp authority", policy),
                        said("write it in numbers and dots, as 1.2.3.4"));
        TS_REQ_set_policy_id(request.get(), oid.get());
    }
    unsigned char* der = nullptr;
    const int size = i2d_TS_REQ(request.get(), &der);
    if (size <= 0)
        throw Error(ErrorKind::input, said("OpenSSL could not make a timestamp request"), said("please report this"));
    std::string out(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return out;
}

Stamp check_stamp(const StampFiles& files, Instant now)
{
    return Check(files, now).run();
}

bool has_certificate(std::string_view pem)
{
    return sk_X509_num(parse_certificates(pem).get()) > 0;
}

const char* stamp_state_word(StampState state)
{
    switch (state) {
    case StampState::valid: return "valid";
    case StampState::valid_then: return "valid-then";
    case StampState::unverifiable: return "unverifiable";
    case StampState::invalid: return "invalid";
    }
    return "invalid";
}

} // namespace redress::bundle
