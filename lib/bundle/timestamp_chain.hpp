// OpenSSL's side of timestamps: certificates, and whether a token's signature and chain hold.
#pragma once

#include "bundle/timestamp.hpp"

#include <openssl/ts.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <optional>

namespace redress::bundle {

struct Free {
    void operator()(TS_RESP* p) const { TS_RESP_free(p); }
    void operator()(TS_REQ* p) const { TS_REQ_free(p); }
    void operator()(TS_VERIFY_CTX* p) const { TS_VERIFY_CTX_free(p); }
    void operator()(TS_MSG_IMPRINT* p) const { TS_MSG_IMPRINT_free(p); }
    void operator()(X509_ALGOR* p) const { X509_ALGOR_free(p); }
    void operator()(ASN1_OBJECT* p) const { ASN1_OBJECT_free(p); }
    void operator()(ASN1_INTEGER* p) const { ASN1_INTEGER_free(p); }
    void operator()(BIGNUM* p) const { BN_free(p); }
    void operator()(BIO* p) const { BIO_free_all(p); }
    void operator()(X509* p) const { X509_free(p); }
    void operator()(X509_STORE* p) const { X509_STORE_free(p); }
    void operator()(X509_STORE_CTX* p) const { X509_STORE_CTX_free(p); }
    void operator()(STACK_OF(X509) * p) const { sk_X509_pop_free(p, X509_free); }
};
template <typename T> using Owned = std::unique_ptr<T, Free>;
using Certificates = Owned<STACK_OF(X509)>;

Owned<BIO> reading(std::string_view bytes);
Certificates parse_certificates(std::string_view pem); // what is none is passed over

// How far a chain has to go.
struct Trust {
    std::string_view roots;
    bool system = false;
    bool anything = false; // no root needed, and no time: is the token whole in itself?
    std::time_t at = 0;    // certificates are valid then
};

// What openssl ts -verify -data checks: status, version, imprint, signature, ESSCertID, signer's name, chain, purpose.
bool token_holds(TS_RESP* reply, const StampFiles& files, const Trust& trust);

// The chain alone, for the reason and for its certificates: X509_V_OK or why not. signer may be null.
int chain_error(PKCS7* token, X509* signer, const StampFiles& files, const Trust& trust, Certificates* chain);

// The certificate that signed, by issuer and number; null if it came along nowhere.
Owned<X509> signer_of(PKCS7* token, const StampFiles& files);

std::string subject_of(X509* certificate);
std::string certificate_print(X509* certificate);
std::string to_pem(STACK_OF(X509) * certificates);
std::optional<Instant> to_instant(const ASN1_TIME* time);
Said openssl_reason(); // the last error, which is then forgotten

} // namespace redress::bundle
