#include "base/text.hpp"
#include "ingest/statement_words.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_statement;
}

namespace {

test::Got read(const std::string& bytes)
{
    return test::read_bytes(format_statement, bytes);
}

const std::string wechat = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n";
const std::string alipay = "交易时间            ,交易分类    ,交易对方    ,对方账号     ,商品说明   ,收/支   ,金额     "
                           ",收/付款方式  ,交易状态    ,交易订单号     ,商家订单号    ,备注    ,\n";

} // namespace

TEST_CASE("statement: what a row was, by direction, type and status")
{
    using statement::Direction;
    struct Case {
        const char *direction, *type, *status;
        bool of_order;
        const char* kind;
    };
    const Case cases[] = {
        {"收入", "商业服务", "交易成功", true, "paid"},
        {"收入", "转账红包", "交易成功", false, "received"},
        {"收入", "商业服务", "等待确认收货", true, "pending"},
        {"收入", "二维码收款", "已收钱", false, "received"},
        {"收入", "商户消费", "已全额退款", true, "paid"}, // the refund is a row of its own
        {"支出", "商户消费", "支付成功", true, "payment_sent"},
        {"支出", "商户消费", "已退款(￥89.84)", true, "payment_sent"},
        {"支出", "日用百货", "等待确认收货", true, "payment_sent"},
        {"支出", "日用百货", "等待付款", true, "pending"},
        {"支出", "退款", "退款成功", true, "refunded"},
        {"不计收支", "退款", "退款成功", true, "refund_received"},
        {"收入", "示例商家-退款", "已退款(￥89.84)", true, "refund_received"},
        {"不计收支", "日用百货", "交易关闭", true, "closed"},
        {"支出", "交通出行", "交易关闭", true, "closed"},
        {"支出", "转账", "转账失败", false, "failed"},
        {"/", "零钱提现", "提现已到账", false, "payout"},
        {"/", "零钱充值", "充值完成", false, "deposit"},
        {"/", "信用卡还款", "支付成功", false, "other"},
        {"不计收支", "投资理财", "交易成功", false, "other"},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.type));
        CAPTURE(std::string(c.status));
        CHECK(std::string(statement::kind_of({statement::direction_of(c.direction), c.type, c.status, c.of_order})) ==
              c.kind);
    }
}

TEST_CASE("statement: parts refunded and counts declared")
{
    const std::pair<const char*, const char*> parts[] = {{"已退款(￥89.84)", "￥89.84"},
                                                         {"已退款￥89.84", "￥89.84"},
                                                         {"131.77(已退款89.84)", "89.84"},
                                                         {"已退款（89.84）", "89.84"},
                                                         {"已退款", ""},
                                                         {"支付成功", ""}};
    for (const auto& part : parts) {
        CAPTURE(std::string(part.first));
        CHECK(statement::refunded_part(part.first).value_or("") == part.second);
    }
    const std::pair<const char*, int> counts[] = {{"共66笔记录", 66},
                                                  {"共 10 笔记录", 10},
                                                  {"共：3笔", 3},
                                                  {"共笔记录", -1},
                                                  {"收入：1笔", -1},
                                                  {"总共消费:28.16", -1},
                                                  {"共99999999999999999999笔", -1}};
    for (const auto& count : counts) {
        CAPTURE(std::string(count.first));
        const auto got = statement::declared_rows(count.first);
        CHECK((got ? static_cast<int>(*got) : -1) == count.second);
    }
}

TEST_CASE("statement: a row of WeChat Pay")
{
    const auto got =
        read("\xEF\xBB\xBF微信支付账单明细,,\n微信昵称：[店主乙],,\n共2笔记录,,\n,,\n" + wechat +
             "2024-03-12 12:45:27,\"商户消费\",\"示例(甲)\",\"总共消费:131.77\",\"支出\",¥131.77,\"零钱\",\"已退款(￥"
             "89.84)\",\"4200001\"\t,\"M-1\"\t,\"/\"\n2024-03-13 10:00:00,商户消费,甲,/,收入,¥12.5,/,支付成功,"
             "4200002,AUTO0001,/\n");
    const auto events = got.all<model::Event>();
    REQUIRE(events.size() == 2);
    CHECK(events[0].kind == "payment_sent");
    CHECK(events[0].order == "M-1");
    CHECK(events[0].ref == "4200001");
    CHECK(events[0].amount == Money{-13177, 2, "CNY"});
    CHECK(events[0].result == "已退款(￥89.84)");
    CHECK(events[0].platform == "wechatpay");
    CHECK(got.records[0].extra["refunded"]["minor"].integer() == 8984);
    CHECK(got.records[0].extra["counterparty"].string_or("") == "示例(甲)");
    CHECK(events[1].kind == "paid");
    CHECK(events[1].amount == Money{1250, 2, "CNY"});
    CHECK(got.findings.declared == 2);
    CHECK(got.findings.diagnostics.empty());
    CHECK(got.lines.find("店主乙") == std::string::npos);
    CHECK(got.findings.tally.system == 4);
    CHECK(got.adds_up());
}

