// Shapes of writing: e-mail addresses, slots a template left unfilled, shouting.
#include "analyze/shape_list.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>

namespace redress::analyze::shape {
namespace {

bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool lower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool digit(char c)
{
    return c >= '0' && c <= '9';
}
bool alnum(char c)
{
    return upper(c) || lower(c) || digit(c);
}
bool high(char c)
{
    return static_cast<unsigned char>(c) >= 0x80;
}

// Nearly always the first byte says no.
bool stands(std::string_view t, std::size_t at, std::string_view word)
{
    return t[at] == word.front() && t.compare(at, word.size(), word) == 0;
}

// What a slot is called. A bracket with any other content is a heading, an emoticon or a remark.
bool names_a_slot(std::string_view content, const NormalForms& forms)
{
    static constexpr std::array<std::string_view, 64> zh{
        "填写",     "待填",     "待补",     "此处",      "填入",     "替换",     "待定",     "输入",
        "插入",     "自行补充", "买家昵称", "买家姓名",  "买家名",   "客户姓名", "客户昵称", "客户名称",
        "姓名",     "昵称",     "称呼",     "先生/女士", "订单号",   "订单编号", "单号",     "快递单号",
        "物流单号", "快递公司", "商品名称", "商品名",    "产品名称", "日期",     "具体日期", "时间",
        "具体时间", "金额",     "退款金额", "具体金额",  "店铺名",   "店铺名称", "店名",     "客服姓名",
        "客服昵称", "链接",     "电话",     "联系方式",  "地址",     "原因",     "具体原因", "编号",
        "补偿金额", "数量",     "截止时间", "收货地址",  "收件人",   "案件编号", "证据编号", "平台名称",
        "平台名",   "卡密",     "xx",       "xxx",       "xxxx",     "…",        "...",      "交易号"};
    static constexpr std::array<std::string_view, 36> latin{
        "name",  "no",      "no.",      "number",  "#",        "id",      "date",     "amount", "link",
        "url",   "address", "time",     "product", "item",     "reason",  "tracking", "email",  "phone",
        "title", "price",   "company",  "carrier", "deadline", "here",    "nombre",   "numero", "pedido",
        "fecha", "importe", "producto", "enlace",  "motivo",   "cliente", "apellido", "tienda", "monto"};
    static constexpr std::array<std::string_view, 10> verbs{"your", "insert",  "enter",   "fill",     "su",
                                                            "tu",   "inserte", "indique", "customer", "buyer"};
    NormalText normal;
    normalise(content, normal, forms);
    const std::string_view t = normal.text;
    if (t.empty() || t.size() > 60) return false;
    constexpr std::string_view yours = "您的";
    const auto bare = t.starts_with(yours) ? t.substr(yours.size()) : t;
    for (std::size_t i = 0; i < zh.size(); ++i)
        if (i < 10 ? t.find(zh[i]) != std::string_view::npos : t == zh[i] || bare == zh[i]) return true;
    if (std::any_of(t.begin(), t.end(), digit)) return false;
    const auto words = text::split(t, t.find('_') != std::string_view::npos ? '_' : ' ');
    const auto any = [&](const auto& list, std::string_view w) {
        return std::find(list.begin(), list.end(), w) != list.end();
    };
    return any(latin, words.back()) || (words.size() > 1 && any(verbs, words.front())) ||
           (words.size() <= 2 && any(latin, words.front()) && any(verbs, words.back()));
}

bool identifier(std::string_view s)
{
    return !s.empty() && s.size() <= 60 && std::all_of(s.begin(), s.end(), [](char c) {
        return alnum(c) || high(c) || c == '_' || c == '.' || c == ' ' || c == '/' || c == '-';
    });
}

struct Fence {
    std::string_view open, close;
    bool any_name; // an identifier is enough, whatever it says
};

void fenced(std::string_view t, const NormalForms& forms, std::vector<ShapeSpan>& out)
{
    static constexpr std::array<Fence, 11> fences{{{"{{", "}}", true},
                                                   {"${", "}", true},
                                                   {"<%", "%>", true},
                                                   {"{", "}", true},
                                                   {"【", "】", false},
                                                   {"[", "]", false},
                                                   {"［", "］", false},
                                                   {"<", ">", false},
                                                   {"〈", "〉", false},
                                                   {"（", "）", false},
                                                   {"(", ")", false}}};
    static const auto opens = [] {
        std::bitset<256> out_bits;
        for (const auto& fence : fences) out_bits.set(static_cast<unsigned char>(fence.open.front()));
        return out_bits;
    }();
    for (std::size_t i = 0; i < t.size(); ++i) {
        if (!opens[static_cast<unsigned char>(t[i])]) continue;
        for (const auto& fence : fences) {
            if (!stands(t, i, fence.open)) continue;
            const auto from = i + fence.open.size();
            const auto close = t.find(fence.close, from);
            if (close == std::string_view::npos || close - from > 80) continue;
            const auto inner = text::trim(t.substr(from, close - from));
            const auto end = close + fence.close.size();
            const bool link = fence.open == "[" && end < t.size() && t[end] == '(';
            // "【订单号】2024…" is a label with its value behind it.
            const bool label = end < t.size() && (digit(t[end]) || t[end] == ':' || t.compare(end, 3, "：") == 0);
            // Round brackets explain more often than they wait; only an order to fill them in counts.
            const bool round = fence.open == "(" || fence.open == "（";
            const bool told = inner.find("填写") != std::string_view::npos || inner.find("此处") != std::string_view::npos ||
                              inner.substr(0, 7) == "insert ";
            if (fence.any_name ? identifier(inner) : !link && !label && (round ? told : names_a_slot(inner, forms))) {
                out.push_back({i, end});
                i = end - 1;
                break;
            }
        }
    }
}

bool before(std::string_view t, std::size_t at, std::string_view word)
{
    return at >= word.size() && t.compare(at - word.size(), word.size(), word) == 0;
}

// XXX standing alone; XX and xxx only beside Chinese (XX先生, 订单号xxx): sizes, kisses and masked digits are something
// else.
void crosses(std::string_view t, std::vector<ShapeSpan>& out)
{
    for (std::size_t i = 0; i < t.size();) {
        const bool times = stands(t, i, "×"), circle = stands(t, i, "〇") || stands(t, i, "○");
        if (t[i] != 'X' && t[i] != 'x' && !times && !circle) {
            ++i;
            continue;
        }
        const std::size_t unit = times ? 2 : circle ? 3 : 1;
        auto end = i;
        std::size_t count = 0;
        while (end + unit <= t.size() && t.compare(end, unit, t.substr(i, unit)) == 0) end += unit, ++count;
        const bool left = i > 0 && alnum(t[i - 1]), right = end < t.size() && alnum(t[end]);
        const bool han = (i > 0 && high(t[i - 1])) || (end < t.size() && high(t[end]));
        const bool size =
            t.compare(end, 3, "码") == 0 || t.compare(end, 3, "号") == 0 || before(t, i, "、") || before(t, i, "*");
        const bool label = before(t, i, ": ") || before(t, i, ":") || before(t, i, "#") || before(t, i, "：");
        const bool alone = count >= 3 && (t[i] != 'x' || han || label);
        const bool beside = count == 2 && han && !size && t[i] != 'x';
        if (!left && !right && ((alone && !(size && count < 3)) || beside)) out.push_back({i, end});
        i = end;
    }
}

} // namespace

void placeholder(const ShapeText& in, std::vector<ShapeSpan>& out)
{
    const auto t = in.text;
    fenced(t, in.forms, out);
    crosses(t, out);
    for (std::size_t i = 0; i < t.size(); ++i) {
        const bool word_before = i > 0 && alnum(t[i - 1]);
        if (t[i] == '_' && !word_before) {
            auto end = i;
            while (end < t.size() && t[end] == '_') ++end;
            if (end - i >= 3 && end - i < t.size() && !(end < t.size() && alnum(t[end]))) out.push_back({i, end});
            i = end;
        } else if (t[i] == '%' && i + 1 < t.size() && !word_before) {
            const bool printf_like = (t[i + 1] == 's' || t[i + 1] == 'd') && !(i + 2 < t.size() && alnum(t[i + 2]));
            auto end = i + 1;
            while (end < t.size() && (upper(t[end]) || lower(t[end]) || t[end] == '_')) ++end;
            if (printf_like)
                out.push_back({i, i + 2});
            else if (end < t.size() && t[end] == '%' && end - i > 2)
                out.push_back({i, end + 1});
        } else if (t[i] == '#' && i + 1 < t.size() && high(t[i + 1])) {
            const auto end = t.find('#', i + 1);
            if (end != std::string_view::npos && end - i < 40 && names_a_slot(t.substr(i + 1, end - i - 1), in.forms))
                out.push_back({i, end + 1}), i = end;
        }
    }
}

void e_mail(std::string_view t, std::vector<ShapeSpan>& out)
{
    const auto local = [](char c) { return alnum(c) || c == '.' || c == '_' || c == '-' || c == '+'; };
    for (auto at = t.find('@'); at != std::string_view::npos; at = t.find('@', at + 1)) {
        auto begin = at;
        while (begin > 0 && local(t[begin - 1])) --begin;
        auto end = at + 1;
        std::size_t dot = 0;
        while (end < t.size() &&
               (alnum(t[end]) || t[end] == '-' || (t[end] == '.' && end + 1 < t.size() && alnum(t[end + 1])))) {
            if (t[end] == '.') dot = end;
            ++end;
        }
        if (begin == at || dot <= at + 1 || end - dot < 3) continue;
        // A mailbox named after its job is not a person's.
        static constexpr std::array<std::string_view, 14> jobs{"service",  "support",  "help",     "info",  "noreply",
                                                               "no-reply", "sales",    "contact",  "admin", "ayuda",
                                                               "soporte",  "atencion", "disputes", "kefu"};
        if (std::find(jobs.begin(), jobs.end(), t.substr(begin, at - begin)) == jobs.end()) out.push_back({begin, end});
    }
}

void shouting(std::string_view t, std::vector<ShapeSpan>& out)
{
    // Lists of acronyms and carrier services have none of these; a shouted sentence nearly always has.
    static constexpr std::array<std::string_view, 44> glue{
        "THE",  "YOU",  "YOUR", "ME",    "MY", "THIS", "THAT", "IS",   "ARE",   "TO",  "NOT",  "DO",   "WE",   "US",    "IT",
        "STOP", "READ", "NOW",  "DON'T", "NO", "I",    "AND",  "WILL", "NEVER", "WAS", "HAVE", "WHY",  "WHAT", "AGAIN", "EL",
        "LA",   "LOS",  "QUE",  "USTED", "DE", "SU",   "YA",   "POR",  "LE",    "NOS", "ES",   "DEJE", "SI",   "CAN"};
    for (std::size_t i = 0; i < t.size();) {
        if (!upper(t[i]) || (i > 0 && alnum(t[i - 1]))) {
            ++i;
            continue;
        }
        std::size_t at = i, end = i, words = 0, letters = 0;
        bool glued = false;
        while (at < t.size()) {
            auto stop = at;
            while (stop < t.size() && (alnum(t[stop]) || t[stop] == '\'')) ++stop;
            const auto word = t.substr(at, stop - at);
            if (word.empty() || !std::all_of(word.begin(), word.end(), [](char c) { return upper(c) || c == '\''; })) break;
            glued = glued || std::find(glue.begin(), glue.end(), word) != glue.end();
            letters += word.size();
            ++words;
            end = at = stop;
            while (at < t.size() && (t[at] == ' ' || t[at] == ',' || t[at] == '!')) ++at;
        }
        if (glued && words >= 3 && letters >= 10) out.push_back({i, end});
        i = std::max(end, i + 1);
    }
}

void exclamations(std::string_view t, std::vector<ShapeSpan>& out)
{
    const auto mark = [&](std::size_t i) -> std::size_t {
        if (i < t.size() && (t[i] == '!' || t[i] == '?')) return 1;
        return t.compare(std::min(i, t.size()), 3, "！") == 0 || t.compare(std::min(i, t.size()), 3, "？") == 0 ? 3 : 0;
    };
    for (std::size_t i = 0; i < t.size();) {
        auto end = i;
        std::size_t count = 0;
        while (const auto n = mark(end)) end += n, ++count;
        if (count >= 3) out.push_back({i, end});
        i = std::max(end, i + 1);
    }
}

} // namespace redress::analyze::shape
