// Names and postal addresses. What the store knows comes first; this is for what a text says itself, and only where it says
// plainly that it does.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

// The hundred most frequent surnames and some more: nine in ten people.
constexpr std::u32string_view surnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    U"金石廖"
    U"贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    U"翟殷"
    U"詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    U"阳时穆農"
    U"張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧曾蕭葉蘇呂盧鐘譚陸賈韋鄒龍賀顧龔萬錢嚴湯莊聶魯關蘭寧紀畢單駱藍";

} // namespace

bool is_surname(char32_t c)
{
    return surnames.find(c) != std::u32string_view::npos;
}

namespace {

bool ends_name(char32_t c)
{
    constexpr std::u32string_view ends = U"的是了在和与你您我他她说不要收到手电地住，。";
    return !text::is_han(c) || ends.find(c) != std::u32string_view::npos;
}

// How long a Chinese name is at a place: a surname and one or two characters; four with a double surname or a dot.
std::size_t chinese_name(std::string_view text, std::size_t at, bool plainly)
{
    if (!is_surname(char_at(text, at))) {
        constexpr std::array<std::string_view, 8> doubles{"欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟"};
        if (std::none_of(doubles.begin(), doubles.end(), [&](auto one) { return text.substr(at).starts_with(one); }))
            return 0;
    }
    std::size_t end = at, count = 0;
    while (count < 4 && end < text.size() && text::is_han(char_at(text, end)) &&
           !(count >= 2 && ends_name(char_at(text, end)))) {
        end += char_length(text, end);
        ++count;
    }
    if (count < 2) return 0;
    if (count == 4 && !plainly) return 0;
    if (count == 4) end = at + 9; // three, unless it stands alone
    const bool alone = count == 4 && !text::is_han(char_at(text, at + 12));
    return (alone ? at + 12 : end) - at;
}

void find_chinese_names(const Reading& form, Finds& finds)
{
    const std::string_view text = form.text;
    for (const std::string_view label :
         {"收件人", "收货人", "收貨人", "姓名",   "联系人",   "聯繫人",   "户名",   "戶名",   "持卡人", "开户名", "真实姓名",
          "我叫",   "本人叫", "名字叫", "名字是", "买家姓名", "客户姓名", "收款人", "付款人", "寄件人", "发件人"})
        for (auto at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
            auto begin = at + label.size();
            bool colon = label.starts_with("我叫") || label.starts_with("名字") || label.starts_with("本人");
            for (bool more = true; more && begin < text.size();) {
                more = false;
                for (const std::string_view glue : {":", " ", "是", "为", "=", "叫", "：", "【", "[", "姓名", "「"})
                    if (text.substr(begin).starts_with(glue)) {
                        begin += glue.size();
                        more = colon = true;
                    }
            }
            auto length = colon ? chinese_name(text, begin, true) : 0;
            // "the hotel's name is …" goes on; a person's ends there.
            if (label.starts_with("名字") && text::is_han(char_at(text, begin + length))) length = 0;
            if (length > 0) finds.add(begin, begin + length, Strength::likely, std::string(text.substr(begin, length)));
        }
    for (const std::string_view title : {"先生", "女士", "小姐", "太太"})
        for (auto at = text.find(title); at != std::string_view::npos; at = text.find(title, at + 1))
            for (const std::size_t back : {9U, 6U, 3U}) {
                if (at < back || !is_surname(char_at(text, at - back)) || char_length(text, at - back) != 3) continue;
                bool han = true;
                for (auto place = at - back; place < at; place += 3) han = han && text::is_han(char_at(text, place));
                if (!han) continue;
                // A longer stretch may begin in the sentence before the name: only if nothing Chinese stands in front.
                if (back > 3 && text::is_han(char_before(text, at - back))) continue;
                if (text.substr(at - back).starts_with("谢谢")) continue;
                finds.add(at - back, at, back > 3 ? Strength::likely : Strength::review,
                          std::string(text.substr(at - back, back)));
                break;
            }
}

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

void find_western_names(const Reading& form, Finds& finds)
{
    struct Label {
        std::string_view text;
        std::size_t least; // words
    };
    constexpr std::array<Label, 30> labels{{{"full name:", 1},
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
                                            {"receiver:", 1}}};
    const std::string_view text = form.lower;
    for (const auto& label : labels)
        for (auto at = text.find(label.text); at != std::string_view::npos; at = text.find(label.text, at + 1)) {
            if (at > 0 && (is_alnum(text[at - 1]) || text[at - 1] == '_')) continue;
            if (text.substr(0, at).ends_with("file ") || text.substr(0, at).ends_with("user ") ||
                text.substr(0, at).ends_with("product "))
                continue;
            auto begin = at + label.text.size();
            while (begin < text.size() && text[begin] == ' ') ++begin;
            const auto length = western_name(form.text, begin, label.least);
            if (length > 1) finds.add(begin, begin + length, Strength::likely, form.text.substr(begin, length));
        }
}

} // namespace

void find_names(const Reading& form, Finds& finds)
{
    find_chinese_names(form, finds);
    find_western_names(form, finds);
}

} // namespace redress::analyze
