// Names and postal addresses. What the store knows comes first; this is for what a text says itself, and only where it says
// plainly that it does.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

// The most frequent surnames, simplified and traditional: some 98 in a hundred people.
constexpr std::u32string_view surnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    U"金石廖"
    U"贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    U"翟殷"
    U"詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    U"阳时穆農"
    U"張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧曾蕭葉蘇呂盧鐘譚陸賈韋鄒龍賀顧龔萬錢嚴湯莊聶魯關蘭寧紀畢單駱藍"
    U"傅阎戚萧冼佟苑仇栾甄敖晏屠卜佘臧匡冀邬卞闵胥蔺邝鄢麦宫郎桑沙谌褚尉芦廉储巩车边封应虞荀宓连占闻党习简禹楚鞠閻應邊車鄺鄔"
    U"閔藺樂鳳項";

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

bool has_double_surname(std::string_view text, std::size_t at)
{
    constexpr std::array<std::string_view, 12> doubles{"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛",
                                                       "諸葛", "司徒", "东方", "皇甫", "尉迟", "慕容"};
    return std::any_of(doubles.begin(), doubles.end(), [&](auto one) { return text.substr(at).starts_with(one); });
}

// How long a Chinese name is at a place: a surname and one or two characters; four with a double surname or a dot.
std::size_t chinese_name(std::string_view text, std::size_t at, bool plainly)
{
    if (!is_surname(char_at(text, at)) && !has_double_surname(text, at)) return 0;
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

// What begins with a surname's character and is a word of every day.
bool is_word(std::string_view word)
{
    static constexpr std::array<std::string_view, 76> words{
        "安排", "方便", "时间", "時間", "单位", "成功", "管理", "解释", "常用", "包裹",   "包邮", "高度", "于是",
        "毛衣", "白色", "黄色", "金色", "蓝色", "黄金", "时候", "时尚", "高清", "高端",   "单价", "单件", "单独",
        "全部", "谢谢", "謝謝", "温馨", "应该", "应当", "车辆", "车牌", "边上", "连接",   "连续", "简单", "封面",
        "项目", "费用", "安装", "安全", "石头", "路上", "路过", "程序", "方法", "方式",   "关于", "关机", "强烈",
        "全新", "任何", "任意", "何时", "平时", "平台", "万一", "明天", "白天", "成都",   "温州", "金华", "江苏",
        "江西", "安徽", "郑州", "苏州", "徐州", "常州", "贺州", "柳州", "黄山", "石家庄", "时效"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::size_t han_end(std::string_view text, std::size_t at)
{
    while (at < text.size() && text::is_han(char_at(text, at))) at += char_length(text, at);
    return at;
}

} // namespace

std::size_t name_alone(std::string_view text, std::size_t at)
{
    constexpr std::size_t han = 3;
    const auto end = han_end(text, at);
    const auto length = end - at;
    if (length % han != 0 || length < 2 * han || length > 4 * han || is_word(text.substr(at, length)) ||
        is_word(text.substr(at, 2 * han)))
        return 0;
    return chinese_name(text, at, true) == length && (length < 4 * han || has_double_surname(text, at)) ? length : 0;
}

namespace {

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
            auto length = colon ? chinese_name(text, begin, true) : name_alone(text, begin);
            // "the hotel's name is …" goes on; a person's ends there.
            if (label.starts_with("名字") && text::is_han(char_at(text, begin + length))) length = 0;
            if (length > 0) finds.add(begin, begin + length, Strength::likely, std::string(text.substr(begin, length)));
        }
    // "[…]张伟，您的包裹…": how carriers and shops begin their notices.
    for (const std::string_view notice : {"您的包裹", "您的快递", "您的快件", "您的订单", "您有", "您好"})
        for (auto at = text.find(notice); at != std::string_view::npos; at = text.find(notice, at + 1)) {
            auto end = at;
            if (end > 0 && text[end - 1] == ',') --end;
            const auto open = text.substr(0, end).rfind(']');
            if (open == std::string_view::npos || end - open > 13) continue;
            if (const auto length = name_alone(text, open + 1); length > 0 && open + 1 + length == end)
                finds.add(open + 1, end, Strength::likely, std::string(text.substr(open + 1, length)));
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

} // namespace

void find_names(const Reading& form, Finds& finds)
{
    find_chinese_names(form, finds);
    find_western_names(form, finds);
}

} // namespace redress::analyze
