#include "ingest/p2p_words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace redress::ingest::p2p {
namespace {

// "Couterparty" is how Binance writes it. Of JSON, the names of listUserOrderHistory (Binance) and order/list (OKX). The
// amount of Binance's API is of crypto, as is the "Amount" of a file; money is a total.
constexpr FieldNames names[] = {
    {"number", "Order Number|Order ID|Order No.|Order No|订单号|订单编号|订单ID|orderNumber|orderId"},
    {"ad", "Ad ID|Ad Number|Advertisement No.|广告编号|广告ID|advNo|adId"},
    {"side", "Order Type|Side|Type|Trade Type|订单类型|交易方向|买卖方向|方向|类型|tradeType"},
    {"asset", "Asset Type|Crypto|Cryptocurrency|Coin|Asset|资产类型|加密货币|数字货币|币种|cryptoCurrency"},
    {"fiat", "Fiat Type|Fiat|Fiat Currency|法币类型|法币币种|法币|fiatCurrency"},
    {"total", "Total Price|Fiat amount|Total amount|Total|总价|总额|法币金额|交易金额|金额|totalPrice|fiatAmount"},
    {"price", "Unit price|Price|单价|价格|unitPrice"},
    {"quantity", "Quantity|Crypto amount|Amount|数量|交易数量|cryptoAmount"},
    {"counterparty", "Couterparty|Counterparty|Counterparty nickname|Nickname|对手方|对手方昵称|交易对象|交易对手|对方昵称|"
                     "counterPartNickName|counterpartyDetail.nickName|counterpartyDetail.realName"},
    {"name", "Counterparty name|Real name|对手方姓名|对方姓名|counterpartyDetail.realName"},
    {"status", "Status|Order status|状态|订单状态|orderStatus"},
    {"payment_status", "Payment status|付款状态|paymentStatus"},
    {"dispute_status", "Dispute status|申诉状态|disputeStatus"},
    {"method", "Payment method|收款方式|付款方式|支付方式|makerPaymentMethod|payMethodName|paymentMethod"},
    {"placed", "Created Time|Created at|Created|Creation time|Order time|Time|创建时间|下单时间|订单时间|时间|createTime|"
               "createdTime|createdTimestamp"},
    {"paid", "Paid at|Payment time|Paid time|付款时间|支付时间|paidTime"},
    {"released", "Released at|Release time|放行时间|放币时间|releasedTime"},
    {"cancelled", "Cancelled at|Canceled at|Cancel time|取消时间|cancelTime"},
    {"appealed", "Appealed at|Appeal time|申诉时间|appealTime"},
    {"finished", "Completed at|Completion time|Completed time|完成时间|completedTime"},
};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

} // namespace

bool is_binance(const Columns& columns)
{
    return has_all(columns, "Order Number|Asset Type|Fiat Type") || has_all(columns, "资产类型|法币类型") ||
           has_all(columns, "orderNumber|tradeType|asset|fiat");
}

std::optional<Layout> recognise(const Columns& columns)
{
    Layout out;
    out.type = "order";
    out.at = fields_by_name(columns, names);
    if (!out.has("number") || !out.has("side")) return std::nullopt;
    if (is_binance(columns)) {
        out.platform = "binance-p2p";
        out.zone = "UTC"; // the export's default; what the API answers is UTC by itself
        return out;
    }
    // A spot or futures trade has an order id and a side as well; only here a person pays in money of a state.
    const bool money = out.has("fiat") && (out.has("total") || (out.has("price") && out.has("quantity")));
    if (!money || !out.has("asset") || !(out.has("status") || out.has("counterparty"))) return std::nullopt;
    out.platform = "okx-c2c";
    return out;
}

bool is_sell(std::string_view side)
{
    return is_one_of(text::header_key(side), {"sell", "卖出", "出售", "卖", "卖币"});
}

bool is_buy(std::string_view side)
{
    return is_one_of(text::header_key(side), {"buy", "买入", "购买", "买", "买币"});
}

std::string_view kind_of(std::string_view status)
{
    const auto word = text::header_key(status);
    if (is_one_of(word, {"completed", "released", "已完成", "完成", "已放行", "已放币"})) return "released";
    if (is_one_of(word, {"inappeal", "appealing", "appeal", "appealed", "indispute", "申诉中", "申诉"})) return "appealed";
    if (is_one_of(word, {"buyerpayed", "paid", "buyerpaid", "confirmed", "已付款", "已支付", "待放行", "待放币"}))
        return "paid";
    // System cancelled, CANCELLED_BY_SYSTEM, 已取消, 超时取消; but no 取消中
    if (is_one_of(word, {"cancelled", "canceled", "systemcancelled", "systemcanceled", "cancelledbysystem",
                         "canceledbysystem", "已取消", "超时取消", "系统取消", "系统已取消"}))
        return "cancelled";
    return {};
}

} // namespace redress::ingest::p2p
