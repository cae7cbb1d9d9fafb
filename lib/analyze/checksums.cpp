#include "analyze/checksums.hpp"

#include "analyze/plain_form.hpp"
#include "base/hash.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace redress::analyze {
namespace {

bool all_digits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool all_letters(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

int number(std::string_view digits)
{
    int out = 0;
    for (const char c : digits) out = out * 10 + (c - '0');
    return out;
}

bool is_date(int year, int month, int day)
{
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

// GB/T 2260, the first two places; 71, 81, 82 in the residence permits of Taiwan, Hong Kong and Macau, 83 in newer ones, 91
// abroad.
bool is_province(int code)
{
    constexpr std::array<std::pair<int, int>, 10> ranges{
        {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}, {91, 91}, {94, 94}}};
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](const auto& range) { return code >= range.first && code <= range.second; });
}

struct Country {
    std::string_view code;
    std::size_t length;
};
// The SWIFT registry of IBAN formats.
constexpr std::array<Country, 88> ibans{
    {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BI", 27},
     {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28},
     {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23},
     {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
     {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21},
     {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28},
     {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22},
     {"RU", 33}, {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
     {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}}};

} // namespace

bool is_luhn(std::string_view digits)
{
    if (!all_digits(digits) || digits.find_first_not_of('0') == std::string_view::npos) return false;
    int sum = 0;
    bool twice = false;
    for (auto c = digits.rbegin(); c != digits.rend(); ++c, twice = !twice) {
        const int value = (*c - '0') * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

bool is_resident_id(std::string_view id)
{
    constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view checks = "10X98765432";
    if (id.size() != 18 || !all_digits(id.substr(0, 17)) || !is_province(number(id.substr(0, 2)))) return false;
    const int year = number(id.substr(6, 4));
    if (year < 1880 || year > 2099 || !is_date(year, number(id.substr(10, 2)), number(id.substr(12, 2)))) return false;
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (id[i] - '0');
    const char check = id[17] == 'x' ? 'X' : id[17];
    return check == checks[static_cast<std::size_t>(sum % 11)];
}

bool is_resident_id_old(std::string_view id)
{
    return id.size() == 15 && all_digits(id) && is_province(number(id.substr(0, 2))) &&
           is_date(1900 + number(id.substr(6, 2)), number(id.substr(8, 2)), number(id.substr(10, 2)));
}

bool is_credit_code(std::string_view code)
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    constexpr std::string_view offices = "123456789ANY"; // who registered it
    if (code.size() != 18 || offices.find(code[0]) == std::string_view::npos) return false;
    if (!all_digits(code.substr(2, 6))) return false;
    std::size_t sum = 0, weight = 1;
    for (std::size_t i = 0; i < 17; ++i) {
        const auto value = alphabet.find(code[i]);
        if (value == std::string_view::npos) return false;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return alphabet.find(code[17]) == (31 - sum % 31) % 31;
}

bool is_hkid(std::string_view id)
{
    const std::size_t letters = id.size() == 9 ? 2 : 1;
    if (id.size() != 7 + letters || !all_digits(id.substr(letters, 6))) return false;
    int sum = letters == 1 ? 9 * 36 : 0; // a blank counts 36
    for (std::size_t i = 0; i + 1 < id.size(); ++i) {
        const bool letter = i < letters;
        if (letter != (id[i] >= 'A' && id[i] <= 'Z')) return false;
        sum += (letter ? id[i] - 'A' + 10 : id[i] - '0') * static_cast<int>(id.size() - i);
    }
    const int rest = (11 - sum % 11) % 11;
    return id.back() == (rest == 10 ? 'A' : static_cast<char>('0' + rest));
}

bool is_dni(std::string_view id)
{
    constexpr std::string_view letters = "TRWAGMYFPDXBNJZSQVHLCKE";
    if (id.size() != 9) return false;
    const auto first = std::string_view("XYZ").find(id[0]);
    const bool foreigner = first != std::string_view::npos;
    if (!all_digits(id.substr(foreigner ? 1 : 0, foreigner ? 7 : 8))) return false;
    const int value = foreigner ? static_cast<int>(first) * 10000000 + number(id.substr(1, 7)) : number(id.substr(0, 8));
    return letters[static_cast<std::size_t>(value % 23)] == id[8];
}

bool is_ssn(std::string_view digits)
{
    if (digits.size() != 9 || !all_digits(digits)) return false;
    const auto area = digits.substr(0, 3);
    return area != "000" && area != "666" && area[0] != '9' && digits.substr(3, 2) != "00" && digits.substr(5) != "0000" &&
           digits != "078051120" && digits != "123456789";
}

bool is_itin(std::string_view digits)
{
    if (digits.size() != 9 || !all_digits(digits) || digits[0] != '9') return false;
    const int group = number(digits.substr(3, 2));
    return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group <= 92) ||
           (group >= 94 && group <= 99);
}

bool is_taiwan_id(std::string_view id)
{
    constexpr std::string_view counties = "ABCDEFGHJKLMNPQRSTUVXYWZIO"; // in the order of their numbers, from 10
    if (id.size() != 10 || !all_digits(id.substr(1)) || std::string_view("1289").find(id[1]) == std::string_view::npos)
        return false;
    const auto county = counties.find(id[0]);
    if (county == std::string_view::npos) return false;
    const int code = static_cast<int>(county) + 10;
    int sum = code / 10 + code % 10 * 9 + (id[9] - '0');
    for (int i = 1; i < 9; ++i) sum += (id[static_cast<std::size_t>(i)] - '0') * (9 - i);
    return sum % 10 == 0;
}

bool is_nino(std::string_view id)
{
    constexpr std::string_view first = "ABCEGHJKLMNOPRSTWXYZ", second = "ABCEGHJKLMNPRSTWXYZ", last = "ABCD";
    constexpr std::array<std::string_view, 7> never{"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"};
    return id.size() == 9 && first.find(id[0]) != std::string_view::npos && second.find(id[1]) != std::string_view::npos &&
           all_digits(id.substr(2, 6)) && last.find(id[8]) != std::string_view::npos &&
           std::find(never.begin(), never.end(), id.substr(0, 2)) == never.end();
}

bool is_curp(std::string_view id)
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ"; // ? keeps the place of Ñ, which none has
    if (id.size() != 18 || !all_letters(id.substr(0, 4)) || !all_digits(id.substr(4, 6)) || !all_letters(id.substr(10, 6)) ||
        !is_digit(id[17]))
        return false;
    if (std::string_view("HMX").find(id[10]) == std::string_view::npos ||
        !is_date(2000, number(id.substr(6, 2)), number(id.substr(8, 2))))
        return false;
    std::size_t sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += alphabet.find(id[i]) * (18 - i);
    return static_cast<std::size_t>(id[17] - '0') == (10 - sum % 10) % 10;
}

bool is_rfc(std::string_view id)
{
    constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ";
    const std::size_t letters = id.size() == 13 ? 4 : 3;
    if (id.size() != 9 + letters || !all_digits(id.substr(letters, 6)) ||
        !is_date(2000, number(id.substr(letters + 2, 2)), number(id.substr(letters + 4, 2))))
        return false;
    std::size_t sum = letters == 4 ? 0 : alphabet.find(' ') * 13; // a company's stands behind a blank
    for (std::size_t i = 0; i + 1 < id.size(); ++i) {
        const auto value = alphabet.find(id[i]);
        if (value == std::string_view::npos || (i < letters && is_digit(id[i]))) return false;
        sum += value * (id.size() - i);
    }
    const auto check = (11 - sum % 11) % 11;
    return id.back() == (check == 10 ? 'A' : static_cast<char>('0' + check));
}

bool is_clabe(std::string_view digits)
{
    constexpr std::array<int, 3> weights{3, 7, 1};
    if (digits.size() != 18 || !all_digits(digits)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * weights[i % 3] % 10;
    return digits[17] - '0' == (10 - sum % 10) % 10;
}

std::size_t iban_length(std::string_view country)
{
    const auto* const found =
        std::find_if(ibans.begin(), ibans.end(), [country](const Country& one) { return one.code == country; });
    return found == ibans.end() ? 0 : found->length;
}

bool is_iban(std::string_view iban)
{
    if (iban.size() < 15 || iban.size() != iban_length(iban.substr(0, 2))) return false;
    unsigned rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        if (is_digit(c))
            rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
        else if (c >= 'A' && c <= 'Z')
            rest = (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
        else
            return false;
    }
    return rest == 1;
}

bool is_base58check(std::string_view text, unsigned version, std::size_t length)
{
    constexpr std::string_view alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    constexpr std::size_t most = 40, check = 4;
    if (length <= check || length > most) return false;
    std::array<std::uint8_t, most> bytes{};
    for (const char c : text) {
        auto carry = alphabet.find(c);
        if (carry == std::string_view::npos) return false;
        for (std::size_t i = length; i-- > 0;) {
            carry += 58U * bytes[i];
            bytes[i] = static_cast<std::uint8_t>(carry & 0xFF);
            carry >>= 8;
        }
        if (carry != 0) return false;
    }
    if (bytes[0] != version) return false;
    const auto view = [](const auto& of, std::size_t count) {
        return std::string_view(reinterpret_cast<const char*>(of.data()), count);
    };
    hash::Sha256 sha;
    const auto once = sha.add(view(bytes, length - check)).finish();
    const auto twice = sha.add(view(once, once.size())).finish();
    return std::equal(bytes.begin() + static_cast<std::ptrdiff_t>(length - check),
                      bytes.begin() + static_cast<std::ptrdiff_t>(length), twice.begin());
}

bool is_bech32(std::string_view text, std::string_view prefix)
{
    constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    constexpr std::array<std::uint32_t, 5> generator{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    if (text.size() < prefix.size() + 8 || !text.starts_with(prefix) || text[prefix.size()] != '1') return false;
    std::uint32_t sum = 1;
    const auto step = [&](std::uint32_t value) {
        const auto top = sum >> 25;
        sum = (sum & 0x1ffffff) << 5 ^ value;
        for (std::size_t i = 0; i < generator.size(); ++i)
            if (top >> i & 1) sum ^= generator[i];
    };
    for (const char c : prefix) step(static_cast<unsigned char>(c) >> 5);
    step(0);
    for (const char c : prefix) step(static_cast<unsigned char>(c) & 31);
    for (const char c : text.substr(prefix.size() + 1)) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) return false;
        step(static_cast<std::uint32_t>(value));
    }
    return sum == 1 || sum == 0x2bc830a3;
}

} // namespace redress::analyze
