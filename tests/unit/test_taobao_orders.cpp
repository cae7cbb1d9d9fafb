#include "base/text.hpp"
#include "ingest/columns.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_taobao_orders;
}

namespace {

test::Got read(const std::string& bytes)
{
    return test::read_bytes(format_taobao_orders, bytes);
}

const std::string head =
    "订单编号,买家会员名,买家应付货款,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间 ,宝贝标题 "
    ",物流单号 ,物流公司,退款金额,退款状态,确认收货时间\r\n";

std::vector<std::string> kinds(const test::Got& got)
{
    std::vector<std::string> out;
    for (const auto& event : got.all<model::Event>()) out.push_back(event.kind);
    return out;
}

} // namespace

TEST_CASE("taobao: order numbers however they are guarded, never a rounded one")
{
    struct Case {
        const char *cell, *number, *remark; // number "": the row is rejected
    };
    const Case cases[] = {
        {"=\"1234567890123456789\"", "1234567890123456789", ""},
        {"\"=\"\"1234567890123456789\"\"\"", "1234567890123456789", ""},
        {"'1234567890123456789", "1234567890123456789", ""},
        {"1234567890123456789\t", "1234567890123456789", ""},
        {"\t 1234567890123456", "1234567890123456", ""},
        {"1234567890123450", "1234567890123450", ""}, // one zero may be chance
        {"1.23457E+18", "", "number-lost"},
        {"1.23457e+18", "", "number-lost"},
        {"1234567890123450000", "", "number-lost"}, // all long numbers of the file end so
        {"", "", "no-number"},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.cell));
        const auto got = read(head + c.cell + ",小**1,5.00,5.00,5.00,交易成功,2018-08-25 13:28:57,,,,,,,\r\n");
        const auto orders = got.all<model::Order>();
        REQUIRE(orders.size() == (*c.number ? 1 : 0));
        if (*c.number) CHECK(orders[0].number == c.number);
        if (*c.remark) CHECK(got.remarked(c.remark));
        CHECK(got.findings.tally.rejected == (*c.number ? 0 : 1));
        CHECK(got.adds_up());
    }
    // beside a number that keeps its digits, zeros are a number's own
    const auto mixed = read(head + "1234567890123450000,a,1,1,1,,2018-08-25,,,,,,,\n1234567890123456789,b,1,1,1,,2018-08-25,"
                                   ",,,,,,\n");
    CHECK(mixed.all<model::Order>().size() == 2);
}

TEST_CASE("taobao: what a row says has happened")
{
    struct Case {
        const char* cells; // from 买家实际支付金额 on
        std::vector<std::string> kinds;
        std::int64_t amount;
    };
    const Case cases[] = {
        {"0.00,等待买家付款,2018/8/25 13:28,,杯子,,,无退款申请,,", {"placed"}, 900},
        {"9.00,买家已付款，等待卖家发货,2018/8/25 13:28,2018-08-25 13:29:00,杯子,,,,,", {"placed", "paid"}, 900},
        {"8.50,卖家已发货，等待买家确认,2018/8/25 13:28,2018-08-25 13:29:00,杯子,No:78;,示例快递,无退款申请,,",
         {"placed", "paid", "shipped"},
         850},
        {"9.00元,交易成功,2018/8/25 13:28,2018-08-25 13:29:00,杯子,No:78;No:79;,,0.00,,2018-08-30 08:00:00",
         {"placed", "paid", "shipped", "confirmed"},
         900},
        {"9.00,交易关闭,2018/8/25 13:28,2018-08-25 13:29:00,杯子,,,9.00,,", {"placed", "paid", "refunded"}, 900},
        {"9.00,退款中,2018/8/25 13:28,2018-08-25 13:29:00,杯子,,,9.00,,", {"placed", "paid", "refund_requested"}, 900},
        {"9.00,交易成功,2018/8/25 13:28,2018-08-25 13:29:00,杯子,,,3.00,退款成功,", {"placed", "paid", "refunded"}, 900},
        {"9.00,交易成功,2018/8/25 13:28,2018-08-25 13:29:00,杯子,,,3.00,等待卖家处理退款申请,",
         {"placed", "paid", "refund_requested"},
         900},
        {"9.00,交易成功,2018/8/25 13:28,2018-08-25 13:29:00,杯子,,,3.00,退款关闭,",
         {"placed", "paid", "refund_refused"},
         900},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.cells));
        const auto got = read(head + "=\"1234567890123456789\",买家,8.00,9.00," + c.cells + "\r\n");
        CHECK(kinds(got) == c.kinds);
        REQUIRE(got.all<model::Order>().size() == 1);
        CHECK(got.all<model::Order>()[0].amount == Money{c.amount, 2, "CNY"});
        CHECK(got.findings.diagnostics.empty());
    }
    const auto got =
        read(head + "=\"1\",买家,8.00,9.00,9.00,交易成功,2018/8/25 13:28,2018-08-25 13:29:00,甲，乙,No:78;No:79;,快递,"
                    "3.00,退款成功,\n");
    const auto order = got.all<model::Order>()[0];
    CHECK(order.title == "甲，乙");
    CHECK(order.placed.local == "2018-08-25T13:28:00");
    CHECK(order.paid.local == "2018-08-25T13:29:00");
    CHECK(order.refs == std::vector<model::Ref>{{"tracking", "78"}, {"tracking", "79"}});
    const auto refund = got.all<model::Event>().back();
    CHECK(refund.amount == Money{-300, 2, "CNY"});
    CHECK(refund.when.local.empty()); // no column says when
}

