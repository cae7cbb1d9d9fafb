// Phone numbers of the rest of the world: with a country's code, as the United States, Spain and Britain write their own,
// and whatever a text calls a phone number.
#include "analyze/personal_phone_shape.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

constexpr std::string_view phone_words[]{
    "my number", "number is", "mi número", "mi numero", "phone number", "contact",  "手机",    "手機",     "电话",
    "電話",      "phone",     "telephone", "tel",       "mobile",       "mob",      "cell",    "call",     "text",
    "sms",       "whatsapp",  "signal",    "fax",       "ring",         "dial",     "hotline", "reach",    "teléfono",
    "telefono",  "tlf",       "tfno",      "telf",      "móvil",        "movil",    "celular", "cel",      "llámame",
    "llamame",   "llamar",    "llame",     "llamen",    "llámeme",      "marque",   "numero",  "number",   "llama",
    "llámenos",  "contacto",  "wasap",     "whats",     "座机",         "联系方式", "viber",   "telegram", "imessage",
    "cellphone", "ph",        "拨打",      "致电",      "传真",         "númer",    "固话",    "celu"};

struct Country {
    std::string_view code;
    std::size_t least, most; // digits behind it
};
// ITU-T E.164 and the national plans, where much is written; the rest by zone.
constexpr std::array<Country, 38> countries{
    {{"1", 10, 10},  {"7", 10, 10}, {"20", 8, 10},  {"27", 9, 9},   {"30", 10, 10}, {"31", 9, 9},   {"32", 8, 9},
     {"33", 9, 9},   {"34", 9, 9},  {"36", 8, 9},   {"39", 8, 11},  {"40", 9, 9},   {"41", 9, 9},   {"43", 7, 12},
     {"44", 9, 10},  {"45", 8, 8},  {"46", 7, 10},  {"47", 8, 8},   {"48", 9, 9},   {"49", 7, 12},  {"51", 8, 9},
     {"52", 10, 11}, {"53", 6, 8},  {"54", 10, 11}, {"55", 10, 11}, {"56", 9, 9},   {"57", 10, 10}, {"58", 10, 10},
     {"60", 8, 10},  {"61", 9, 9},  {"62", 8, 12},  {"63", 8, 10},  {"64", 8, 10},  {"65", 8, 8},   {"66", 8, 9},
     {"81", 9, 10},  {"82", 8, 11}, {"84", 9, 10}}};
constexpr std::array<Country, 7> zones{
    {{"86", 10, 11}, {"90", 10, 10}, {"91", 10, 10}, {"92", 9, 10}, {"93", 9, 9}, {"98", 10, 10}, {"94", 9, 9}}};

bool fits_country(std::string_view digits)
{
    for (const auto& one : countries)
        if (digits.starts_with(one.code))
            return digits.size() - one.code.size() >= one.least && digits.size() - one.code.size() <= one.most;
    for (const auto& one : zones)
        if (digits.starts_with(one.code))
            return digits.size() - one.code.size() >= one.least && digits.size() - one.code.size() <= one.most;
    // Codes of three digits: 2xx, 35x, 37x, 38x, 42x, 50x, 59x, 67x, 68x, 69x, 85x, 88x, 96x, 97x, 99x
    constexpr std::array<std::string_view, 22> three{"21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42",
                                                     "50", "59", "67", "68", "69", "85", "87", "88", "96", "97", "99"};
    return std::find(three.begin(), three.end(), digits.substr(0, 2)) != three.end() && digits.size() >= 9 &&
           digits.size() <= 14;
}

// "+44 (0)20 …": the zero is for calls from within.
std::string without_trunk_zero(const NumberView& number)
{
    std::string out;
    for (auto i = number.first; i <= number.last; ++i) {
        const auto& group = number.chain[i];
        const std::string_view text = number.form.text;
        const bool zero = i > number.first && group.size() == 1 && text[group.begin] == '0' && text[group.begin - 1] == '(';
        if (!zero) out += text.substr(group.begin, group.size());
    }
    return out;
}

