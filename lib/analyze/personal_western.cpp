// Names of the west: behind a label or a title, in capitals.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool is_capital(std::string_view text, std::size_t at)
{
    const auto c = char_at(text, at);
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
}

std::size_t western_word(std::string_view text, std::size_t at)
{
    auto end = at;
    while (end < text.size()) {
        const auto c = char_at(text, end);
        const bool letter = (c < 0x80 && is_letter(static_cast<char>(c))) || (c >= 0xC0 && c <= 0x24F);
        if (!letter && c != '\'' && c != '-' && c != 0x2019) break;
        end += char_length(text, end);
    }
    return end;
}

// Up to four words that begin with a capital; small words of names may stand between.
std::size_t western_name(std::string_view text, std::size_t at, std::size_t least)
{
    constexpr std::array<std::string_view, 10> small{"de", "la", "del", "van", "von", "der", "da", "dos", "los", "y"};
    std::size_t end = at, words = 0;
    for (auto place = at; place < text.size() && words < 5;) {
        const auto stop = western_word(text, place);
        if (stop == place) break;
        const auto word = text.substr(place, stop - place);
        if (is_capital(text, place)) {
            ++words;
            end = stop;
        } else if (std::find(small.begin(), small.end(), word) == small.end()) {
            break;
        }
        if (stop < text.size() && text[stop] == '.' && stop - place == 1 && stop + 1 < text.size() &&
            text[stop + 1] == ' ') {
            end = std::max(end, stop + 1);
            place = stop + 2;
            continue;
        }
        if (stop >= text.size() || text[stop] != ' ') break;
        place = stop + 1;
    }
    return words >= least ? end - at : 0;
}

// "Customer Service" has no name, and a parcel is left at a "Front Door".
bool is_nobody(std::string_view name)
{
    static constexpr std::array<std::string_view, 49> words{
        "customer",     "customers", "service", "services",   "department", "dept",      "team",
        "support",      "returns",   "return",  "sales",      "warehouse",  "accounts",  "billing",
        "office",       "reception", "front",   "back",       "door",       "porch",     "mailbox",
        "mailroom",     "locker",    "garage",  "agent",      "neighbor",   "neighbour", "safe",
        "parcel",       "store",     "shop",    "protection", "system",     "delivery",  "noreply",
        "the",          "your",      "cliente", "clientes",   "atención",   "servicio",  "devoluciones",
        "departamento", "equipo",    "almacén", "tienda",     "madam",      "sir",       "seller"};
    const auto lower = text::lower_ascii(name);
    for (const auto word : text::split(lower, ' '))
        if (std::find(words.begin(), words.end(), word) != words.end()) return true;
    return false;
}

// "Austin, TX": a place of the United States.
bool goes_on_as_place(std::string_view text, std::size_t end)
{
    const auto rest = text.substr(end, 5);
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return rest.size() >= 4 && rest.starts_with(", ") && capital(rest[2]) && capital(rest[3]) &&
           (rest.size() == 4 || !is_letter(rest[4]));
}

struct Label {
    std::string_view text;
    std::size_t least; // words
};
// In lower case; those with a colon take one word, since what follows can hardly be anything else.
constexpr std::array<Label, 66> labels{{{"full name:", 1},
                                        {"name:", 1},
                                        {"name is ", 1},
                                        {"recipient:", 1},
                                        {"ship to:", 1},
                                        {"ship to ", 2},
                                        {"deliver to:", 1},
                                        {"cardholder:", 1},
                                        {"cardholder name:", 1},
                                        {"account holder:", 1},
                                        {"contact:", 2},
                                        {"contact person:", 1},
                                        {"customer:", 1},
                                        {"buyer:", 2},
                                        {"consignee:", 1},
                                        {"attn:", 1},
                                        {"mr. ", 1},
                                        {"mrs. ", 1},
                                        {"ms. ", 1},
                                        {"mr ", 1},
                                        {"mrs ", 1},
                                        {"nombre:", 1},
                                        {"me llamo ", 1},
                                        {"destinatario:", 1},
                                        {"titular:", 1},
                                        {"sr. ", 1},
                                        {"sra. ", 1},
                                        {"mi nombre es ", 1},
                                        {"beneficiary:", 1},
                                        {"receiver:", 1},
                                        {"nombre y apellidos:", 1},
                                        {"nombre completo:", 1},
                                        {"apellidos:", 1},
                                        {"a nombre de ", 2},
                                        {"a la atención de ", 2},
                                        {"a la atencion de ", 2},
                                        {"a/a ", 2},
                                        {"srta. ", 1},
                                        {"ms ", 1},
                                        {"señor ", 1},
                                        {"señora ", 1},
                                        {"doña ", 1},
                                        {"dña. ", 1},
                                        {"comprador ", 2},
                                        {"compradora ", 2},
                                        {"clienta ", 2},
                                        {"signed by:", 1},
                                        {"signed by ", 2},
                                        {"signed for by ", 2},
                                        {"received by ", 2},
                                        {"left with ", 2},
                                        {"delivered to ", 2},
                                        {"firmado por ", 2},
                                        {"recibido por ", 2},
                                        {"entregado a ", 2},
                                        {"holder:", 1},
                                        {"holder ", 2},
                                        {"c/o ", 1},
                                        {"attention:", 1},
                                        {"shipping name:", 1},
                                        {"billing name:", 1},
                                        {"comprador:", 2},
                                        {"cliente:", 2},
                                        {"nombre del titular:", 1},
                                        {"a cargo de ", 2},
                                        {"contacto:", 2}}};
