#include "base/text.hpp"
#include "ingest/p2p_words.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_p2p_orders;
}

namespace {

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    return test::read_bytes(format_p2p_orders, bytes, options);
}

const std::string binance = "Order Number,Order Type,Asset Type,Fiat Type,Total Price,Price,Quantity,Exchange rate,Maker "
                            "Fee,Taker Fee,Couterparty,Status,Created Time\n";
const std::string okx = "订单号,类型,币种,法币,单价,数量,总额,状态,对手方,收款方式,创建时间,付款时间,放行时间,完成时间\n";

std::vector<std::string> kinds(const test::Got& got)
{
    std::vector<std::string> out;
    for (const auto& event : got.all<model::Event>()) out.push_back(event.kind + (event.when.local.empty() ? "?" : ""));
    return out;
}

} // namespace

TEST_CASE("p2p: an order of Binance, number and amounts as written")
{
    const auto got =
        read(binance + "20000000000000000001,Sell,USDT,CNY,\"1,720.00\",7.2,238.8888,0.00,,0.05,BuyerA,Completed,"
                       "2025-03-27 21:03:53\n");
    REQUIRE(got.all<model::Order>().size() == 1);
    const auto order = got.all<model::Order>()[0];
    CHECK(order.platform == "binance-p2p");
    CHECK(order.number == "20000000000000000001");
    CHECK(order.refs == std::vector<model::Ref>{{"p2p_order", "20000000000000000001"}});
    CHECK(order.buyer.name == "BuyerA");
    CHECK(order.title == "238.8888 USDT");
    CHECK(order.amount == Money{172000, 2, "CNY"});
    REQUIRE(order.placed.at);
    CHECK(time::to_rfc3339(*order.placed.at) == "2025-03-27T21:03:53Z");
    CHECK(order.placed.from == model::ZoneFrom::guess); // the exchange's habit, no fact of the file
    CHECK(got.remarked("zone-habit"));
    const auto& extra = got.records[0].extra;
    CHECK(extra["crypto"]["minor"].integer() == 2388888);
    CHECK(extra["crypto"]["scale"].integer() == 4);
    CHECK(extra["unit_price"]["minor"].integer() == 720);
    CHECK(extra["Taker Fee"].string_or("") == "0.05");
    CHECK(kinds(got) == std::vector<std::string>{"placed", "released?"});
}

TEST_CASE("p2p: what columns and status say has happened")
{
    struct Case {
        const char* cells; // from 状态 on
        std::vector<std::string> kinds;
    };
    const Case cases[] = {
        {"已完成,甲,银行卡,2024-03-01 10:00:00,2024-03-01 10:03:00,2024-03-01 10:05:00,2024-03-01 10:05:00",
         {"placed", "paid", "released"}},
        {"已完成,甲,银行卡,2024-03-01 10:00:00,,,2024-03-01 10:05:00", {"placed", "released"}},
        {"已取消,甲,银行卡,2024-03-01 10:00:00,,,2024-03-01 10:15:00", {"placed", "cancelled"}},
        {"申诉中,甲,银行卡,2024-03-01 10:00:00,2024-03-01 10:03:00,,", {"placed", "paid", "appealed?"}},
        {"待付款,甲,银行卡,2024-03-01 10:00:00,,,", {"placed"}},
        {"取消中,甲,银行卡,2024-03-01 10:00:00,,,", {"placed"}},
        {",,,,,,", {}},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.cells));
        const auto got = read(okx + "240301123456789,出售,USDT,CNY,7.21,10,72.10," + c.cells + "\n");
        CHECK(kinds(got) == c.kinds);
        REQUIRE(got.all<model::Order>().size() == 1);
        CHECK(got.all<model::Order>()[0].platform == "okx-c2c");
        CHECK(got.adds_up());
    }
    for (const auto* word : {"Completed", "COMPLETED", "已放币"}) CHECK(p2p::kind_of(word) == "released");
    for (const auto* word : {"System cancelled", "CANCELLED_BY_SYSTEM", "Canceled", "超时取消"})
        CHECK(p2p::kind_of(word) == "cancelled");
    for (const auto* word : {"Appealing", "IN_APPEAL", "In appeal"}) CHECK(p2p::kind_of(word) == "appealed");
    for (const auto* word : {"BUYER_PAYED", "已付款"}) CHECK(p2p::kind_of(word) == "paid");
    for (const auto* word : {"", "4", "TRADING", "PENDING", "Appeal completed", "待付款"}) CHECK(p2p::kind_of(word).empty());
}

TEST_CASE("p2p: who buys crypto has no buyer")
{
    const auto got = read(binance + "2,Buy,BTC,JPY,\"1,500,000\",9900000,0.15151515,0,,0,Seller,Completed,2025-03-27\n"
                                    "3,Swap,BTC,JPY,1,1,1,0,,0,Somebody,Completed,2025-03-27\n");
    const auto orders = got.all<model::Order>();
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].buyer.name.empty());
    CHECK(orders[0].amount == Money{1500000, 0, "JPY"});
    CHECK(orders[0].title == "0.15151515 BTC");
    CHECK(got.records[0].extra["counterparty"].string_or("") == "Seller");
    CHECK(orders[1].buyer.name.empty());
    CHECK(got.remarked("unknown-side"));
}

