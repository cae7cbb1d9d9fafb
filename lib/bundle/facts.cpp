#include "bundle/facts.hpp"

#include "base/money.hpp"

#include <fmt/format.h>

namespace redress::bundle {
namespace {

// Rows with nothing in them say nothing.
class Rows {
public:
    explicit Rows(const std::string& lang) : zh_(lang == "zh") {}
    void add(const char* en, const char* zh, const std::string& value)
    {
        if (!value.empty()) rows_.emplace_back(zh_ ? zh : en, value);
    }
    FactRows take() { return std::move(rows_); }

private:
    bool zh_;
    FactRows rows_;
};

std::string amount(const std::optional<Money>& money)
{
    return money ? money::to_string(*money) : std::string();
}

} // namespace

FactRows order_facts(const model::Order& order, const Json& extra, const View& view)
{
    Rows rows(view.lang);
    rows.add("Order number", "订单号", order.number);
    rows.add("Platform", "平台", order.platform);
    for (const auto& ref : order.refs) {
        const auto label = "Ref " + ref.kind;
        rows.add(label.c_str(), label.c_str(), ref.value);
    }
    rows.add("Buyer", "买家", order.buyer.name);
    rows.add("Buyer's verified name", "买家实名", extra["counterparty_name"].string_or(""));
    rows.add("Buyer's e-mail", "买家邮箱", order.buyer.email);
    rows.add("Buyer's phone", "买家电话", order.buyer.phone);
    rows.add("Buyer's account", "买家账号", order.buyer.account);
    rows.add("Buyer's address", "买家地址", order.buyer.address);
    rows.add("Buyer's IP", "买家IP", order.buyer.ip);
    rows.add("Title", "标题", order.title);
    for (const auto& item : order.items)
        rows.add("Item", "商品",
                 fmt::format("{} x {}{}{}", item.quantity, item.title, item.sku.empty() ? "" : " (" + item.sku + ")",
                             item.price ? ", " + amount(item.price) : ""));
    rows.add("Amount", "金额", amount(order.amount));
    rows.add("Status", "状态", order.status);
    rows.add("Placed", "下单时间", stamp_text(order.placed, view));
    rows.add("Paid", "付款时间", stamp_text(order.paid, view));
    rows.add("Updated", "更新时间", stamp_text(order.updated, view));
    return rows.take();
}

FactRows event_facts(const model::Event& event, const Json& extra, const std::string& lang)
{
    Rows rows(lang);
    rows.add("order", "订单", event.order);
    rows.add("amount", "金额", amount(event.amount));
    rows.add("channel", "渠道", event.channel);
    rows.add("other side", "交易对方", extra["counterparty"].string_or(""));
    rows.add("address", "地址", event.address);
    rows.add("ip", "IP", event.ip);
    rows.add("carrier", "物流", event.carrier);
    rows.add("tracking", "运单号", event.tracking);
    rows.add("supplier", "供货商", event.supplier);
    rows.add("batch", "批次", event.batch);
    rows.add("ref", "编号", event.ref);
    rows.add("result", "结果", event.result);
    return rows.take();
}

FactRows document_facts(const model::Document& document, const View& view)
{
    Rows rows(view.lang);
    rows.add("Name", "文件名", document.name);
    rows.add("Kind", "类型", document.kind);
    rows.add("Media type", "媒体类型", document.media_type);
    rows.add("SHA-256", "SHA-256", document.sha256);
    rows.add("Bytes", "字节数", document.bytes ? std::to_string(document.bytes) : "");
    rows.add("Captured", "取得时间", stamp_text(document.captured, view));
    return rows.take();
}

} // namespace redress::bundle
