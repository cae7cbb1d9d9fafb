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

bool is_line_end(const Reading& form, const DigitGroup& left, const DigitGroup& right)
{
    return between(form, left, right) == "\n";
}

// Three lines of "138", "0013", "8000", and no further number above or below.
void find_over_lines(const Reading& form, Finds& finds)
{
    const auto& chains = form.chains;
    for (std::size_t i = 0; i + 2 < chains.size(); ++i) {
        const auto &a = chains[i].back(), &c = chains[i + 2].front();
        if (a.size() != 3 || chains[i + 1].size() != 1 || c.size() != 4) continue;
        const auto& b = chains[i + 1].front();
        if (b.size() != 4 || !is_line_end(form, a, b) || !is_line_end(form, b, c)) continue;
        const auto digits = form.text.substr(a.begin, 3) + form.text.substr(b.begin, 4) + form.text.substr(c.begin, 4);
        const bool listed = (i > 0 && is_line_end(form, chains[i - 1].back(), a)) ||
                            (i + 3 < chains.size() && is_line_end(form, c, chains[i + 3].front()));
        if (!is_mobile(digits) || listed || !said_before(form, a.begin, phone_words, 36)) continue;
        finds.add(a.begin, c.end, Strength::likely, digits);
    }
}

// "前三位138，中间0013，后四位8000": each part by itself.
void find_told_in_parts(const Reading& form, Finds& finds)
{
    static constexpr std::string_view heads[]{"前三位", "前三", "前3位", "开头", "開頭"};
    static constexpr std::string_view middles[]{"中间", "中間", "中", "中四位"};
    static constexpr std::string_view tails[]{"后四位", "後四位", "后4位", "末四位", "尾号", "最后", "结尾", "后面"};
    std::vector<DigitGroup> groups;
    for (const auto& chain : form.chains) groups.insert(groups.end(), chain.begin(), chain.end());
    for (std::size_t i = 0; i + 2 < groups.size(); ++i) {
        const auto &a = groups[i], &b = groups[i + 1], &c = groups[i + 2];
        if (a.size() != 3 || b.size() != 4 || c.size() != 4 || !is_mobile(digits_of(form, {a, b, c}, 0, 2))) continue;
        if (!labelled_by(form, a.begin, heads) || !labelled_by(form, b.begin, middles) || !labelled_by(form, c.begin, tails))
            continue;
        const auto digits = digits_of(form, {a, b, c}, 0, 2);
        for (const auto& part : {a, b, c}) finds.add(part.begin, part.end, Strength::likely, digits);
    }
}

void find_in_chains(const Reading& form, Finds& finds)
{
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

} // namespace

void find_chinese_phones(const Reading& form, Finds& finds)
{
    find_in_chains(form, finds);
    if (form.alike) find_in_chains(*form.alike, finds);
    if (form.chains.size() < 2) return;
    find_over_lines(form, finds);
    find_told_in_parts(form, finds);
}

} // namespace redress::analyze
