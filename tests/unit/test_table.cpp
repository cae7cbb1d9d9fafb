#include "base/error.hpp"
#include "ingest/column_map.hpp"
#include "ingest/secrets.hpp"
#include "ingest/table_cells.hpp"
#include "ingest/table_rows.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace redress;
using namespace redress::ingest;

namespace redress::ingest {
extern const Format format_table;
}

namespace {

test::Got read(const std::string& bytes, const ReadOptions& options = {})
{
    return test::read_bytes(format_table, bytes, options);
}

Columns columns(const std::string& header)
{
    CsvReader reader(std::string_view(header), ',');
    CsvRow row;
    reader.next(row);
    return Columns(row.cells);
}

std::string hint_of(const std::string& map, const std::string& table)
{
    ReadOptions options;
    options.map = map;
    options.map_name = "m.toml";
    try {
        read(table, options);
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::input);
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("table: what a header makes of it")
{
    struct Case {
        const char *header, *type, *platform;
    };
    const Case cases[] = {
        {"Name,Email,Total,Lineitem name", "order", "shopify"},
        {" Order ID ,Status,Created Time", "order", ""},
        {"订单编号,买家会员名,总金额,订单状态", "order", "taobao"},
        {"order_sn,goods_id,actual_price,status,info", "order", "card-key"},
        {"Número de pedido,Fecha,Importe,Estado", "order", ""},
        {"时间,订单号,商品,卡密,联系方式,IP", "event", ""},
        {"Time,Order ID,Event,Channel", "event", ""},
        {"Date,Rating,Review,Author", "review", ""},
        {"评价时间,评分,评价内容,买家昵称,订单编号", "review", ""},
        {"reviewerName,overall,reviewText,reviewTime,asin", "review", ""},
        {"Fecha,Calificación,Comentario,Autor", "review", ""},
        {"Fecha de la reseña,Puntuacion,Resena,Usuario,Respuesta", "review", ""},
        {"订单编号,评价类型,初评,追评,解释,买家会员名", "review", "taobao"},
        {"评价时间,评价,买家昵称", "review", ""},
        {"Fecha,Nota,Pedido", "order", ""}, // a note, no mark
        {"id,Description,Seller Message,Created (UTC),Amount,Currency,Status", "order", "stripe"},
        {"a,b,c", "", ""},
        {"Ref code,When,How much,Who", "", ""},
    };
    for (const auto& c : cases) {
        CAPTURE(c.header);
        const auto layout = layout_by_names(columns(c.header));
        CHECK(layout.type == c.type);
        CHECK(layout.platform == c.platform);
    }
}

TEST_CASE("table: ratings")
{
    struct Case {
        const char* cell;
        double value, scale; // value -1: none; scale 0: not said
    };
    const Case cases[] = {{"4", 4, 0},           {"4.5/5", 4.5, 5},    {"4,5", 4.5, 0},   {"★★★★☆", 4, 5},
                          {"5 stars", 5, 0},     {"4 out of 5", 4, 5}, {"好评", 5, 5},    {"差评", 1, 5},
                          {"Neutral", 3, 5},     {"5分", 5, 0},        {"五星", 5, 5},    {"差", 1, 5},
                          {"5 estrellas", 5, 0}, {"negativo", 1, 5},   {"8 / 10", 8, 10}, {"", -1, 0},
                          {"great", -1, 0},      {"12 items", -1, 0},  {".", -1, 0}};
    for (const auto& c : cases) {
        CAPTURE(c.cell);
        const auto got = parse_rating(c.cell);
        CHECK((got ? got->value : -1) == doctest::Approx(c.value));
        CHECK((got && got->scale ? *got->scale : 0) == doctest::Approx(c.scale));
    }
    // a file whose ratings go to 10 is of ten
    const auto got = read("Rating,Review,Author\n8,good,A\n3,bad,B\n");
    CHECK(got.all<model::Review>()[1].scale == 10);
}

TEST_CASE("table: reviews by the names of Chinese and Spanish shops")
{
    const auto taobao = read(
        "订单编号,评价类型,初评,追评,解释,买家会员名,评价时间\n1001,差评,卡密无效,客服补发了,已补发,u1,2024-05-01 10:00:00\n"
        "1002,好评,此用户没有填写评价。,,,u2,2024-05-02 10:00:00\n");
    const auto reviews = taobao.all<model::Review>();
    REQUIRE(reviews.size() == 2);
    CHECK(reviews[0].order == "1001");
    CHECK(reviews[0].rating == 1);
    CHECK(reviews[0].text == "卡密无效");
    CHECK(reviews[0].reply == "已补发");
    CHECK(reviews[0].author == "u1");
    CHECK(taobao.records[0].extra["later"].string_or("") == "客服补发了");
    CHECK(taobao.records[0].extra["label"].string_or("") == "差评");
    const auto spanish =
        read("Fecha de la reseña;Estrellas;Reseña;Usuario;Respuesta del vendedor;Pedido\n3 de enero de 2023;2 estrellas;"
             "No funciona;Eva;Lo sentimos;77\n")
            .all<model::Review>();
    REQUIRE(spanish.size() == 1);
    CHECK(spanish[0].rating == 2);
    CHECK(spanish[0].text == "No funciona");
    CHECK(spanish[0].author == "Eva");
    CHECK(spanish[0].reply == "Lo sentimos");
    CHECK(spanish[0].order == "77");
    CHECK(spanish[0].when.local == "2023-01-03T00:00:00");
}

TEST_CASE("table: one name for the rating or for the words")
{
    const auto words = read("评价时间,评价,买家昵称\n2024-05-01,很好用,u1\n2024-05-02,5分钟就到了,u2\n2024-05-03,5,u3\n")
                           .all<model::Review>();
    REQUIRE(words.size() == 3);
    CHECK(words[0].text == "很好用");
    CHECK_FALSE(words[0].rating);
    CHECK(words[2].text == "5");
    const auto marks = read("评价时间,评价,买家昵称\n2024-05-01,好评,u1\n2024-05-02,差评,u2\n").all<model::Review>();
    REQUIRE(marks.size() == 2);
    CHECK(marks[1].rating == 1);
    CHECK(marks[1].text.empty());
    const auto both = read("Fecha,Valoración,Comentario,Autor\n01/02/2024,4,Bien,E\n").all<model::Review>();
    REQUIRE(both.size() == 1);
    CHECK(both[0].rating == 4);
    CHECK(both[0].text == "Bien");
}

TEST_CASE("table: rows of one order are its items")
{
    const auto got =
        read("Order Number,Item Name,Quantity,Item Cost,Order Total,Currency\n"
             "1,Mug,2,5.00,15.00,EUR\n1,Pot,1,5.00,15.00,EUR\n2,Mug,1,5.00,5.00,EUR\n,Lid,1,1.00,,\n,,,,9.00,\n");
    const auto orders = got.all<model::Order>();
    REQUIRE(orders.size() == 2);
    REQUIRE(orders[0].items.size() == 2);
    CHECK(orders[0].items[0].quantity == 2);
    CHECK(orders[0].items[0].price == Money{500, 2, "EUR"});
    CHECK(orders[1].items.size() == 2);
    CHECK(orders[0].amount == Money{1500, 2, "EUR"});
    CHECK(got.findings.tally.parsed == 2);
    CHECK(got.findings.tally.continued == 2);
    CHECK(got.findings.tally.rejected == 1);
    CHECK(got.adds_up());
    const auto& first = got.records[0].sources[0];
    CHECK(first.position == 2);
    CHECK(first.length == std::string("1,Mug,2,5.00,15.00,EUR\n1,Pot,1,5.00,15.00,EUR\n").size());
}

TEST_CASE("table: a number a spreadsheet rounded is no number, one that looks like it is")
{
    const auto got = read("Order Number,Order Total,Currency\n8.01E+15,9.00,EUR\n8,01e+15,9.00,EUR\nCODE+12,9.00,EUR\n"
                          "\"8,01E+15\",9.00,EUR\nE+12,9.00,EUR\n12E+,9.00,EUR\n");
    std::vector<std::string> numbers;
    for (const auto& order : got.all<model::Order>()) numbers.push_back(order.number);
    CHECK(numbers == std::vector<std::string>{"8", "CODE+12", "E+12", "12E+"});
    CHECK(got.findings.tally.rejected == 2);
    CHECK(got.adds_up());
}

TEST_CASE("table: no key or password leaves in clear")
{
    ReadOptions options;
    options.secret_key = "k";
    const auto got =
        read("时间,订单号,卡密,查询密码\n2024-01-02 10:00:00,A1,\"KEY-AAAA-1111\nKEY-BBBB-2222\",pass1234\n", options);
    REQUIRE(got.all<model::Event>().size() == 2);
    CHECK(got.all<model::Event>()[0].ref == fingerprint("KEY-AAAA-1111", "k"));
    const auto shop = read(
        "order_sn,goods_id,actual_price,search_pwd,info,status,created_at\n"
        "S1,1,9.90,pwd99999,KEY-CCCC-3333,4,2024-01-02 10:00:00\nS2,1,9.90,,account: KEY-DDDD-4444,1,2024-01-02 10:00:00\n",
        options);
    CHECK(shop.all<model::Order>()[0].status == "completed");
    CHECK(shop.all<model::Event>().size() == 1);
    for (const auto& lines : {got.lines, shop.lines})
        for (const auto* secret : {"KEY-", "pass1234", "pwd99999"}) CHECK(lines.find(secret) == std::string::npos);
}

TEST_CASE("table: maps")
{
    const std::string table = "a,b,c\nX1,05/06/2024,\"1.234,50\"\n";
    ReadOptions options;
    options.map = "type=\"order\"\nplatform=\"p\"\ntimezone=\"UTC\"\ncurrency=\"EUR\"\ndate_order=\"MDY\"\n[columns]"
                  "\nnumber=\"A\"\nplaced=[\"x\",\"b\"]\namount=\"c\"\n";
    const auto got = read(table, options);
    REQUIRE(got.all<model::Order>().size() == 1);
    const auto order = got.all<model::Order>()[0];
    CHECK(order.platform == "p");
    CHECK(order.amount == Money{123450, 2, "EUR"});
    REQUIRE(order.placed.at);
    CHECK(time::to_rfc3339(*order.placed.at) == "2024-05-06T00:00:00Z");
    CHECK(order.placed.from == model::ZoneFrom::option);
    CHECK_FALSE(got.findings.date_order_ambiguous);
    CHECK(hint_of("type=\"order\"\n[columns]\nnumber=\"zz\"\n", table).find("a, b, c") != std::string::npos);
    CHECK(hint_of("type=\"order\"\n[columns]\nnummer=\"a\"\n", table).find("no field 'nummer'") != std::string::npos);
    CHECK(hint_of("type=\"thing\"\n", table) != "");
    CHECK(hint_of("type=\"order\"\ntimezone=\"Mars/Base\"\n[columns]\nnumber=\"a\"\n", table) != "");
    CHECK(hint_of("type=\"order\"\n", table) != "");
    CHECK(event_kind("  已发货 ", {}) == "shipped");
    CHECK(event_kind("Code sent", {}) == "code_sent");
    CHECK(event_kind("Foo bar", {}) == "foo_bar");
    CHECK(event_kind("x", {{"x", "paid"}}) == "paid");
}

TEST_CASE("table: one that says nothing is refused without quoting its people")
{
    try {
        read("x,y\nann@example.com,4155550100\n");
        FAIL("read");
    } catch (const Error& e) {
        CHECK(std::string(e.what()).find("x, y") != std::string::npos);
        CHECK(e.hint().en().find("number = \"x\"") != std::string::npos);
    }
    try {
        read("ann@example.com,4155550100\nbob@example.com,4155550101\n");
        FAIL("read");
    } catch (const Error& e) {
        CHECK(std::string(e.what()).find("example.com") == std::string::npos);
        CHECK(e.hint().en().find("415555") == std::string::npos);
    }
}

TEST_CASE("table: JSON in its shapes")
{
    struct Case {
        const char* bytes;
        std::size_t orders, rejected;
        const char* unit;
    };
    const Case cases[] = {
        {"[{\"order_number\":\"1\",\"total\":\"2.00\"},{\"order_number\":2,\"total\":3}]", 2, 0, "element"},
        {"{\"count\":2,\"orders\":[{\"order_number\":\"1\",\"total\":\"2.00\"}, 7]}", 1, 1, "element"},
        {"{\"order_number\":\"1\",\"total\":\"2.00\",\"line_items\":[{\"a\":1}]}\n{\"order_number\":\"2\",\"total\":\"2."
         "00\"}\nx\n\n",
         2, 1, "line"},
        {"{\"order_number\":\"1\",\"total\":\"2.00\"}", 1, 0, "line"},
        {"[{\"order_number\":\"1]\",\"total\":\"2,00\"},{\"order_number\":\"cut", 1, 1, "element"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.bytes);
        const auto got = read(c.bytes);
        CHECK(got.all<model::Order>().size() == c.orders);
        CHECK(got.findings.tally.rejected == c.rejected);
        CHECK(got.findings.tally.unit == c.unit);
        CHECK(got.adds_up());
    }
    const std::string array =
        " [ {\"order_number\":\"1\",\"total\":\"2.00\"} ,\n {\"order_number\":\"2\",\"total\":\"2.00\"}]";
    const auto got = read(array);
    const auto& second = got.records[1].sources[0];
    CHECK(array.substr(second.offset, second.length) == "{\"order_number\":\"2\",\"total\":\"2.00\"}");
    CHECK(second.position == 2);
}

TEST_CASE("JSON of somebody's words is no table of reviews unless it says so")
{
    const struct {
        const char* json;
        bool table;
    } rows[] = {
        {R"([{"author":"A","content":"hi","created_at":"2026-03-01T12:00:00Z"}])", false},
        {R"({"messages":[{"id":1,"author":{"name":"A"},"content":"hi","timestamp":"2026-03-01T12:00:00Z"}]})", false},
        {R"([{"author":"A","content":"good","created_at":"2026-03-01","rating":5}])", true},
        {R"([{"reviewerName":"A","reviewText":"good","unixReviewTime":1772366400}])", true},
        {R"([{"author":"A","评价内容":"好","时间":"2026-03-01"}])", true},
        {R"([{"order_number":"1","total":"5.00","status":"paid"}])", true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.json);
        CHECK((format_table.sniff(test::probe_of(row.json)) > 0) == row.table);
    }
}