TEST_CASE("taobao: the detail list gives the articles of an order")
{
    const std::string bytes = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n"
                              "=\"11\",甲,12.50,2,OUT,红,,,交易成功,SKU\n"
                              "=\"11\",乙,5.00元,1,OUT-2,,,,交易关闭,\n"
                              "=\"12\",丙,x,0,,,,,,\n"
                              "=\"11\",丁,1.00,1,,,,,,\n";
    const auto got = read(bytes);
    const auto orders = got.all<model::Order>();
    REQUIRE(orders.size() == 3);
    REQUIRE(orders[0].items.size() == 2);
    CHECK(orders[0].items[0] == model::Item{"甲", "SKU", 2, Money{1250, 2, "CNY"}});
    CHECK(orders[0].items[1] == model::Item{"乙", "OUT-2", 1, Money{500, 2, "CNY"}});
    CHECK(orders[0].status.empty()); // 订单状态 of an article is not the order's
    CHECK_FALSE(orders[1].items[0].price);
    CHECK(got.remarked("bad-amount"));
    CHECK(orders[2].number == "11");
    CHECK(orders[2].items.size() == 3); // later rows of the order add to it
    const auto& place = got.records[0].sources[0];
    CHECK(bytes.substr(place.offset, place.length).find("乙") != std::string::npos);
    CHECK(bytes.substr(place.offset, place.length).find("丙") == std::string::npos);
    CHECK(got.findings.tally.parsed == 3);
    CHECK(got.findings.tally.continued == 1);
    CHECK(got.adds_up());
}

TEST_CASE("taobao: which tables are its")
{
    struct Case {
        const char* header;
        bool ours;
    };
    const Case cases[] = {
        {"订单编号,买家会员名,买家应付货款,订单状态", true},
        {"\xEF\xBB\xBF\"订单编号\",\"买家会员名\",\"买家支付宝账号\"", true},
        {"订单编号,买家下单时间,买家付款时间,物流公司,买家实付金额,运单号", true},
        {"订单编号,标题,价格,购买数量,外部系统编号,商品属性", true},
        {"订单编号,买家公司名,买家会员名,卖家公司名,货品总价(元),订单创建时间", false}, // 1688
        {"评价时间,评分,评价内容,买家昵称,订单编号", false},
        {"订单编号,买家会员名,总金额,订单状态", false}, // too few: the general table
        {"订单号,订单状态,买家名称,下单时间,产品总金额", false},
        {"订单编号,标题,价格", false},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.header));
        CHECK((format_taobao_orders.sniff(test::probe_of(std::string(c.header) + "\r\n1,2,3\r\n")) > 60) == c.ours);
    }
}

TEST_CASE("taobao: ugly rows are accounted for")
{
    const char* rows[] = {"",
                          ",,,,\r\n",
                          "\"open quote,\r\nnext",
                          "=\"11\"",
                          "=\"11\",a,b,c,d,e,2018-99-99,f,g,h,i,j,k,l,m,n,o",
                          "=\"11\",x,,,\xFF\xFE,,,\r\n=\"11\",y,,,,,\r\n",
                          "订单编号,买家会员名"};
    for (const auto* row : rows) {
        CAPTURE(std::string(row));
        const auto got = read(head + row);
        CHECK(got.adds_up());
        CHECK(text::is_valid_utf8(got.lines));
    }
    const auto gbk =
        text::encode(head + "=\"1234567890123456789\",买家,1,1,1,交易成功,2018-08-25,,杯，碟,,,,,\r\n", "GB18030");
    REQUIRE(gbk);
    const auto got = read(*gbk);
    REQUIRE(got.all<model::Order>().size() == 1);
    CHECK(got.all<model::Order>()[0].title == "杯，碟");
}