TEST_CASE("statement: a row of Alipay, padded, in GB18030, behind its preamble")
{
    const std::string text = "----\n姓名：店主乙\n共3笔记录\n\n----电子客户回单----\n" + alipay +
                             "2024-03-12 21:32:14 ,商业服务    ,买家    ,bu***@example.com ,点卡 ,收入    ,99.00    ,余额   "
                             ",交易成功   ,20240312000001	,T200P1234567890123456	,   ,\n"
                             "2024-03-13 08:00:00 ,退款 ,买家 ,/ ,退款-点卡 ,支出 ,\"1,099.00\" ,余额 ,退款成功 "
                             ",20240312000001_R1	,AUTO1	,  ,\n"
                             "----\n导出时间:[2024-04-01]    用户:店主乙\n";
    const auto bytes = text::encode(text, "GB18030");
    REQUIRE(bytes);
    const auto got = read(*bytes);
    const auto events = got.all<model::Event>();
    REQUIRE(events.size() == 2);
    CHECK(events[0].platform == "alipay");
    CHECK(events[0].kind == "paid");
    CHECK(events[0].order == "1234567890123456"); // as the shop's order is called
    CHECK(got.records[0].extra["merchant_order"].string_or("") == "T200P1234567890123456");
    CHECK(events[0].ref == "20240312000001");
    CHECK(events[1].kind == "refunded");
    CHECK(events[1].amount == Money{-109900, 2, "CNY"});
    CHECK(events[1].order == "AUTO1");
    CHECK(got.remarked("declared-count")); // 3 said, 2 there
    for (const auto& d : got.findings.diagnostics) CHECK(d.message.en().find("店主乙") == std::string::npos);
    CHECK(got.lines.find("店主乙") == std::string::npos);
    REQUIRE(got.findings.headers.size() == 1);
    const auto header =
        text::decode(bytes->substr(got.findings.headers[0].offset, got.findings.headers[0].length), "GB18030").text;
    CHECK(header == alipay);
    CHECK(got.adds_up());
}

TEST_CASE("statement: the old Alipay web file and JD")
{
    const auto got = read(
        "支付宝交易记录明细查询\n账号:[x]\n交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方"
        ",商品名称,金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,备注,资金状态,\n"
        "20160001\t,A1\t,2016-05-23 22:01:59 ,2016-05-23 22:02:10 ,,淘宝,即时到账交易,买家,卡,30.00 ,收入 "
        ",交易成功 ,0.00,10.00,,已收入,\n20160002,,2016/5/24 9:00, ,,其他,x,商家,服务,12.00, ,交易关闭,0.00,0.00,,,\n"
        "-----\n共2笔记录\n已收入:1笔,30.00元\n导出时间:[x]    用户:李,四\n");
    const auto events = got.all<model::Event>();
    REQUIRE(events.size() == 2);
    CHECK(events[0].kind == "paid");
    CHECK(events[0].when.local == "2016-05-23T22:02:10");
    CHECK(got.records[0].extra["refunded"]["minor"].integer() == 1000);
    CHECK(events[1].kind == "closed");
    CHECK(events[1].when.local == "2016-05-24T09:00:00");
    CHECK(got.records[1].extra.find("refunded") == nullptr);
    CHECK(got.findings.declared == 2);
    for (const auto& d : got.findings.diagnostics) CHECK(d.message.en().find("李") == std::string::npos);
    CHECK(got.adds_up());
    const auto jd = read("导出信息：\n共：1笔\n交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/"
                         "支,交易分类,交易订单号,商家订单号,备注\n"
                         "2024-03-01 10:00:00\t,店,物,131.77(已退款89.84),银行卡,交易成功,支出,日用,J1\t,J2\t,\n");
    REQUIRE(jd.all<model::Event>().size() == 1);
    CHECK(jd.all<model::Event>()[0].platform == "jd");
    CHECK(jd.all<model::Event>()[0].amount == Money{-13177, 2, "CNY"});
    CHECK(jd.records[0].extra["refunded"]["minor"].integer() == 8984);
}

TEST_CASE("statement: ugly rows are accounted for")
{
    struct Case {
        const char *row, *remark;
        std::size_t events;
    };
    const Case cases[] = {
        {"2024-02-31 10:00:00,a,b,c,收入,¥1,/,ok,42,/,/", "bad-date", 1},
        {"2024-02-01 10:00:00,a,b,c,收入,abc,/,ok,42,/,/", "bad-amount", 1},
        {"2024-02-01 10:00:00,a,b,c,收入,¥1,/,ok,4.2E+27,1.0E+20,/", "number-lost", 1},
        {",a,b,c,收入,¥1,/,ok,,,", "no-transaction", 0},
        {"x,a,b,c,收入,¥1,/,ok,12345678,,", "bad-date", 1},
        {"2024-02-01 10:00:00", "short-row", 1},
        {"2024-02-01 10:00:00,\"a,b", "stray-quote", 1},
        {"2024-02-01 10:00:00,a,b,c,收入,1,/,ok,42,/,/,,x", "long-row", 1},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.row));
        const auto got = read(wechat + c.row + "\n\n" + wechat);
        CHECK(got.remarked(c.remark));
        CHECK(got.all<model::Event>().size() == c.events);
        CHECK(got.adds_up());
    }
    const auto lost = read(wechat + cases[2].row + "\n");
    CHECK(lost.all<model::Event>()[0].ref.empty()); // no wrong number
    CHECK(lost.all<model::Event>()[0].order.empty());
    CHECK(lost.records[0].extra["transaction"].string_or("") == "4.2E+27");
    // two rows alike in all an event is known by stay two
    const std::string row = "2024-02-01 10:00:00,a,b,c,收入,1,/,ok,42,/,/\n";
    const auto twice = read(wechat + row + row);
    CHECK(twice.all<model::Event>()[0].ref == "42");
    CHECK(twice.all<model::Event>()[1].ref == "42#2");
}

TEST_CASE("statement: other tables are left alone")
{
    for (const auto* header :
         {"订单编号,买家会员名,总金额,订单状态", "Order Number,Asset Type,Fiat Type", "交易时间,金额,收/支",
          "业务流水号,商户订单号,入账时间,收入（+元）,支出（-元）,账户余额（元）,交易对方,业务类型,备注"}) {
        CAPTURE(std::string(header));
        CHECK(format_statement.sniff(test::probe_of(std::string(header) + "\n1,2,3\n")) == 0);
    }
}
