#include "ingest/statement_words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace redress::ingest::statement {
namespace {

constexpr FieldNames names[] = {
    {"transaction", "交易订单号|交易单号|交易号"},
    {"merchant_order", "商家订单号|商户单号|商户订单号"},
    {"at", "交易时间"},
    {"paid", "付款时间"}, // with the next, of the old web format
    {"placed", "交易创建时间"},
    {"updated", "最近修改时间"},
    {"direction", "收/支"},
    {"amount", "金额|金额(元)"},
    {"type", "交易分类|交易类型|类型"},
    {"status", "交易状态|当前状态"},
    {"counterparty", "交易对方|商户名称"},
    {"counterparty_account", "对方账号"},
    {"goods", "商品说明|商品名称|交易说明|商品"},
    {"method", "收/付款方式|支付方式"},
    {"note", "备注"},
    {"fee", "服务费(元)|服务费"},
    {"refunded", "成功退款(元)|成功退款"},
};

// Names that tell whose statement it is, however many columns were left out. The number of a transaction is called
// differently by each but JD, which has its own words for the shop and the goods.
struct Dialect {
    const char *platform, *own;
};
constexpr Dialect dialects[] = {
    {"wechatpay", "交易时间|收/支|交易单号"},
    {"jd", "交易时间|商户名称|交易说明|收/支|交易订单号"},
    {"alipay", "交易时间|收/支|交易订单号"},
    {"alipay", "交易创建时间|收/支|交易号"}, // of the web site, until about 2020
};

bool contains(std::string_view text, std::string_view what)
{
    return text.find(what) != std::string_view::npos;
}

bool contains_one(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return contains(text, word); });
}

} // namespace

std::optional<Layout> recognise(const Columns& columns)
{
    for (const auto& dialect : dialects) {
        if (!has_all(columns, dialect.own)) continue;
        Layout out;
        out.type = "payment";
        out.platform = dialect.platform;
        out.at = fields_by_name(columns, names);
        if (out.has("amount")) return out;
    }
    return std::nullopt;
}

Direction direction_of(std::string_view word)
{
    if (contains(word, "不计")) return Direction::neutral;
    if (contains(word, "支出")) return Direction::out;
    return contains(word, "收入") ? Direction::in : Direction::neutral;
}

const char* kind_of(const Row& row)
{
    const bool out = row.direction == Direction::out, in = row.direction == Direction::in;
    if (contains_one(row.status, {"失败"})) return "failed";
    // A row of its own for money paid back; "已全额退款" as the status of a payment is not one.
    if (contains(row.type, "退款") || row.status == "退款成功") return out ? "refunded" : "refund_received";
    // Closed before payment or after a refund: the row does not say which.
    if (contains(row.status, "关闭")) return "closed";
    if (contains_one(row.status, {"等待付款", "待付款", "等待买家付款", "待支付"})) return "pending";
    if (in) {
        if (contains_one(row.status, {"等待", "待"})) return "pending"; // held until the goods are confirmed
        return row.of_order ? "paid" : "received";
    }
    if (out) return "payment_sent";
    if (contains(row.type, "提现")) return "payout";
    return contains(row.type, "充值") ? "deposit" : "other";
}

std::optional<std::string_view> refunded_part(std::string_view cell)
{
    constexpr std::string_view word = "已退款";
    const auto at = cell.find(word);
    if (at == std::string_view::npos) return std::nullopt;
    auto rest = cell.substr(at + word.size());
    for (const std::string_view open : {"(", "（"})
        if (rest.substr(0, open.size()) == open) rest.remove_prefix(open.size());
    const auto end = std::min(rest.find(')'), rest.find("）"));
    rest = text::trim(rest.substr(0, end));
    if (rest.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
    return rest;
}

std::optional<std::uint64_t> declared_rows(std::string_view line)
{
    constexpr std::string_view all = "共", entries = "笔";
    for (auto at = line.find(all); at != std::string_view::npos; at = line.find(all, at + 1)) {
        auto rest = line.substr(at + all.size());
        const auto digit = rest.find_first_of("0123456789");
        if (digit > 4) continue; // none (npos), or not right behind: a colon or a space may stand between
        rest.remove_prefix(digit);
        std::uint64_t value = 0;
        const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (read.ec != std::errc()) continue;
        rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
        if (text::trim(rest).substr(0, entries.size()) == entries) return value;
    }
    return std::nullopt;
}

} // namespace redress::ingest::statement
