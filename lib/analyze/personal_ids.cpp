// Numbers that states give to people and companies.
#include "analyze/checksums.hpp"
#include "analyze/personal_phone_shape.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}

bool alnum_at(const Reading& form, std::size_t at)
{
    return at < form.text.size() && is_alnum(form.text[at]);
}

bool touched(const Reading& form, std::size_t begin, std::size_t end, Words labels)
{
    if (alnum_at(form, end)) return true;
    if (begin == 0 || !is_alnum(form.text[begin - 1])) return false;
    return is_digit(form.text[begin - 1]) || !labelled_by(form, begin, labels);
}

// Letters, a date, three places: its check digit is often a slip.
bool has_shape_of_rfc(std::string_view id)
{
    const auto letters = id.find_first_of("0123456789");
    return id.size() == 9 + letters && id.substr(letters, 6).find_first_not_of("0123456789") == std::string_view::npos;
}

constexpr std::string_view id_words[]{"身份证", "身份證", "证件", "證件", "身份", "居民", "id", "sfz", "实名", "identity"};

void try_resident_id(const NumberView& number, Finds& finds)
{
    const auto& form = number.form;
    auto digits = number.digits();
    auto end = number.end();
    if (digits.size() == 17 && end < form.text.size()) {
        const auto gap = form.text[end] == ' ' || form.text[end] == '-' ? 1U : 0U;
        if (end + gap < form.text.size() && (form.text[end + gap] | 0x20) == 'x') {
            digits += 'X';
            end += gap + 1;
        }
    }
    if (!is_resident_id(digits) || touched(form, number.begin(), end, id_words)) return;
    if (number.first > 0 && between(form, number.chain[number.first - 1], number.chain[number.first]) == "-") return;
    finds.add(number.begin(), end, Strength::sure, digits);
}

} // namespace

void find_resident_ids(const Reading& form, Finds& finds)
{
    for (const auto& chain : form.chains)
        for (std::size_t first = 0; first < chain.size(); ++first) {
            if (chain[first].size() == 15 && is_resident_id_old(digits_of(form, chain, first, first)) &&
                said_before(form, chain[first].begin, id_words, 30))
                finds.add(chain[first].begin, chain[first].end, Strength::likely, digits_of(form, chain, first, first));
            std::size_t digits = 0;
            for (auto last = first; last < chain.size() && digits <= 18; ++last) {
                digits += chain[last].size();
                if (digits == 17 || digits == 18) try_resident_id({form, chain, first, last}, finds);
            }
        }
}

void find_hkids(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"香港身份证", "身份证", "身份證", "hkid", "hong kong id", "id"};
    for (const auto& token : form.tokens) {
        auto id = upper(form.text.substr(token.begin, token.size()));
        const auto letters = id.find_first_of("0123456789");
        if (letters != 1 && letters != 2) continue;
        auto end = token.end;
        bool bracket = false;
        if (id.size() == letters + 6) {
            const auto rest = std::string_view(form.text).substr(end, 4);
            const auto open = rest.starts_with(" (") ? 1U : 0U;
            bracket = rest.size() >= open + 3 && rest[open] == '(' && rest[open + 2] == ')';
            if (!bracket) continue;
            id += upper(std::string(1, rest[open + 1]));
            end += open + 3;
        }
        if (id.size() != letters + 7 || !is_hkid(id)) continue;
        if (bracket || said_before(form, token.begin, words, 30)) finds.add(token.begin, end, Strength::sure, id);
    }
}

void find_travel_documents(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"护照",   "護照",   "passport", "pasaporte", "通行证", "通行證",
                                              "回乡证", "回鄉證", "台胞证",   "港澳",      "往来",   "permit"};
    for (const auto& token : form.tokens) {
        if (!token.digit || token.size() < 7 || token.size() > 12) continue;
        const auto id = upper(form.text.substr(token.begin, token.size()));
        const auto letters = id.find_first_of("0123456789");
        if (letters > 3 || (letters == 3 && id.size() != 9) ||
            id.find_first_not_of("0123456789", letters) != std::string::npos ||
            id.size() - letters < (letters == 3 ? 6U : 7U) || id.size() - letters > 10)
            continue;
        if (letters == 0 && (id.size() < 8 || id.size() > 9)) continue;
        const bool named = letters > 0 ? said_before(form, token.begin, words, 36) : labelled_by(form, token.begin, words);
        if (named && !is_business_number(form, token.begin, token.end))
            finds.add(token.begin, token.end, Strength::likely, id);
    }
}

void find_us_tax_ids(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"ssn",     "my social", "social is", "social no",     "social security",
                                              "itin",    "taxpayer",  "tax id",    "seguro social", "社保",
                                              "社会安全"};
    for (const auto& chain : form.chains)
        for (std::size_t first = 0; first < chain.size(); ++first)
            for (auto last = first; last < chain.size() && last <= first + 2; ++last) {
                const NumberView number{form, chain, first, last};
                const auto digits = number.digits();
                if (digits.size() != 9 || (!is_ssn(digits) && !is_itin(digits)) || !number.is_bounded()) continue;
                const bool dashes =
                    number.sizes() == "3-2-4" && number.is_even() && between(form, chain[first], chain[first + 1]) == "-";
                const bool context =
                    said_before(form, number.begin(), words, 36) || said_behind(form, number.end(), words, 18);
                if (!context && (!dashes || is_business_number(form, number.begin(), number.end()))) continue;
                if (context && number.sizes() != "3-2-4" && number.sizes() != "9") continue;
                if (touched(form, number.begin(), number.end(), words)) continue;
                finds.add(number.begin(), number.end(), context ? Strength::sure : Strength::likely, digits);
            }
}

