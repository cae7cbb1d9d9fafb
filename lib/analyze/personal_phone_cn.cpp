// Chinese numbers: mobile phones, fixed lines, 400.
#include "analyze/personal_phone_shape.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

constexpr std::string_view phone_words[]{"手机", "手機",     "电话",   "電話", "联系", "聯繫",   "微信",     "vx",
                                         "wx",   "v信",      "加我",   "加v",  "call", "tel",    "phone",    "mobile",
                                         "cell", "whatsapp", "号码",   "拨打", "致电", "短信",   "热线",     "客服",
                                         "转账", "支付宝",   "收件",   "收货", "打给", "wechat", "分机",     "座机",
                                         "固话", "打我",     "我的号", "传真", "售后", "投诉",   "服务电话", "咨询"};

bool is_mobile(std::string_view digits)
{
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

// How many digits in front are the country's.
std::size_t country_digits(std::string_view digits)
{
    for (const std::string_view code : {"0086", "86", "086", "0"})
        if (digits.starts_with(code) && is_mobile(digits.substr(code.size()))) return code.size();
    return 0;
}

bool is_grouping_of_mobile(const NumberView& number, std::size_t dropped)
{
    constexpr std::array<std::string_view, 9> usual{"11", "3-4-4", "3-8", "7-4", "4-3-4", "4-4-3", "3-3-5", "5-6", "6-5"};
    const auto sizes = number.sizes(dropped);
    if (std::find(usual.begin(), usual.end(), sizes) != usual.end()) return number.is_soft() || number.is_even();
    // digit by digit, or two at a time
    return number.is_even() && (sizes.find_first_not_of("1-") == std::string::npos || sizes == "2-2-2-2-2-1" ||
                                sizes == "1-2-2-2-2-2" || sizes == "3-2-2-2-2" || sizes == "3-4-2-2");
}

bool try_mobile(const NumberView& number, Finds& finds)
{
    const auto digits = number.digits();
    const auto dropped = is_mobile(digits) ? 0 : country_digits(digits);
    if (!is_mobile(std::string_view(digits).substr(dropped)) || !number.is_bounded()) return false;
    const auto& form = number.form;
    auto begin = number.begin();
    const auto end = number.end();
    if (touches_word(form, begin, end)) return false;
    const bool context = said_before(form, begin, phone_words, 36) || said_behind(form, end, phone_words, 18);
    const bool trunk = dropped == 1;
    if (!context && (trunk || !is_grouping_of_mobile(number, dropped))) return false;
    if (context && !number.is_soft() && !number.is_even()) return false;
    if (is_business_number(form, begin, end) && !labelled_by(form, begin, phone_words)) return false;
    if (begin > 0 && form.text[begin - 1] == '+') --begin;
    finds.add(begin, end, Strength::likely, digits.substr(dropped));
    return true;
}

bool is_area(std::string_view area)
{
    if (area.size() == 3) return area == "010" || (area.starts_with("02") && area != "026");
    return area.size() == 4 && area[0] == '0' && area[1] >= '3' && area[1] <= '9';
}

// "转801", "-801", "ext. 801"
std::size_t extension(const Reading& form, std::size_t end)
{
    const auto rest = std::string_view(form.lower).substr(end);
    for (const std::string_view mark :
         {" 转 ", "转", "轉", " 转", "分机", " 分机", " ext. ", " ext ", " ext.", "ext", " x", "x"}) {
        if (!rest.starts_with(mark)) continue;
        auto at = mark.size();
        while (at < rest.size() && is_digit(rest[at]) && at - mark.size() < 5) ++at;
        if (at > mark.size()) return end + at;
    }
    return end;
}

// "-801": short, and nothing behind it.
bool has_extension(const NumberView& number)
{
    const auto next = number.last + 1;
    return next < number.chain.size() && number.chain[next].size() <= 4 &&
           between(number.form, number.chain[number.last], number.chain[next]) == "-" &&
           (number.first == 0 || between(number.form, number.chain[number.first - 1], number.chain[number.first]) != "-") &&
           (next + 1 == number.chain.size() || between(number.form, number.chain[next], number.chain[next + 1]) != "-");
}

bool try_landline(const NumberView& number, Finds& finds)
{
    constexpr std::array<std::string_view, 9> usual{"3-8",   "4-7",   "4-8",   "3-4-4",  "4-4-4",
                                                    "4-3-4", "4-4-3", "3-3-5", "4-2-2-3"};
    const auto digits = number.digits();
    if (digits[0] != '0') return false;
    const std::string_view view = digits;
    const std::size_t area = is_area(view.substr(0, 3)) ? 3 : is_area(view.substr(0, 4)) ? 4 : 0;
    const auto rest = digits.size() - area;
    if (area == 0 || rest < (area == 3 ? 8U : 7U) || rest > 8 || digits[area] < '2') return false;
    const auto& form = number.form;
    if ((!number.is_bounded() && !has_extension(number)) || touches_word(form, number.begin(), number.end()) ||
        !number.is_soft())
        return false;
    if (is_business_number(form, number.begin(), number.end())) return false;
    const auto sizes = number.sizes();
    const bool grouped =
        std::find(usual.begin(), usual.end(), sizes) != usual.end() && sizes[0] == static_cast<char>('0' + area);
    // "02062316680": the large cities' codes are few, and numbers of orders do not begin with 0.
    const bool plain = number.first == number.last && area == 3 && digits[area] <= '8';
    if (!grouped && !plain && !said_before(form, number.begin(), phone_words, 36)) return false;
    const auto end = has_extension(number) ? number.chain[number.last + 1].end : extension(form, number.end());
    finds.add(number.begin(), end, Strength::likely, digits);
    return true;
}

bool try_service(const NumberView& number, Finds& finds)
{
    const auto digits = number.digits();
    if (digits.size() != 10 || !(digits.starts_with("400") || digits.starts_with("800"))) return false;
    const auto& form = number.form;
    if (!number.is_bounded() || touches_word(form, number.begin(), number.end()) || !number.is_soft()) return false;
    if (is_business_number(form, number.begin(), number.end())) return false;
    const auto sizes = number.sizes();
    const bool grouped = (sizes == "3-3-4" || sizes == "3-4-3" || sizes == "4-3-3") && number.is_even();
    if (!grouped && !said_before(form, number.begin(), phone_words, 36)) return false;
    finds.add(number.begin(), extension(form, number.end()), Strength::likely, digits);
    return true;
}

// "l38OOl38OOO": letters that look like digits.
void find_lookalikes(const Reading& form, Finds& finds)
{
    constexpr std::size_t least_digits = 4;
    for (const auto& token : form.tokens) {
        if (token.size() != 11 || !(token.upper || token.lower)) continue;
        auto word = form.text.substr(token.begin, token.size());
        const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
        for (auto& c : word) c = c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
        if (digits >= least_digits && std::all_of(word.begin(), word.end(), is_digit) && is_mobile(word))
            finds.add(token.begin, token.end, Strength::likely, word);
    }
}

} // namespace

void find_chinese_phones(const Reading& form, Finds& finds)
{
    find_lookalikes(form, finds);
    constexpr std::size_t longest = 15, shortest = 10;
    for (const auto& chain : form.chains)
        for (std::size_t first = 0; first < chain.size(); ++first) {
            std::size_t digits = 0;
            for (auto last = first; last < chain.size(); ++last) {
                digits += chain[last].size();
                if (digits > longest) break;
                if (digits < shortest) continue;
                const NumberView number{form, chain, first, last};
                if (!try_mobile(number, finds) && !try_landline(number, finds) && !try_service(number, finds)) continue;
                first = last;
                break;
            }
        }
}

} // namespace redress::analyze
