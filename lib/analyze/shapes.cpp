// Numbers that belong to a person. Sources of the shapes: China's mobile numbering (1[3-9] and nine digits), GB 11643-1999
// (identity numbers), ISO/IEC 7812 (card numbers, Luhn), ITU-T E.164, the Spanish DNI/NIE check letter.
#include "analyze/shapes.hpp"

#include "analyze/checksums.hpp"
#include "analyze/shape_list.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace redress::analyze {
namespace {

bool digit(char c)
{
    return c >= '0' && c <= '9';
}
bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// A run of digits with single spaces, hyphens, dots or brackets inside; a star beside it means that part is masked.
struct Number {
    std::size_t begin = 0, end = 0;
    std::string digits;
    bool plus = false, grouped = false, glued = false; // glued: a letter, digit or star touches it
};

bool may_join(std::string_view t, std::size_t i)
{
    const auto next = [&](std::size_t k) { return k < t.size() && digit(t[k]); };
    if (t[i] == ' ' || t[i] == '-' || t[i] == '.')
        return next(i + 1) || (i + 1 < t.size() && t[i + 1] == '(' && next(i + 2));
    if (t[i] == '(') return next(i + 1);
    if (t[i] == ')') return next(i + 1) || (i + 1 < t.size() && (t[i + 1] == ' ' || t[i + 1] == '-') && next(i + 2));
    return false;
}

Number number_at(std::string_view t, std::size_t at)
{
    Number n;
    n.begin = at;
    auto i = at;
    if (t[i] == '+') n.plus = true, ++i;
    if (i < t.size() && t[i] == '(') ++i;
    while (i < t.size()) {
        if (digit(t[i]))
            n.digits += t[i];
        else if (may_join(t, i))
            n.grouped = true;
        else
            break;
        ++i;
    }
    n.end = i;
    const auto touches = [&](char c) {
        return letter(c) || digit(c) || c == '*' || c == '#' || c == '_' || c == '/' || c == '=';
    };
    n.glued = (at > 0 && touches(t[at - 1])) || (n.end < t.size() && (touches(t[n.end]) && t[n.end] != '/'));
    return n;
}

template <typename Take> void each_number(std::string_view t, Take take)
{
    for (std::size_t i = 0; i < t.size();) {
        const bool opens = digit(t[i]) || ((t[i] == '+' || t[i] == '(') && i + 1 < t.size() && digit(t[i + 1]));
        if (!opens) {
            ++i;
            continue;
        }
        const auto n = number_at(t, i);
        if (!n.glued && !n.digits.empty()) take(n);
        i = std::max(n.end, i + 1);
    }
}

bool is_cn_mobile(std::string_view d)
{
    return d.size() == 11 && d[0] == '1' && d[1] >= '3';
}

void mobile_cn(std::string_view t, std::vector<ShapeSpan>& out)
{
    each_number(t, [&](const Number& n) {
        std::string_view d = n.digits;
        if ((n.plus || d.size() == 13) && d.substr(0, 2) == "86")
            d.remove_prefix(2);
        else if (d.size() == 15 && d.substr(0, 4) == "0086")
            d.remove_prefix(4);
        if (is_cn_mobile(d)) out.push_back({n.begin, n.end});
    });
}

// Free and shared-cost lines are a company's, not a person's.
bool toll_free(std::string_view d)
{
    static constexpr std::array<std::string_view, 10> prefixes{"800", "833", "844", "855", "866",
                                                               "877", "888", "400", "900", "902"};
    return std::any_of(prefixes.begin(), prefixes.end(), [d](auto p) { return d.substr(0, 3) == p; });
}

// E.164 with its plus; North American 3-3-4 and Spanish 9-digit numbers only when written in groups.
void phone(std::string_view t, std::vector<ShapeSpan>& out)
{
    each_number(t, [&](const Number& n) {
        std::string_view d = n.digits;
        const auto raw = t.substr(n.begin, n.end - n.begin);
        bool is = false;
        if (n.plus)
            is = d.size() >= 9 && d.size() <= 15 && d.substr(0, 2) != "86" && !(d[0] == '1' && toll_free(d.substr(1)));
        else if (n.grouped && raw.find('.') == std::string_view::npos) {
            const bool nanp = (d.size() == 10 && d[0] >= '2' && d[3] >= '2') ||
                              (d.size() == 11 && d[0] == '1' && d[1] >= '2' && d[4] >= '2');
            if (nanp) {
                const auto tail = raw.substr(raw.size() - std::min<std::size_t>(raw.size(), 5));
                is = !toll_free(d.substr(d.size() - 10)) && (tail[0] == '-' || tail[0] == ' ');
            }
            if (d.size() == 9 && (d[0] == '6' || d[0] == '7')) is = !toll_free(d);
        }
        if (is) out.push_back({n.begin, n.end});
    });
}

void id_card_cn(std::string_view t, std::vector<ShapeSpan>& out)
{
    each_number(t, [&](const Number& n) {
        if (n.digits.size() == 18 && is_resident_id(n.digits)) out.push_back({n.begin, n.end});
    });
    for (std::size_t i = 0; i + 18 <= t.size(); ++i) { // those that end in X
        if (!digit(t[i]) || (i > 0 && (digit(t[i - 1]) || letter(t[i - 1])))) continue;
        const bool ends = i + 18 == t.size() || !(digit(t[i + 18]) || letter(t[i + 18]));
        if (ends && (t[i + 17] == 'x' || t[i + 17] == 'X') && is_resident_id(t.substr(i, 18))) out.push_back({i, i + 18});
    }
}

// The issuer ranges of the networks that private people carry.
bool known_issuer(std::string_view d)
{
    const auto head = [&](std::size_t k) { return std::stoi(std::string(d.substr(0, k))); };
    if (d.substr(0, 2) == "62" || d.substr(0, 2) == "81") return d.size() >= 16;
    if (d[0] == '4') return d.size() == 16 || d.size() == 13 || d.size() == 19;
    if ((head(2) >= 51 && head(2) <= 55) || (head(4) >= 2221 && head(4) <= 2720)) return d.size() == 16;
    if (head(2) == 34 || head(2) == 37) return d.size() == 15;
    if (head(4) == 6011 || head(2) == 65 || (head(3) >= 644 && head(3) <= 649)) return d.size() == 16;
    return head(4) >= 3528 && head(4) <= 3589 && d.size() == 16;
}

void bank_card(std::string_view t, std::vector<ShapeSpan>& out)
{
    each_number(t, [&](const Number& n) {
        if (n.digits.size() >= 13 && n.digits.size() <= 19 && is_luhn(n.digits) && known_issuer(n.digits))
            out.push_back({n.begin, n.end});
    });
}

void dni_es(std::string_view t, std::vector<ShapeSpan>& out)
{
    for (std::size_t i = 0; i + 9 <= t.size(); ++i) {
        if (i > 0 && (digit(t[i - 1]) || letter(t[i - 1]))) continue;
        auto at = i + 8;
        if (t[at] == '-' && at + 1 < t.size()) ++at;
        if (at + 1 < t.size() && (digit(t[at + 1]) || letter(t[at + 1]))) continue;
        std::string id = std::string(t.substr(i, 8)) + t[at];
        std::transform(id.begin(), id.end(), id.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (is_dni(id)) out.push_back({i, at + 1});
    }
}

template <void (*find)(std::string_view, std::vector<ShapeSpan>&)>
void in_text(const ShapeText& in, std::vector<ShapeSpan>& out)
{
    find(in.text, out);
}

} // namespace

std::span<const Shape> shapes()
{
    // So many digits each of them has at least.
    constexpr auto of_7 = [](const Marks& m) { return m.digits >= 7; };
    constexpr auto of_9 = [](const Marks& m) { return m.digits >= 9; };
    constexpr auto of_11 = [](const Marks& m) { return m.digits >= 11; };
    constexpr auto of_13 = [](const Marks& m) { return m.digits >= 13; };
    constexpr auto of_17 = [](const Marks& m) { return m.digits >= 17; };
    static constexpr std::array table{
        Shape{"mobile-cn", false, of_11, in_text<mobile_cn>},
        Shape{"phone", false, of_9, in_text<phone>},
        Shape{"id-card-cn", false, of_17, in_text<id_card_cn>},
        Shape{"bank-card", false, of_13, in_text<bank_card>},
        Shape{"dni-es", false, of_7, in_text<dni_es>},
        Shape{"e-mail", false, [](const Marks& m) { return m.at_sign; }, in_text<shape::e_mail>},
        Shape{"placeholder", true, [](const Marks& m) { return m.slot; }, shape::placeholder},
        Shape{"shouting", true, [](const Marks& m) { return m.upper >= 10; }, in_text<shape::shouting>},
        Shape{"exclamations", true, [](const Marks& m) { return m.bangs >= 3; }, in_text<shape::exclamations>},
        Shape{"double-space", true, [](const Marks&) { return true; }, in_text<shape::double_space>},
    };
    return table;
}

const Shape* find_shape(std::string_view name)
{
    for (const auto& s : shapes())
        if (name == s.name) return &s;
    return nullptr;
}

} // namespace redress::analyze