void find_spanish_ids(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"dni", "nie", "nif", "documento", "identidad", "identificación", "cédula"};
    for (const auto& token : form.tokens) {
        if (!token.digit) continue;
        auto id = upper(form.text.substr(token.begin, token.size()));
        auto begin = token.begin;
        auto end = token.end;
        bool marks = false;
        // "12345678-Z", "12.345.678-Z", "X-1234567-L"
        if (id.size() == 3 && begin >= 7 && form.text[begin - 1] == '.' && form.text[begin - 5] == '.') {
            const auto front =
                begin >= 7 && is_digit(form.text[begin - 6]) && is_digit(form.text[begin - 7]) ? begin - 7 : begin;
            if (front < begin) {
                id.insert(0, form.text.substr(begin - 4, 3));
                id.insert(0, form.text.substr(front, 2));
                begin = front;
            }
        }
        if (begin >= 2 && form.text[begin - 1] == '-' &&
            std::string_view("XYZxyz").find(form.text[begin - 2]) != std::string_view::npos && id.size() == 7 &&
            !(begin >= 3 && is_alnum(form.text[begin - 3]))) {
            begin -= 2;
            id.insert(0, upper(form.text.substr(begin, 1)));
        }
        if (id.size() == 8 && end + 1 < form.text.size() && (form.text[end] == '-' || form.text[end] == ' ') &&
            is_letter(form.text[end + 1])) {
            if (alnum_at(form, end + 2)) continue;
            marks = true;
            id += upper(form.text.substr(end + 1, 1));
            end += 2;
        }
        if (!is_dni(id) || (begin > 0 && is_alnum(form.text[begin - 1]))) continue;
        const bool date = id.starts_with("19") || id.starts_with("20");
        const bool context = said_before(form, begin, words, 30);
        const bool spaced = marks && form.text[end - 2] == ' ';
        if (!context && (date || spaced || is_business_number(form, begin, end))) continue;
        finds.add(begin, end, context ? Strength::sure : Strength::likely, id);
    }
}

void find_companies(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"信用代码",     "信用代碼", "税号",     "税務", "纳税",
                                              "纳税人识别号", "uscc",     "营业执照", "执照", "社会信用"};
    for (const auto& token : form.tokens) {
        if (token.size() != 18 || !token.digit) continue;
        const auto code = upper(form.text.substr(token.begin, token.size()));
        if (!is_credit_code(code)) continue;
        const bool letters = token.upper || token.lower;
        if (letters || said_before(form, token.begin, words, 48)) finds.add(token.begin, token.end, Strength::sure, code);
    }
}

void find_taiwan_ids(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"身分證", "身份證", "身份证", "身分证", "證號",
                                              "证号",   "居留證", "居留证", "id"};
    for (const auto& token : form.tokens) {
        if (token.size() != 10 || !token.digit || !is_letter(form.text[token.begin])) continue;
        const auto id = upper(form.text.substr(token.begin, token.size()));
        if (is_taiwan_id(id) && said_before(form, token.begin, words, 36) &&
            !is_business_number(form, token.begin, token.end))
            finds.add(token.begin, token.end, Strength::sure, id);
    }
}

// "AB123456C", "AB 12 34 56 C": by itself only as the office writes it.
void find_british_ids(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"national insurance", "nino", "ni no", "ni number", "insurance number", "ni:"};
    constexpr std::array<std::size_t, 5> pairs{2, 2, 2, 2, 1};
    const auto& tokens = form.tokens;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        auto end = tokens[i].end;
        auto id = upper(form.text.substr(tokens[i].begin, tokens[i].size()));
        const bool spaced = id.size() == 2 && i + pairs.size() <= tokens.size();
        for (std::size_t part = 1; spaced && part < pairs.size(); ++part) {
            const auto& next = tokens[i + part];
            if (next.begin != end + 1 || form.text[end] != ' ' || next.size() != pairs[part]) break;
            id += upper(form.text.substr(next.begin, next.size()));
            end = next.end;
        }
        if (!is_nino(id)) continue;
        if (said_before(form, tokens[i].begin, words, 40))
            finds.add(tokens[i].begin, end, Strength::sure, id);
        else if (spaced && form.text.substr(tokens[i].begin, 2) == id.substr(0, 2))
            finds.add(tokens[i].begin, end, Strength::likely, id);
    }
}

// CURP and RFC. A company's RFC is on every invoice, and of three letters: only where the text says so.
void find_mexican_ids(const Reading& form, Finds& finds)
{
    static constexpr std::string_view words[]{"rfc", "curp", "fiscal", "contribuyente"};
    for (const auto& token : form.tokens) {
        if (token.size() < 12 || token.size() > 18 || !token.digit || !is_letter(form.text[token.begin])) continue;
        const auto id = upper(form.text.substr(token.begin, token.size()));
        const bool person = is_curp(id) || (id.size() == 13 && is_rfc(id));
        const bool said =
            (id.size() == 12 || id.size() == 13) && said_before(form, token.begin, words, 30) && has_shape_of_rfc(id);
        if (person || said)
            finds.add(token.begin, token.end, said || id.size() == 18 ? Strength::sure : Strength::likely, id);
    }
}

} // namespace redress::analyze
