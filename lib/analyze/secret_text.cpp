#include "analyze/secret_text.hpp"

#include "analyze/matcher.hpp"
#include "analyze/personal_finders.hpp"

#include <algorithm>
#include <utility>

namespace redress::analyze {
namespace {

// What personal_secret.cpp looks for begins with, or stands behind, one of these.
const Matcher& markers()
{
    static const std::vector<std::string> words{
        "-----BEGIN ", "sk_",          "rk_",     "sk-",           "ghp_",   "gho_",    "ghs_",
        "github_pat_", "xox",          "AKIA",    "ASIA",          "AIza",   "npm_",    "shpat_",
        "glpat-",      "eyJ",          "whsec_",  "earer",         "EARER",  "asic ",   "ecret",
        "ECRET",       "oken",         "OKEN",    "pi_key",        "pikey",  "PI_KEY",  "PIKEY",
        "pi key",      "pi-key",       "PI-KEY",  "rivate",        "RIVATE", "私钥",    "密钥",
        "助记词",      "nemonic",      "phrase",  "cvv",           "CVV",    "cvc",     "CVC",
        "安全码",      "ecurity code", "riv key", "rivkey",        "RIVKEY", "RIV KEY", "lave privada",
        "lave api",    "私鑰",         "密鑰",    "密匙",          "助記詞", "恢复词",  "种子词",
        "seed",        "SEED",         "Seed",    "ecovery words", "frase",  "Frase",   "palabras semilla",
        ":AA",         "WIF",          "wif"};
    static const Matcher matcher(words);
    return matcher;
}

// The lines the words stand on; of a private key all of them.
std::vector<std::pair<std::size_t, std::size_t>> lines_of(std::string_view text, const std::vector<Matcher::Found>& found)
{
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (const auto& one : found) {
        if (!out.empty() && one.begin < out.back().second) continue;
        const auto before = text.substr(0, one.begin).rfind('\n');
        const auto begin = before == std::string_view::npos ? 0 : before + 1;
        auto last = static_cast<std::size_t>(one.begin);
        if (text.substr(last).starts_with("-----BEGIN ")) last = std::min(text.find("-----END ", last), text.size());
        out.emplace_back(begin, std::min(text.find('\n', last), text.size()));
    }
    return out;
}

} // namespace

std::vector<KeySpan> find_secret_spans(std::string_view text)
{
    static thread_local const Scanner scanner(markers());
    std::vector<Matcher::Found> found;
    scanner.scan(text, found);
    std::vector<KeySpan> out;
    if (found.empty()) return out;
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    for (const auto& [begin, end] : lines_of(text, found)) {
        const Reading form(plain_form(text.substr(begin, end - begin)));
        Finds finds;
        find_secrets(form, finds);
        for (const auto& one : finds.all()) {
            const auto from = form.origin(one.begin);
            out.push_back({begin + from, form.origin_end(one.end) - from});
        }
    }
    std::sort(out.begin(), out.end(), [](const KeySpan& a, const KeySpan& b) { return a.offset < b.offset; });
    std::vector<KeySpan> apart;
    for (const auto& span : out) {
        if (apart.empty() || span.offset >= apart.back().offset + apart.back().length)
            apart.push_back(span);
        else
            apart.back().length = std::max(apart.back().length, span.offset + span.length - apart.back().offset);
    }
    return apart;
}

} // namespace redress::analyze
