#include "ingest/chat_table_words.hpp"
#include "ingest/driver.hpp"
#include "read_format.hpp"
#include "workbook.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_chat_table;
extern const Format format_table;
} // namespace redress::ingest

namespace {

test::Got read(const std::string& bytes, const std::string& name = "input.csv")
{
    return test::read_bytes(format_chat_table, bytes, {}, name);
}

const std::string head = "发送人,接收人,发送时间,消息内容\n";

} // namespace

TEST_CASE("chat_table: which names are a chat's")
{
    struct Case {
        const char* head;
        bool chat;
    };
    const Case cases[] = {
        {"发送人,接收人,发送时间,消息内容", true},
        {"发送方,接收方,时间,内容", true},
        {"时间,发送人,接收人,会话ID,商品名称,商品ID,内容,方向", true},
        {"对象类型,对象ID,对象名称,会话ID,员工ID,员工名称,发送者,方向,消息类型,消息内容,发送时间", true},
        {"发送人,接收人,消息,附件,日期", true},
        {"买家昵称,客服昵称,角色,时间,内容", true},
        {"Sender,Receiver,Time,Message", true},
        {"From;To;Date;Body", true},
        {"Date,Heure,Expéditeur,Message", true},
        {"Date,Time,Type,Number,Name,Message", true},
        {"sender\trecipient\ttimestamp\ttext", true},
        // reviews, events, transfers, logs
        {"Author,Date,Content", false},
        {"昵称,时间,内容", false},
        {"Name,Rating,Date,Message", false},
        {"评价,买家昵称,时间,消息", false},
        {"Time,Event,User,Message", false},
        {"Date,From,To,Amount,Message", false},
        {"Time,Level,Message", false},
        {"Sender,Receiver,Time", false},
        {"订单编号,买家会员名,金额,创建时间", false},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.head));
        CHECK((format_chat_table.sniff(test::probe_of(std::string(c.head) + "\na;b\n", "x.csv")) > 0) == c.chat);
    }
}

TEST_CASE("chat_table: whose conversation a row is")
{
    struct Case {
        const char *row, *thread, *sender, *role;
    };
    const Case cases[] = {
        {"主号:小美,阿明,2026-03-05 09:00:00,好", "阿明", "主号:小美", ""},
        {"阿明,主号：小美,2026-03-05 09:00:00,好", "阿明", "阿明", ""},
        {"cntaobao阿明,cntaobao主号:小美,2026-03-05 09:00:00,好", "阿明", "阿明", ""},
        {"乙,甲,2026-03-05 09:00:00,好", "乙, 甲", "乙", ""},
        {"甲,乙,2026-03-05 09:00:00,好", "乙, 甲", "甲", ""}, // 乙 is U+4E59, 甲 U+7532
        {"系统消息,阿明,2026-03-05 09:00:00,转接", "阿明", "系统消息", "system"},
        {"机器人,阿明,2026-03-05 09:00:00,您好", "阿明", "机器人", "platform"},
        {"阿明,客服,2026-03-05 09:00:00,在吗", "阿明", "阿明", ""},
        {"客服,阿明,2026-03-05 09:00:00,在", "阿明", "客服", "seller"},
        {"阿明,,2026-03-05 09:00:00,好", "", "阿明", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(std::string(c.row));
        const auto messages = read(head + c.row + "\n", "chat.csv").all<model::Message>();
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].thread == c.thread);
        CHECK(messages[0].sender == c.sender);
        CHECK(model::to_string(messages[0].role) == c.role);
    }
    // The file's name tells who of two is the customer.
    const auto named = read(head + "甲,乙,2026-03-05 09:00:00,好\n乙,甲,2026-03-05 09:01:00,好\n", "与甲的聊天.csv");
    for (const auto& message : named.all<model::Message>()) CHECK(message.thread == "甲");
}

