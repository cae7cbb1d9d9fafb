#include "model/merge.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::model;

namespace {

Record order(Order body, Json extra = Json::object())
{
    Record out;
    out.body = std::move(body);
    out.extra = std::move(extra);
    return out;
}

} // namespace

TEST_CASE("an export keeps what it says and is filled where it is silent")
{
    Order list;
    list.number = "11";
    list.buyer.name = "Jane";
    list.status = "交易成功";
    list.amount = Money{900, 2, "CNY"};
    list.refs = {{"tracking", "78"}};
    list.placed.local = "2018-08-25T13:28:00";
    Order detail;
    detail.number = "11";
    detail.items = {{"Mug", "M", 2, Money{450, 2, "CNY"}}};
    detail.refs = {{"tracking", "79"}, {"transaction", "T"}};
    auto one = order(detail, Json::object().set("lines", 1));
    fill_gaps(one, order(list, Json::object().set("carrier", "x").set("lines", 2)));
    const auto& both = std::get<Order>(one.body);
    CHECK(both.buyer.name == "Jane");
    CHECK(both.status == "交易成功");
    CHECK(both.amount == list.amount);
    CHECK(both.items == detail.items);
    CHECK(both.placed.local == list.placed.local);
    CHECK(both.refs == std::vector<Ref>{{"tracking", "79"}, {"transaction", "T"}});
    CHECK(one.extra["carrier"].string_or("") == "x");
    CHECK(one.extra["lines"].integer() == 1);
    auto other = order(list);
    fill_gaps(other, order(detail));
    CHECK(std::get<Order>(other.body).items == detail.items);
    CHECK(std::get<Order>(other.body).refs == std::vector<Ref>{{"tracking", "78"}, {"transaction", "T"}});
}

TEST_CASE("only orders are filled")
{
    Record event;
    event.body = Event{};
    fill_gaps(event, order({}, Json::object().set("a", 1)));
    CHECK(event.extra.find("a") == nullptr);
}