bool try_with_country(const Reading& form, const DigitChain& chain, std::size_t first, Finds& finds, std::size_t& last)
{
    const auto begin = chain[first].begin;
    const bool plus = begin > 0 && form.text[begin - 1] == '+' && (begin == 1 || !is_alnum(form.text[begin - 2]));
    const bool grouped = chain.size() > first + 2 && chain[first].size() <= 5;
    const bool zeros = form.text.compare(begin, 2, "00") == 0 && (grouped || said_before(form, begin, phone_words, 36));
    if (!plus && !zeros) return false;
    bool found = false;
    for (auto end = first; end < chain.size(); ++end) {
        const NumberView number{form, chain, first, end};
        if (!number.is_soft()) break;
        auto digits = without_trunk_zero(number);
        if (zeros) digits.erase(0, 2);
        if (digits.size() > 15) break;
        if (!fits_country(digits) || !number.is_bounded()) continue;
        if (found) finds.all().pop_back(); // the longest that fits
        const auto from = plus ? begin - 1 : begin;
        finds.add(from, number.end(), Strength::likely,
                  digits.starts_with("86") && digits.size() == 13 ? digits.substr(2) : "+" + digits);
        last = end;
        found = true;
    }
    return found;
}

bool is_american(std::string_view digits)
{
    return digits.size() == 10 && digits[0] >= '2' && digits[3] >= '2';
}

// How a number is written at home tells the country, where the groups are as people of no other write them.
std::string national(const NumberView& number, const std::string& digits, bool context)
{
    const auto sizes = number.sizes();
    const auto marks = number.first == number.last
                           ? std::string_view()
                           : between(number.form, number.chain[number.first], number.chain[number.first + 1]);
    const bool dots = marks == ".";
    const bool one_by_one = context && number.is_even() && sizes.find_first_not_of("1-") == std::string::npos;
    if (digits.size() == 10 && (is_american(digits) || context) &&
        (sizes == "3-3-4" || (context && sizes == "10") || one_by_one))
        return "+1" + digits;
    // Mexico: the large cities' codes have two digits.
    if (digits.size() == 10 && context && sizes == "2-4-4") return "+52" + digits;
    if (digits.size() == 11 && digits[0] == '1' && is_american(std::string_view(digits).substr(1)) &&
        (sizes == "1-3-3-4" || (context && sizes == "11")))
        return "+" + digits;
    if (digits.size() == 9 && digits[0] >= '6' && !(dots && !context)) {
        const bool spanish = sizes == "3-2-2-2" || sizes == "2-3-2-2" || (sizes == "3-3-3" && (digits[0] <= '7' || context));
        if (spanish || (context && sizes == "9") || one_by_one) return "+34" + digits;
    }
    if ((digits.size() == 11 || (digits.size() == 10 && context)) && digits[0] == '0' &&
        std::string_view("12378").find(digits[1]) != std::string_view::npos) {
        const bool british = sizes == "5-6" || sizes == "5-3-3" || sizes == "3-4-4" || sizes == "4-3-4" || sizes == "5-5";
        if ((british && !dots) || context) return "+44" + digits.substr(1);
    }
    return {};
}

bool try_national(const NumberView& number, Finds& finds)
{
    const auto& form = number.form;
    const auto digits = number.digits();
    if (digits.size() < 7 || digits.size() > 12) return false;
    if (!number.is_bounded() || touches_word(form, number.begin(), number.end())) return false;
    // Dates and times of day are no phone numbers, whoever calls.
    const bool bracket = number.begin() > 0 && form.text[number.begin() - 1] == '(';
    const bool context =
        said_before(form, number.begin(), phone_words, 28) || said_behind(form, number.end(), phone_words, 14);
    if (!number.is_soft() || is_business_number(form, number.begin(), number.end())) return false;
    auto value = national(number, digits, context);
    const bool labelled = labelled_by(form, number.begin() - (bracket ? 1 : 0), phone_words);
    if (value.empty() && !labelled) return false;
    if (value.empty()) value = digits;
    if (value.empty() || (number.first == number.last && !context)) return false;
    const auto sizes = number.sizes();
    if (sizes == "4-2-2" || sizes == "2-2-4") return false;
    finds.add(number.begin() - (bracket ? 1 : 0), extension(form, number.end()), Strength::likely, std::move(value));
    return true;
}

void find_in_chains(const Reading& form, Finds& finds)
{
    for (const auto& chain : form.chains)
        for (std::size_t first = 0; first < chain.size(); ++first) {
            auto last = first;
            if (try_with_country(form, chain, first, finds, last)) {
                first = last;
                continue;
            }
            // The longest first: "555-123-4567" and not "555-1234".
            std::size_t digits = 0;
            while (last < chain.size() && digits + chain[last].size() <= 12) digits += chain[last++].size();
            for (; last > first; --last)
                if (try_national({form, chain, first, last - 1}, finds)) {
                    first = last - 1;
                    break;
                }
        }
}

} // namespace

void find_phones(const Reading& form, Finds& finds)
{
    find_in_chains(form, finds);
    if (form.alike) find_in_chains(*form.alike, finds);
}

} // namespace redress::analyze
