#include "ingest/secrets.hpp"

#include "analyze/card_keys.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cctype>

namespace redress::ingest {

std::string fingerprint(std::string_view secret, std::string_view key)
{
    auto form = text::nfkc(text::clean_header(secret));
    form = std::string(text::trim(form));
    std::transform(form.begin(), form.end(), form.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return hash::hmac_sha256(key, form).substr(0, 24);
}

Json secret_json(std::string_view secret, std::string_view key)
{
    auto out = Json::object();
    const auto last = analyze::last_four(secret);
    out.set("fp", fingerprint(secret, key)).set("last4", last.empty() ? Json() : Json(last));
    return out;
}

std::string mask_bytes(std::string_view bytes)
{
    std::string out(bytes);
    for (auto& c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || std::isalnum(byte)) c = '*';
    }
    return out;
}

} // namespace redress::ingest
