// What is always removed: keys to machines, accounts and money.
#include "analyze/checksums.hpp"
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool is_token_char(char c)
{
    return is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
}

std::size_t run_end(std::string_view text, std::size_t at, bool (*accept)(char))
{
    while (at < text.size() && accept(text[at])) ++at;
    return at;
}

void add_secret(const Reading& form, std::size_t begin, std::size_t end, Finds& finds)
{
    while (end > begin && (form.text[end - 1] == '.' || form.text[end - 1] == '=')) --end;
    finds.add(begin, end, Strength::sure, form.text.substr(begin, end - begin));
}

// -----BEGIN … PRIVATE KEY----- to its end, or to the text's where it was cut off.
void find_pem(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (auto at = text.find("-----BEGIN "); at != std::string_view::npos; at = text.find("-----BEGIN ", at + 1)) {
        const auto head = text.find("-----", at + 11);
        if (head == std::string_view::npos || head - at > 60 ||
            text.substr(at, head - at).find("PUBLIC KEY") != std::string_view::npos ||
            text.substr(at, head - at).find("CERTIFICATE") != std::string_view::npos)
            continue;
        auto end = text.find("-----END ", head);
        if (end != std::string_view::npos) end = text.find("-----", end + 9);
        end = end == std::string_view::npos ? text.size() : end + 5;
        finds.add(at, end, Strength::sure, std::string(text.substr(at, end - at)));
    }
}

struct Prefix {
    std::string_view text;
    std::size_t least; // characters behind it
};
// As their makers document them: Stripe, GitHub, Slack, AWS, Google, npm, Shopify, GitLab, JSON web tokens.
constexpr std::array<Prefix, 22> prefixes{
    {{"sk_live_", 8}, {"sk_test_", 8}, {"rk_live_", 8},     {"rk_test_", 8},      {"sk-", 20},    {"ghp_", 30},
     {"gho_", 30},    {"ghs_", 30},    {"github_pat_", 20}, {"xoxb-", 10},        {"xoxp-", 10},  {"xoxa-", 10},
     {"AKIA", 16},    {"ASIA", 16},    {"AIza", 30},        {"npm_", 30},         {"shpat_", 20}, {"glpat-", 18},
     {"eyJ", 30},     {"whsec_", 16},  {"sk_", 16},         {"access_token$", 20}}};

void find_prefixed(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (const auto& prefix : prefixes)
        for (auto at = text.find(prefix.text); at != std::string_view::npos; at = text.find(prefix.text, at + 1)) {
            if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_')) continue;
            const auto end = run_end(text, at + prefix.text.size(), is_token_char);
            const auto word = text.substr(at, end - at);
            if (end - at - prefix.text.size() < prefix.least) continue;
            if (prefix.text == "eyJ" && std::count(word.begin(), word.end(), '.') < 1) continue;
            if (std::none_of(word.begin(), word.end(), is_digit)) continue;
            add_secret(form, at, end, finds);
        }
}

// So long, and of letters and digits: a key, even where no colon says so. A wallet's address has its own kind.
bool is_plainly_key(std::string_view word)
{
    constexpr std::size_t least = 24;
    const bool address = word.size() == 42 && word.starts_with("0x");
    return word.size() >= least && !address && std::any_of(word.begin(), word.end(), is_digit) &&
           std::any_of(word.begin(), word.end(), is_letter);
}

// "Bearer …", "client_secret: …", "api_key=…"
void find_labelled_secrets(const Reading& form, Finds& finds)
{
    struct Label {
        std::string_view text;
        std::size_t least;
        bool bare; // needs no colon
    };
    constexpr std::array<Label, 31> labels{{{"bearer", 12, true},         {"authorization: basic", 8, true},
                                            {"client_secret", 8, false},  {"client secret", 8, false},
                                            {"clientsecret", 8, false},   {"api_key", 8, false},
                                            {"apikey", 8, false},         {"api key", 8, false},
                                            {"api-key", 8, false},        {"access_token", 8, false},
                                            {"access token", 8, false},   {"refresh_token", 8, false},
                                            {"secret_key", 8, false},     {"secret key", 8, false},
                                            {"app_secret", 8, false},     {"appsecret", 8, false},
                                            {"private key", 32, false},   {"private_key", 32, false},
                                            {"privatekey", 32, false},    {"私钥", 32, false},
                                            {"密钥", 12, false},          {"secret", 12, false},
                                            {"token", 16, false},         {"priv key", 32, false},
                                            {"privkey", 32, false},       {"clave privada", 32, false},
                                            {"llave privada", 32, false}, {"私鑰", 32, false},
                                            {"密鑰", 12, false},          {"密匙", 12, false},
                                            {"clave api", 8, false}}};
    const std::string_view text = form.lower;
    for (const auto& label : labels)
        for (auto at = text.find(label.text); at != std::string_view::npos; at = text.find(label.text, at + 1)) {
            if (is_letter(label.text.front()) && at > 0 && is_letter(text[at - 1])) continue;
            auto begin = at + label.text.size();
            bool marked = label.bare;
            const auto start = begin;
            while (begin < text.size() && begin - start < 8) {
                const auto mark = text.substr(begin);
                const bool colon = mark[0] == ':' || mark[0] == '=';
                marked = marked || colon || mark.starts_with("是");
                if (colon || mark[0] == ' ' || mark[0] == '"' || mark[0] == '\'')
                    ++begin;
                else if (mark.starts_with("是"))
                    begin += 3;
                else if (mark.starts_with("is "))
                    begin += 3, marked = true;
                else
                    break;
            }
            const auto end = run_end(text, begin, is_token_char);
            const auto word = text.substr(begin, end - begin);
            if (begin == start || word.size() < label.least || !(marked || is_plainly_key(word))) continue;
            if (word.find_first_of("0123456789") == std::string_view::npos && word.size() < 24) continue;
            add_secret(form, begin, end, finds);
        }
}