TEST_CASE("chat_table: ugly rows are accounted for")
{
    const auto got = read(head +
                          "甲,乙,2026-03-05 09:00:00,-\n"
                          "甲,乙,2026-03-05 09:00:00,-\n"
                          "甲,乙,,没有时间\n"
                          "甲,乙,2026-13-05 09:00:00,坏日期\n"
                          ",,2026-03-05 09:00:00,\n"
                          "甲,乙\n"
                          "共 7 条\n"
                          ",,,\n"
                          "\n" +
                          head + "甲,乙,2026-03-05 09:00:00,\"两\n行\",多\n");
    CHECK(got.adds_up());
    const auto messages = got.all<model::Message>();
    REQUIRE(messages.size() == 5);
    CHECK(messages[0].text == "-");
    CHECK(messages[1].text == "-");
    CHECK(messages[2].when.local.empty());
    CHECK(messages[3].when.local == "2026-13-05 09:00:00");
    CHECK(messages[4].text == "两\n行");
    CHECK(got.findings.tally.rejected == 2);
    CHECK(got.remarked("no-date"));
    CHECK(got.remarked("bad-date"));
    CHECK(got.remarked("no-message"));
    for (const auto& d : got.findings.diagnostics) CHECK(d.message.en().find("没有时间") == std::string::npos);
}

TEST_CASE("chat_table: a day and a clock in columns of their own, and --date-order")
{
    const std::string table = "Date,Time,Sender,Message\n05/04/2026,9:03 PM,Jane,hi\n06/04/2026,21:04:05,Jane,ho\n";
    ReadOptions options;
    options.date_order = "MDY";
    auto messages = test::read_bytes(format_chat_table, table, options).all<model::Message>();
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].when.local == "2026-05-04T21:03:00");
    options.date_order = "DMY";
    messages = test::read_bytes(format_chat_table, table, options).all<model::Message>();
    CHECK(messages[1].when.local == "2026-04-06T21:04:05");
}

TEST_CASE("chat_table: cut anywhere, nothing is counted twice or lost")
{
    const auto whole =
        head + "主号:小美,阿明,2026-03-05 09:00:00,\"好, \"\"是\"\"\n的\"\n阿明,主号:小美,2026-03-05 09:01:00,谢\n";
    for (std::size_t n = head.size(); n <= whole.size(); ++n) {
        CAPTURE(n);
        const auto got = read(whole.substr(0, n));
        CHECK(got.adds_up());
        CHECK(got.records.size() <= 2);
    }
}

TEST_CASE("chat_table: a workbook has a sheet a customer")
{
    const auto row = [](int n, std::initializer_list<const char*> cells) {
        std::string out = "<row r=\"" + std::to_string(n) + "\">";
        char column = 'A';
        for (const auto* cell : cells)
            out += std::string("<c r=\"") + column++ + std::to_string(n) + "\" t=\"inlineStr\"><is><t>" + cell +
                   "</t></is></c>";
        return out + "</row>";
    };
    test::Workbook book;
    for (const auto* customer : {"阿明", "晓红"})
        book.sheets.push_back({customer, row(1, {"发送人", "接收人", "发送时间", "消息内容"}) +
                                             row(2, {customer, "诺风店铺", "2026-03-05 09:00:00", "在吗"}) +
                                             row(3, {"诺风店铺", customer, "2026-03-05 09:01:00", "在的"})});
    TempDir folder;
    const auto path = (folder.path() / "talks.xlsx").string();
    write_file(path, book.bytes());
    const auto file = MappedFile::open(path);
    Content content(file, "talks.xlsx");
    std::vector<model::Record> records;
    Context context;
    context.zone_option = "Asia/Shanghai";
    const auto& format = choose_format(content, "talks.xlsx", "");
    CHECK(std::string(format.name) == "chat_table");
    Sink sink;
    sink.put = [&](const model::Record& record, std::string_view) {
        records.push_back(record);
        return Put::fresh;
    };
    ingest_file(
        content, "talks.xlsx", [] { return std::string("0"); }, format, context, sink);
    REQUIRE(records.size() == 4);
    CHECK(std::get<model::Message>(records[1].body).thread == "阿明");
    CHECK(std::get<model::Message>(records[3].body).thread == "晓红");
}

TEST_CASE("table: a map of messages")
{
    ReadOptions options;
    options.map = "type = \"message\"\n[columns]\nsender = \"谁\"\nat = \"何时\"\ntext = \"什么\"\n";
    options.map_name = "map.toml";
    const auto got = test::read_bytes(format_table, "谁,何时,什么\n甲,2026-03-05 09:00,好\n", options);
    const auto messages = got.all<model::Message>();
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].sender == "甲");
    CHECK(got.adds_up());
    options.map = "type = \"message\"\n[columns]\nnumber = \"谁\"\n";
    CHECK_THROWS(test::read_bytes(format_table, "谁,何时,什么\n", options));
}
