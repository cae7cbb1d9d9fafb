// The goods themselves, card keys, and passwords.
#include "analyze/card_keys.hpp"
#include "analyze/personal_finders.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool is_password_char(char c)
{
    return is_alnum(c) || std::string_view("-_+=!@#$%^&*.~?").find(c) != std::string_view::npos;
}

// "密码pass1234", "卡密 X7K2Q9M4": no colon, but a word that names nothing else. Of digits alone only what is a password or
// a code, never the serial number of a thing.
void find_bare_keys(const Reading& form, Finds& finds)
{
    constexpr std::size_t least = 6, most = 40;
    static constexpr std::string_view labels[]{"密码",   "密碼",   "卡密",   "激活码", "激活碼",
                                               "兑换码", "兌換碼", "提取码", "序列号", "注册码"};
    static constexpr std::string_view codes[]{"密码", "密碼", "卡密", "激活码", "激活碼", "兑换码", "兌換碼", "提取码"};
    static constexpr std::string_view cards[]{"卡号", "卡號"};
    static constexpr std::string_view passwords[]{"密码", "密碼", "卡密"};
    for (const auto& token : form.tokens) {
        if (!token.digit || token.size() < least || token.size() > most) continue;
        const bool letters = token.upper || token.lower;
        const bool key = letters ? labelled_by(form, token.begin, labels) : labelled_by(form, token.begin, codes);
        // "卡号1234567890 密码123456": two halves of one key, where the number is no bank card's.
        const bool half = labelled_by(form, token.begin, cards) && said_behind(form, token.end, passwords, 9);
        if (key || half) finds.add(token.begin, token.end, Strength::likely, form.text.substr(token.begin, token.size()));
    }
}

// Blanks, colons and "is" behind a label; where they end, and whether they name something plainly.
std::size_t behind_label(std::string_view text, std::size_t at, bool& plain)
{
    for (bool more = true; more && at < text.size();) {
        more = false;
        for (const std::string_view glue : {" ", ":", "=", "\"", "'", "是", "为", "為", "is ", "es ", "era ", "was "}) {
            if (!text.substr(at).starts_with(glue)) continue;
            if (is_letter(glue.front()) && is_alnum(text[at - 1])) continue;
            plain = plain || glue != " ";
            at += glue.size();
            more = true;
        }
    }
    return at;
}

// "my password is hunter2", "contraseña: …": the word behind, with a digit in it.
void find_passwords(const Reading& form, Finds& finds)
{
    constexpr std::size_t least = 4, most = 64;
    const std::string_view text = form.lower;
    for (const std::string_view label :
         {"password", "passwd", "passcode", "pwd", "contraseña", "contrasena", "clave", "clave de acceso", "pin",
          "license key", "licence key", "clave de licencia", "código de activación", "activation code"})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            const auto after = at + label.size();
            if ((at > 0 && is_alnum(text[at - 1])) || (after < text.size() && is_alnum(text[after]))) continue;
            bool plain = false;
            const auto begin = behind_label(text, after, plain);
            auto end = begin;
            while (end < text.size() && is_password_char(text[end])) ++end;
            while (end > begin && (text[end - 1] == '.' || text[end - 1] == '?')) --end; // the sentence's own stop
            const auto word = text.substr(begin, end - begin);
            const bool digit = std::any_of(word.begin(), word.end(), is_digit);
            if (!plain || !digit || word.size() < least || word.size() > most) continue;
            finds.add(begin, end, Strength::likely, form.text.substr(begin, word.size()));
        }
}

// The name of a request or an event is for the engineers, and evidence.
bool is_name_of_event(const Reading& form, const KeySpan& span)
{
    static constexpr std::string_view words[]{"request",     "trace", "event", "message", "webhook",
                                              "correlation", "uuid",  "guid",  "请求",    "requestid",
                                              "x-request",   "日志",  "log",   "debug"};
    constexpr std::size_t uuid = 36;
    return span.length == uuid &&
           (labelled_by(form, span.offset, words) || is_business_number(form, span.offset, span.offset + span.length));
}

} // namespace

void find_card_keys(const Reading& form, Finds& finds)
{
    find_bare_keys(form, finds);
    find_passwords(form, finds);
    for (const auto& span : find_keys(form.text))
        if (!is_name_of_event(form, span))
            finds.add(span.offset, span.offset + span.length, Strength::likely, form.text.substr(span.offset, span.length));
    // Long tokens of both letters and digits may be a key; so may a parcel's number or a payment's.
    for (const auto& token : form.tokens) {
        if (token.size() < 16 || token.size() > 32 || !token.digit || !token.upper || token.lower) continue;
        const auto word = std::string_view(form.text).substr(token.begin, token.size());
        const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
        if (digits * 5 > word.size() * 4 || is_business_number(form, token.begin, token.end)) continue;
        finds.add(token.begin, token.end, Strength::review, std::string(word));
    }
}

} // namespace redress::analyze
