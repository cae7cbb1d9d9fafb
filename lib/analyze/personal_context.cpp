// What stands around a number says what it is.
#include "analyze/personal_finders.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::analyze {
namespace {

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end)
{
    const bool left = begin == 0 || !is_letter(text[begin]) || !is_letter(text[begin - 1]);
    const bool right = end >= text.size() || !is_letter(text[end - 1]) || !is_letter(text[end]);
    return left && right;
}

bool holds(std::string_view text, std::size_t begin, std::size_t end, Words words)
{
    const auto part = text.substr(begin, end - begin);
    for (const auto word : words)
        for (auto at = part.find(word); at != std::string_view::npos; at = part.find(word, at + 1))
            if (stands_alone(text, begin + at, begin + at + word.size())) return true;
    return false;
}

// What may stand between a label and its number.
bool drop_glue(std::string_view& text)
{
    constexpr std::array<std::string_view, 34> glue{" ",    ":",      "：",     "#",   "=",   "号", "號", "码",     "碼",
                                                    "是",   "为",     "為",     "的",  "(",   "（", "[",  "【",     "\"",
                                                    "'",    "是：",   "nº",     "no.", "no",  "id", "is", "number", "num",
                                                    "num.", "número", "numero", "es",  "was", "-",  "，"};
    for (const auto one : glue) {
        if (!text.ends_with(one)) continue;
        // "no" of "casino" is no glue
        const auto begin = text.size() - one.size();
        if (is_letter(one.front()) && begin > 0 && is_letter(text[begin - 1])) continue;
        text.remove_suffix(one.size());
        return true;
    }
    return false;
}

} // namespace

bool said_before(const Reading& form, std::size_t at, Words words, std::size_t window)
{
    const std::string_view text = form.lower;
    auto begin = at > window ? at - window : 0;
    const auto line = text.substr(0, at).rfind('\n');
    if (line != std::string_view::npos) begin = std::max(begin, line + 1);
    return holds(text, begin, at, words);
}

bool said_behind(const Reading& form, std::size_t at, Words words, std::size_t window)
{
    const std::string_view text = form.lower;
    const auto end = std::min({at + window, text.size(), text.find('\n', at)});
    return holds(text, at, end, words);
}

bool labelled_by(const Reading& form, std::size_t at, Words words)
{
    constexpr std::size_t far = 24;
    auto text = std::string_view(form.lower).substr(0, at);
    do {
        for (const auto word : words)
            if (text.ends_with(word) && stands_alone(form.lower, text.size() - word.size(), text.size())) return true;
    } while (at - text.size() < far && drop_glue(text));
    return false;
}

bool is_business_number(const Reading& form, std::size_t begin, std::size_t end)
{
    static constexpr std::string_view labels[]{
        "lot",      "part",     "model",       "style",     "article", "art",        "artículo",    "modelo",      "cn",
        "单据",     "账单",     "保单",        "合同",      "订单",    "訂單",       "单号",        "單號",        "流水",
        "交易",     "运单",     "商户",        "商家订单",  "票号",    "发票",       "序号",        "工单",        "条码",
        "货号",     "商品",     "型号",        "库存",      "版本",    "时间戳",     "编号",        "批次",        "凭证",
        "快递单",   "物流",     "投诉",        "退款单",    "order",   "orders",     "invoice",     "transaction", "txn",
        "trx",      "tracking", "ref",         "reference", "ticket",  "sku",        "item",        "batch",       "serial",
        "pedido",   "factura",  "seguimiento", "envío",     "envio",   "referencia", "transacción", "transaccion", "awb",
        "isbn",     "ean",      "upc",         "build",     "version", "timestamp",  "case",        "caso",        "parcel",
        "shipment", "product",  "s/n",         "sn",        "asin",    "trade",      "运单号",      "merchant",    "paquete",
        "lote",     "claim",    "dispute"};
    static constexpr std::string_view currencies[]{"¥",   "￥",  "$",    "€",  "£",    "元",    "usd",   "cny",  "rmb",
                                                   "eur", "gbp", "usdt", "块", "金额", "price", "total", "价格", "mxn"};
    if (labelled_by(form, begin, labels) || labelled_by(form, begin, currencies)) return true;
    const auto behind = std::string_view(form.lower).substr(end);
    for (const auto unit : {"元", "块", " usd", " cny", " eur", "€", " 元", "美元", "个", "件", "usdt", " usdt", "人民币"})
        if (behind.starts_with(unit)) return true;
    return false;
}