// What is another word in lower case.
constexpr std::array<Label, 5> cased{{{"Don ", 2}, {"D. ", 2}, {"Miss ", 1}, {"Dr. ", 1}, {"Mx. ", 1}}};

void try_label(const Reading& form, std::string_view text, const Label& label, Finds& finds)
{
    for (auto at = text.find(label.text); at != std::string_view::npos; at = text.find(label.text, at + 1)) {
        if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_')) continue;
        const auto before = std::string_view(form.lower).substr(0, at);
        if (before.ends_with("file ") || before.ends_with("user ") || before.ends_with("product ")) continue;
        auto begin = at + label.text.size();
        while (begin < text.size() && text[begin] == ' ') ++begin;
        const auto length = western_name(form.text, begin, label.least);
        if (length <= 1 || is_nobody(std::string_view(form.text).substr(begin, length)) ||
            goes_on_as_place(form.text, begin + length))
            continue;
        finds.add(begin, begin + length, Strength::likely, form.text.substr(begin, length));
    }
}

// "收款人Karen Clark"
void find_behind_chinese(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (const std::string_view label :
         {"收款人", "收件人", "收货人", "收貨人", "姓名", "户名", "戶名", "持卡人", "联系人", "寄件人", "买家", "客户"})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            auto begin = at + label.size();
            while (begin < text.size() && (text[begin] == ' ' || text[begin] == ':' || text[begin] == '[')) ++begin;
            if (const auto length = western_name(text, begin, 2); length > 0)
                finds.add(begin, begin + length, Strength::likely, form.text.substr(begin, length));
        }
}

// "Jane Roe <jane@example.com>" behind "From:" and the like.
void find_senders(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const auto close = text.substr(at, 90).find('>');
        if (close == std::string_view::npos || text.substr(at, close).find('@') == std::string_view::npos) continue;
        const auto line = text.substr(0, at).rfind('\n');
        const auto colon = text.substr(0, at).rfind(':');
        const auto comma = text.substr(0, at).rfind(',');
        auto begin = std::string_view::npos;
        for (const auto stop : {line, colon, comma})
            if (stop != std::string_view::npos && (begin == std::string_view::npos || stop + 1 > begin)) begin = stop + 1;
        if (begin == std::string_view::npos) begin = 0;
        while (begin < at && (text[begin] == ' ' || text[begin] == '"')) ++begin;
        auto end = at;
        while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '"')) --end;
        const auto length = western_name(text, begin, 2);
        if (length > 0 && begin + length == end && !is_nobody(text.substr(begin, length)))
            finds.add(begin, end, Strength::likely, form.text.substr(begin, length));
    }
}

// {"buyer":"Jane Roe"}: what a key calls a person's. A bare "name" may be a thing's, unless a person's data stands beside
// it.
void find_in_fields(const Reading& form, Finds& finds)
{
    const std::string_view text = form.lower;
    if (text.find("\":") == std::string_view::npos) return;
    static constexpr std::string_view persons[]{"email", "e-mail", "phone", "mobile", "tel", "address"};
    for (const std::string_view key :
         {"buyer", "buyer_name", "buyername", "customer", "customer_name", "recipient", "recipient_name", "receiver",
          "receiver_name", "receivername", "consignee", "full_name", "fullname", "first_name", "last_name", "contact_name",
          "cardholder", "name"}) {
        const auto quoted = "\"" + std::string(key) + "\"";
        for (auto at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
            auto begin = at + quoted.size();
            while (begin < text.size() && (text[begin] == ' ' || text[begin] == ':')) ++begin;
            if (begin >= text.size() || text[begin] != '"') continue;
            const auto end = text.find('"', ++begin);
            if (end == std::string_view::npos || end == begin) continue;
            const auto length =
                std::max(western_name(form.text, begin, key == "name" ? 2 : 1), name_alone(form.text, begin));
            if (begin + length != end) continue;
            if (key == "name" && !said_behind(form, end, persons, 60) && !said_before(form, at, persons, 60)) continue;
            finds.add(begin, end, Strength::likely, form.text.substr(begin, length));
        }
    }
}

} // namespace

void find_western_names(const Reading& form, Finds& finds)
{
    for (const auto& label : labels) try_label(form, form.lower, label, finds);
    for (const auto& label : cased) try_label(form, form.text, label, finds);
    find_behind_chinese(form, finds);
    find_senders(form, finds);
    find_in_fields(form, finds);
}

} // namespace redress::analyze
