#include "base/error.hpp"
#include "ingest/aliexpress_cells.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_aliexpress_orders;
}

namespace {

const std::string head =
    "订单号,订单状态,买家名称,下单时间,付款时间,产品总金额,订单金额,\"产品信息\n（双击单元格展开所有产品信息！）\","
    "实际发货物流:运单号,发货时间,确认收货时间\n";

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    return test::read_bytes(format_aliexpress_orders, bytes, options);
}

int sniff(const std::string& header)
{
    return format_aliexpress_orders.sniff(test::probe_of(header + "\n"));
}

} // namespace

TEST_CASE("aliexpress: one cell holds all goods of an order")
{
    struct Case {
        const char* cell;
        std::size_t count;
        const char *title, *sku;
        std::int64_t quantity, minor; // of the first; minor -1: no price
    };
    const Case cases[] = {
        {"", 0, "", "", 0, -1},
        {" \n ", 0, "", "", 0, -1},
        {"【1】 Mug\n(产品属性: Color:Red)\n(商家编码:M-1)\n(产品数量:2 piece)\n(产品单价：$9.99)", 1, "Mug", "M-1", 2, 999},
        {"【1】Mug（产品数量：2 piece）（产品单价：US $9.99）【2】Pot", 2, "Mug", "", 2, 999},
        {"【1】 Mug (blue), 【limited】\n(商家编码:A(1)B)", 1, "Mug (blue), 【limited】", "A(1)B", 1, -1},
        {"【1】 A\nsecond line\n(Quantity: 3 pieces)", 1, "A second line", "", 3, -1},
        {"Mug", 1, "Mug", "", 1, -1},
        {"before 【1】 Mug", 2, "before", "", 1, -1},
        {"【1】 Mug\n(产品数量:many)\n(产品单价：free)", 1, "Mug", "", 1, -1},
        {"【1】 Mug\n(产品数量:0 piece)", 1, "Mug", "", 1, -1},
        {"【1】 Mug\n(产品数量:99999999999999999999)", 1, "Mug", "", 1, -1},
        {"【1】【2】", 0, "", "", 0, -1},
        {"【1", 1, "【1", "", 1, -1},
        {"((((((", 1, "((((((", "", 1, -1},
        {"(a:", 1, "", "", 1, -1},
        {"【1】 Mug\n(产品单价：USD 1,234.50", 1, "Mug", "", 1, 123450},
    };
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        const auto goods = aliexpress::parse_goods(c.cell);
        REQUIRE(goods.size() == c.count);
        if (goods.empty()) continue;
        const auto& item = goods[0].item;
        CHECK(item.title == c.title);
        CHECK(item.sku == c.sku);
        CHECK(item.quantity == c.quantity);
        CHECK((item.price ? item.price->minor : -1) == c.minor);
        if (item.price) CHECK(item.price->currency == "USD");
    }
    // What no field takes stays: properties, a unit that is no piece, what cannot be read.
    const auto goods =
        aliexpress::parse_goods("【1】 Rope\n(产品属性: Length:5 m)\n(产品数量:2 lot)\n(物流等级: A)\n(产品单价：x)");
    REQUIRE(goods.size() == 1);
    CHECK(goods[0].item.quantity == 2);
    const std::vector<std::pair<std::string, std::string>> rest{
        {"产品属性", "Length:5 m"}, {"产品数量", "2 lot"}, {"物流等级", "A"}, {"产品单价", "x"}};
    CHECK(goods[0].rest == rest);
}

TEST_CASE("aliexpress: carriers and tracking numbers")
{
    struct Case {
        const char* cell;
        std::vector<std::pair<std::string, std::string>> parcels;
    };
    const Case cases[] = {
        {"", {}},
        {" ; \n:;：", {}},
        {"EMS:EE123456789CN", {{"EMS", "EE123456789CN"}}},
        {"China Post Air ： RB1CN", {{"China Post Air", "RB1CN"}}},
        {"EMS:E1\nDHL:D2", {{"EMS", "E1"}, {"DHL", "D2"}}},
        {"EMS:E1;DHL:D2;", {{"EMS", "E1"}, {"DHL", "D2"}}},
        {"E1", {{"", "E1"}}},
        {"EMS:", {{"EMS", ""}}},
        {"Seller's: own: X1", {{"Seller's: own", "X1"}}},
    };
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        std::vector<std::pair<std::string, std::string>> got;
        for (const auto& parcel : aliexpress::parse_parcels(c.cell)) got.emplace_back(parcel.carrier, parcel.tracking);
        CHECK(got == c.parcels);
    }
}

TEST_CASE("aliexpress: which tables are theirs")
{
    CHECK(sniff("订单号,订单状态,产品总金额,订单金额") == 80);
    CHECK(sniff("Seller ID,订单号,下单时间,实际发货物流:运单号") == 80);
    CHECK(sniff("Order ID,Order Status,Order Date,Product Price,Order Amount,Product Information") == 80);
    CHECK(sniff("Order ID,Order Status,Order Date,Order Amount") == 0); // any shop's
    CHECK(sniff("订单编号,买家会员名,总金额,订单状态") == 0);
    CHECK(sniff("订单号,金额,商品名称,下单时间,订单状态") == 0);
    CHECK(sniff("") == 0);
    CHECK_THROWS_AS(read("a,b\n1,2\n"), Error);
    CHECK_THROWS_AS(read("[{\"a\": 1}]"), Error);
}

TEST_CASE("aliexpress: rows that are no order, and cells that cannot be read")
{
    const auto got =
        read("exported by the shop\n" + head +
             "6001,完成,Ana,2014.05.06 12:30,2014.05.06 12:31,\"$ 1,000.00\",\"$ 1,234.56\",Mug,EMS:E1,2014.05.07 08:00,--\n"
             "8.01234567890123E+15,完成,Bo,2014.05.06 12:30,,$ 1,$ 2,Mug,,,\n"
             ",完成,Nobody,,,,,,,,\n" +
             head + "\n6002,完成,Cy,2014.13.01 25:61,soon,,free,Pot,,,2014.06.01 08:00,surplus\n");
    CHECK(got.adds_up());
    const auto& tally = got.findings.tally;
    CHECK(tally.total == 8);
    CHECK(tally.parsed == 2);
    CHECK(tally.system == 3); // the line above, the header, and the header again
    CHECK(tally.blank == 1);
    CHECK(tally.rejected == 2);
    for (const auto* code : {"number-lost", "no-number", "bad-date", "bad-amount", "long-row"}) {
        CAPTURE(code);
        CHECK(got.remarked(code));
    }
    const auto orders = got.all<model::Order>();
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].amount == Money{123456, 2, "USD"});
    CHECK(orders[0].refs == std::vector<model::Ref>{{"tracking", "E1"}});
    CHECK(orders[0].placed.zone == "America/Los_Angeles");
    CHECK(orders[0].placed.from == model::ZoneFrom::guess);
    CHECK(time::to_rfc3339(*orders[0].placed.at) == "2014-05-06T19:30:00Z"); // daylight saving
    CHECK_FALSE(orders[1].placed.at);
    CHECK(orders[1].placed.local == "2014.13.01 25:61");
    CHECK_FALSE(orders[1].amount);
    std::string kinds;
    for (const auto& event : got.all<model::Event>()) kinds += event.order + event.kind + " ";
    CHECK(kinds == "6001placed 6001paid 6001shipped 6002placed 6002paid 6002confirmed ");
    ReadOptions options;
    options.currency = "EUR";
    CHECK(read(head + "6003,,,,,,12.50,,,,\n", options).all<model::Order>()[0].amount == Money{1250, 2, "EUR"});
}