// PayPal: client ids and secrets are 80 characters, A… and E…
void find_paypal(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    constexpr std::size_t length = 80;
    const auto accept = [](char c) { return is_alnum(c) || c == '_' || c == '-'; };
    for (std::size_t at = 0; at < text.size();) {
        if (!accept(text[at])) {
            ++at;
            continue;
        }
        const auto end = run_end(text, at, accept);
        if (end - at == length && text[at] == 'E') add_secret(form, at, end, finds);
        at = end;
    }
}

// Three or four digits behind a card's number.
void find_card_codes(const Reading& form, Finds& finds)
{
    const std::string_view text = form.lower;
    for (const std::string_view label : {"cvv", "cvc", "cvv2", "cvc2", "安全码", "security code"})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            auto begin = at + label.size();
            while (begin < text.size() && begin - at < 24 && !is_digit(text[begin]) && !is_letter(text[begin]) &&
                   text[begin] != '\n')
                begin += char_length(text, begin);
            const auto end = run_end(text, begin, is_digit);
            if (end - begin == 3 || end - begin == 4) add_secret(form, begin, end, finds);
        }
}

struct Words {
    std::size_t end = 0, count = 0;
};

// Words of three to eight letters with one blank between: what the phrases of wallets are made of (BIP 39).
Words words_from(std::string_view text, std::size_t at)
{
    constexpr std::size_t most = 24;
    Words out{at, 0};
    for (auto place = at; place < text.size() && out.count < most;) {
        const auto stop = run_end(text, place, is_letter);
        if (stop - place < 3 || stop - place > 8) break;
        ++out.count;
        out.end = stop;
        if (stop >= text.size() || text[stop] != ' ') break;
        place = stop + 1;
    }
    return out;
}

// Twelve or more words of a wallet.
void find_seed_phrases(const Reading& form, Finds& finds)
{
    constexpr std::size_t least = 12;
    const std::string_view text = form.lower;
    for (const std::string_view label : {"助记词", "助記詞", "恢复词", "种子词", "mnemonic", "seed phrase", "seed words",
                                         "seed:", "recovery phrase", "recovery words", "secret phrase", "backup phrase",
                                         "frase semilla", "palabras semilla", "frase de recuperación", "frase secreta"})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            auto begin = at + label.size();
            for (bool more = true; more;) {
                more = begin < text.size() && (text[begin] == ' ' || text[begin] == ':');
                begin += more;
                for (const std::string_view glue : {"is ", "es ", "是", "为"})
                    if (text.substr(begin).starts_with(glue)) begin += glue.size(), more = true;
            }
            const auto words = words_from(text, begin);
            if (words.count >= least) add_secret(form, begin, words.end, finds);
        }
}

// Telegram's bots: "1234567890:AA" and 33 more.
void find_bot_tokens(const Reading& form, Finds& finds)
{
    constexpr std::size_t tail = 35, least = 8, most = 10;
    const std::string_view text = form.text;
    const auto accept = [](char c) { return is_alnum(c) || c == '_' || c == '-'; };
    for (auto at = text.find(":AA"); at != std::string_view::npos; at = text.find(":AA", at + 1)) {
        auto begin = at;
        while (begin > 0 && is_digit(text[begin - 1])) --begin;
        const auto end = run_end(text, at + 1, accept);
        if (at - begin >= least && at - begin <= most && end - at - 1 == tail) add_secret(form, begin, end, finds);
    }
}

// A private key as Bitcoin's wallets export it.
void find_wallet_keys(const Reading& form, Finds& finds)
{
    constexpr unsigned version = 0x80;
    constexpr std::size_t plain = 37, compressed = 38;
    for (const auto& token : form.tokens) {
        if (token.size() != 51 && token.size() != 52) continue;
        const auto word = std::string_view(form.text).substr(token.begin, token.size());
        if (is_base58check(word, version, word.size() == 51 ? plain : compressed))
            add_secret(form, token.begin, token.end, finds);
    }
}

} // namespace

void find_secrets(const Reading& form, Finds& finds)
{
    find_pem(form, finds);
    find_prefixed(form, finds);
    find_labelled_secrets(form, finds);
    find_paypal(form, finds);
    find_card_codes(form, finds);
    find_seed_phrases(form, finds);
    find_bot_tokens(form, finds);
    find_wallet_keys(form, finds);
}

} // namespace redress::analyze