namespace {

bool joins(char32_t c)
{
    constexpr std::u32string_view marks = U" -./()[]·•_,~*|丨—–－‐‑−、，+";
    return marks.find(c) != std::u32string_view::npos || text::is_emoji(c);
}

// "138空格0013空格8000": a mark in words; its length.
std::size_t spelt_mark(std::string_view text, std::size_t at)
{
    if (static_cast<unsigned char>(text[at]) < 0x80) return 0;
    for (const std::string_view word : {"空格", "横杠", "横线", "杠", "加", "空"})
        if (text.substr(at).starts_with(word)) return word.size();
    return 0;
}

std::vector<Token> runs(const PlainForm& form)
{
    std::vector<Token> out;
    const std::string_view text = form.text;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_alnum(text[at])) {
            ++at;
            continue;
        }
        Token token{at, at};
        for (; token.end < text.size() && is_alnum(text[token.end]); ++token.end) {
            const char c = text[token.end];
            (is_digit(c) ? token.digit : c <= 'Z' ? token.upper : token.lower) = true;
        }
        at = token.end;
        out.push_back(token);
    }
    return out;
}

char digit_like(char c)
{
    return c == 'O' || c == 'o' ? '0' : c == 'l' || c == 'I' ? '1' : c;
}

// Runs of digits with letters among them that look like digits; of such letters alone, two or more, next to a digit.
std::vector<Token> lookalikes(const Reading& form)
{
    constexpr std::size_t longest = 13;
    const std::string_view text = form.text;
    const auto digit_near = [&](std::size_t begin, std::size_t end) {
        return (begin > 1 && is_digit(text[begin - 2]) && !is_letter(text[begin - 1])) ||
               (end + 1 < text.size() && is_digit(text[end + 1]) && !is_letter(text[end]));
    };
    std::vector<Token> out;
    for (const auto& token : form.tokens) {
        if (!(token.upper || token.lower) || token.size() < 2 || token.size() > longest) continue;
        const auto word = text.substr(token.begin, token.size());
        if (!std::all_of(word.begin(), word.end(), [](char c) { return is_digit(digit_like(c)); })) continue;
        if (token.digit || digit_near(token.begin, token.end)) out.push_back(token);
    }
    return out;
}

} // namespace

std::vector<DigitChain> digit_chains(const PlainForm& form)
{
    std::vector<DigitChain> chains;
    if (!form.digits) return chains;
    const std::string_view text = form.text;
    DigitChain chain;
    std::size_t marks = 0;
    const auto close = [&] {
        if (!chain.empty()) chains.push_back(std::move(chain));
        chain.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        if (is_digit(text[at])) {
            auto end = at;
            while (end < text.size() && is_digit(text[end])) ++end;
            chain.push_back({at, end});
            at = end;
            marks = 0;
            continue;
        }
        if (chain.empty()) {
            ++at;
            continue;
        }
        const auto spelt = spelt_mark(text, at);
        if (++marks > 3 || (spelt == 0 && !joins(char_at(text, at)))) close();
        at += std::max(spelt, char_length(text, at));
    }
    close();
    return chains;
}

Reading::Reading(PlainForm form) : PlainForm(std::move(form)), chains(digit_chains(*this)), tokens(runs(*this))
{
    const auto found = lookalikes(*this);
    if (found.empty()) return;
    PlainForm other = *this;
    for (const auto& one : found)
        for (auto at = one.begin; at < one.end; ++at) other.text[at] = other.lower[at] = digit_like(text[at]);
    other.digits = true;
    alike = std::make_shared<const Reading>(std::move(other));
}

std::string digits_of(const Reading& form, const DigitChain& chain, std::size_t first, std::size_t last)
{
    std::string out;
    for (auto i = first; i <= last; ++i) out += form.text.substr(chain[i].begin, chain[i].size());
    return out;
}

std::string_view between(const Reading& form, const DigitGroup& left, const DigitGroup& right)
{
    return std::string_view(form.text).substr(left.end, right.begin - left.end);
}

} // namespace redress::analyze
