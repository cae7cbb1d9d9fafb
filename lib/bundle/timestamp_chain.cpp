#define OPENSSL_API_COMPAT 30000 // OpenSSL 3.4 gave the setters of TS_VERIFY_CTX other names
#include "bundle/timestamp_chain.hpp"

#include "base/hash.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

namespace redress::bundle {
namespace {

// Lets pass what only says that nobody vouches for the chain, or not today.
int any_root(int ok, X509_STORE_CTX* context)
{
    switch (X509_STORE_CTX_get_error(context)) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID: return 1;
    default: return ok;
    }
}

Owned<X509_STORE> store_of(const Trust& trust)
{
    Owned<X509_STORE> store(X509_STORE_new());
    const auto roots = parse_certificates(trust.roots);
    for (int i = 0; i < sk_X509_num(roots.get()); ++i) X509_STORE_add_cert(store.get(), sk_X509_value(roots.get(), i));
    if (trust.system) X509_STORE_set_default_paths(store.get());
    if (trust.anything)
        X509_STORE_set_verify_cb(store.get(), any_root);
    else
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), trust.at);
    return store;
}

} // namespace

Owned<BIO> reading(std::string_view bytes)
{
    return Owned<BIO>(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

Certificates parse_certificates(std::string_view pem)
{
    Certificates out(sk_X509_new_null());
    const auto bio = reading(pem);
    while (auto* certificate = PEM_read_bio_X509_AUX(bio.get(), nullptr, nullptr, nullptr))
        sk_X509_push(out.get(), certificate);
    ERR_clear_error();
    return out;
}

bool token_holds(TS_RESP* reply, const StampFiles& files, const Trust& trust)
{
    ERR_clear_error();
    const Owned<TS_VERIFY_CTX> context(TS_VERIFY_CTX_new());
    TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_DATA | TS_VFY_SIGNATURE);
    TS_VERIFY_CTX_set_data(context.get(), reading(files.data).release());
    TS_VERIFY_CTX_set_store(context.get(), store_of(trust).release());
    TS_VERIFY_CTS_set_certs(context.get(), parse_certificates(files.chain).release());
    ERR_clear_error();
    return TS_RESP_verify_response(context.get(), reply) == 1;
}

int chain_error(PKCS7* token, X509* signer, const StampFiles& files, const Trust& trust, Certificates* chain)
{
    const auto along = parse_certificates(files.chain);
    for (int i = 0; i < sk_X509_num(token->d.sign->cert); ++i) {
        auto* certificate = sk_X509_value(token->d.sign->cert, i);
        if (X509_up_ref(certificate) == 1) sk_X509_push(along.get(), certificate);
    }
    const auto store = store_of(trust);
    const Owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), signer, along.get());
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_TIMESTAMP_SIGN);
    const bool holds = X509_verify_cert(context.get()) == 1;
    if (holds && chain) chain->reset(X509_STORE_CTX_get1_chain(context.get()));
    const int why = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    return holds ? X509_V_OK : why == X509_V_OK ? X509_V_ERR_UNSPECIFIED : why;
}

Owned<X509> signer_of(PKCS7* token, const StampFiles& files)
{
    const auto along = parse_certificates(files.chain);
    auto* signers = PKCS7_get0_signers(token, along.get(), 0);
    Owned<X509> signer;
    if (sk_X509_num(signers) == 1 && X509_up_ref(sk_X509_value(signers, 0)) == 1) signer.reset(sk_X509_value(signers, 0));
    sk_X509_free(signers);
    ERR_clear_error();
    return signer;
}

std::string subject_of(X509* certificate)
{
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0,
                       (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | ASN1_STRFLGS_UTF8_CONVERT);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string certificate_print(X509* certificate)
{
    std::uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    return X509_digest(certificate, EVP_sha256(), digest, &size) == 1 ? hash::to_hex(digest, size) : std::string();
}

std::string to_pem(STACK_OF(X509) * certificates)
{
    const Owned<BIO> out(BIO_new(BIO_s_mem()));
    for (int i = 0; i < sk_X509_num(certificates); ++i) PEM_write_bio_X509(out.get(), sk_X509_value(certificates, i));
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::optional<Instant> to_instant(const ASN1_TIME* time)
{
    std::tm fields{};
    if (!time || ASN1_TIME_to_tm(time, &fields) != 1) return std::nullopt;
    return Instant(std::chrono::seconds(::timegm(&fields)));
}

Said openssl_reason()
{
    const char* words = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return words ? as_is(words) : said("no reason given");
}

} // namespace redress::bundle