TEST_CASE("p2p: what the APIs answer")
{
    const auto got =
        read(R"({"code":"000000","data":[{"orderNumber":20219644646554779648,"advNo":"1","tradeType":"SELL",)"
             R"("asset":"BUSD","fiat":"CNY","amount":"5000.00000000","totalPrice":"33400.00000000","unitPrice":"6.68",)"
             R"("orderStatus":"COMPLETED","createTime":1619361369000,"counterPartNickName":"ab***"},7]})");
    REQUIRE(got.all<model::Order>().size() == 1);
    const auto order = got.all<model::Order>()[0];
    CHECK(order.number == "20219644646554779648");
    CHECK(order.title == "5000.00000000 BUSD");
    CHECK(order.amount == Money{3340000, 2, "CNY"});
    CHECK(time::to_rfc3339(*order.placed.at) == "2021-04-25T14:36:09Z");
    CHECK(order.placed.from == model::ZoneFrom::data);
    CHECK(got.findings.tally.rejected == 1);
    CHECK(got.adds_up());
    const auto other =
        read(R"([{"orderId":"9","side":"sell","orderStatus":"new","paymentStatus":"paid","disputeStatus":"1",)"
             R"("fiatAmount":"72.10","cryptoAmount":"10","unitPrice":"7.21","cryptoCurrency":"USDT",)"
             R"("fiatCurrency":"CNY","counterpartyDetail":{"realName":"Jane Doe"}}])");
    CHECK(other.all<model::Order>()[0].platform == "okx-c2c");
    CHECK(other.all<model::Order>()[0].buyer.name == "Jane Doe");
    CHECK(kinds(other) == std::vector<std::string>{"paid?", "appealed?"});
}

TEST_CASE("p2p: which tables are its, and whose")
{
    struct Case {
        const char *header, *platform; // "": the general table reads it
    };
    const Case cases[] = {
        {"Order Number,Order Type,Asset Type,Fiat Type,Total Price", "binance-p2p"},
        {"Order ID,Side,Crypto,Fiat,Price,Amount,Total,Status,Counterparty,Time", "okx-c2c"},
        {"订单号,方向,币种,法币,单价,数量,状态", "okx-c2c"},
        {"Order ID,Side,Crypto,Price,Amount,Total,Status,Time", ""}, // spot trades
        {"Order No.,Date,Pair,Type,Side,Order Price,Order Amount,Status", ""},
        {"Order ID,Status,Created Time,Currency,Total,Type", ""},
        {"订单号,订单状态,买家名称,下单时间,产品总金额", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.header));
        std::vector<std::string> names;
        for (const auto name : text::split(c.header, ',')) names.emplace_back(name);
        const auto layout = p2p::recognise(Columns(names));
        CHECK((layout ? layout->platform : "") == c.platform);
    }
    CHECK(format_p2p_orders.sniff(test::probe_of("UID:1,Account Type:x\n" + okx)) > 60);
    ReadOptions habit, said;
    habit.platform = said.platform = "bybit-p2p";
    said.platform_said = true;
    const std::string row = "1,出售,USDT,CNY,7,1,7,已完成,a,b,2024-03-01 10:00:00,,,\n";
    CHECK(read(okx + row, habit).all<model::Order>()[0].platform == "bybit-p2p");
    CHECK(read(binance + "1,Sell\n", habit).all<model::Order>()[0].platform == "binance-p2p");
    CHECK(read(binance + "1,Sell\n", said).all<model::Order>()[0].platform == "bybit-p2p");
    said.platform = "paypal"; // of the case, not of these orders
    CHECK(read(binance + "1,Sell\n", said).all<model::Order>()[0].platform == "binance-p2p");
}

TEST_CASE("p2p: ugly rows are accounted for, and no number is rounded")
{
    struct Case {
        const char *row, *remark;
    };
    const Case cases[] = {{"2.0E+19,Sell,USDT,CNY,1,1,1,,,,,,", "number-lost"},
                          {",Sell,USDT", "no-number"},
                          {"1,Sell,USDT,CNY,abc,1,1,,,,,,", "bad-amount"},
                          {"1,Sell,USDT,CNY,1,1,1,,,,a,b,2024-13-45", "bad-date"},
                          {"1,Sell,\"USDT", "stray-quote"},
                          {"1,Sell,,,,,,,,,,,,,,x", "long-row"}};
    for (const auto& c : cases) {
        CAPTURE(std::string(c.row));
        const auto got = read(binance + c.row + "\n\n" + binance);
        CHECK(got.remarked(c.remark));
        CHECK(got.adds_up());
    }
}
