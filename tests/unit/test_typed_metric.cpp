#include "analyze/typed_metric.hpp"
#include "base/error.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::analyze;
using doctest::Approx;

namespace {

profile::Metric metric(std::string unit, std::string better = "", std::optional<double> threshold = {})
{
    profile::Metric m;
    m.name = "m";
    m.unit = std::move(unit);
    m.better = std::move(better);
    m.threshold = threshold;
    return m;
}

} // namespace

TEST_CASE("typed metric: OKX's published figure from its own counts")
{
    // 680 done, 37 cancelled, published 0.9483: cut off, not rounded (0.948396…).
    const Figure figure = read_figure("680 done 37 cancelled", metric("percent"));
    CHECK(figure.value == 94.83);
    CHECK(figure.total == 717);
    CHECK(figure.done == 680);
    CHECK(figure.cancelled == 37);
    REQUIRE(figure.interval);
    CHECK(figure.interval->low == Approx(92.9681).epsilon(1e-5)); // Wilson, worked out apart from this code
    CHECK(figure.interval->high == Approx(96.2332).epsilon(1e-5));
}

TEST_CASE("typed metric: ways to write it")
{
    struct Row {
        const char* text;
        const char* unit;
        double value;
        std::int64_t total; // -1: none
    };
    const Row rows[] = {
        {"98.2%", "percent", 98.2, -1},
        {" 98.2 % ", "percent", 98.2, -1},
        {"９８．２％", "percent", 98.2, -1},
        {"0%", "percent", 0, -1},
        {"98.2% of 717", "percent", 98.2, 717},
        {"98.2% out of 1,717 orders", "percent", 98.2, 1717},
        {"98.2%/717", "percent", 98.2, 717},
        {"98.2%，共717单", "percent", 98.2, 717},
        {"680 of 717", "percent", 94.83, 717},
        {"680/717", "percent", 94.83, 717},
        {"717 of 717", "percent", 100, 717},
        {"1 of 3", "percent", 33.33, 3},
        {"2 of 3", "percent", 66.66, 3},
        {"680 completed, 37 canceled", "percent", 94.83, 717},
        {"Done 680; Cancelled 37", "percent", 94.83, 717},
        {"完成680、取消37", "percent", 94.83, 717},
        {"已完成 680 单，已取消 37 单", "percent", 94.83, 717},
        {"4.7", "stars", 4.7, -1},
        {"4.7 of 1200", "stars", 4.7, 1200},
        {"4.7 共 1200 条", "stars", 4.7, 1200},
        {"5", "stars", 5, -1},
        {"12", "minutes", 12, -1},
        {"1,200", "points", 1200, -1},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const Figure figure = read_figure(row.text, metric(row.unit));
        CHECK(figure.value == Approx(row.value));
        CHECK(figure.total.value_or(-1) == row.total);
        CHECK(figure.interval.has_value() == (row.total > 0));
    }
}

TEST_CASE("typed metric: what is refused")
{
    const std::pair<const char*, const char*> rows[] = {
        {"", "percent"},
        {"98.2", "percent"},
        {"101%", "percent"},
        {"-1%", "percent"},
        {"98,2%", "percent"},
        {"1,20%", "percent"},
        {"98.2%%", "percent"},
        {"98.2.1%", "percent"},
        {"98.%", "percent"},
        {".5%", "percent"},
        {"98.2% of", "percent"},
        {"98.2% of 0", "percent"},
        {"3% of 10", "percent"},
        {"98.2% of 10", "percent"},
        {"98.2% of 7.5", "percent"},
        {"680 of 0", "percent"},
        {"717 of 680", "percent"},
        {"680 done", "percent"},
        {"680 done 37 done", "percent"},
        {"37 cancelled 680 done", "percent"},
        {"98.2% about", "percent"},
        {"98.20001%", "percent"},
        {"1e2%", "percent"},
        {"9999999999999%", "percent"},
        {"680 of 99999999999", "percent"},
        {"0.9", "stars"},
        {"5.1", "stars"},
        {"94%", "stars"},
        {"4.7 of 0", "stars"},
        {"4.7 done 3 cancelled", "stars"},
        {"12%", "minutes"},
        {"twelve", "minutes"},
    };
    for (const auto& row : rows) {
        const auto& text = row.first;
        CAPTURE(text);
        CHECK_THROWS_AS(read_figure(text, metric(row.second)), Error);
    }
}

TEST_CASE("typed metric: a shown percentage stands for the counts that show so")
{
    // Of 8, only 8 shows 100 %; of 3, 66.6 is 2 cut off and 66.7 is 2 rounded; of 100000, 98.2 is a span of counts.
    const auto of = [](const char* text) { return *read_figure(text, metric("percent")).interval; };
    CHECK(of("100% of 8").low == Approx(67.55924).epsilon(1e-5));
    CHECK(of("100% of 8").high == 100);
    CHECK(of("66.6% of 3").low == of("66.7% of 3").low);
    CHECK(of("66.66% of 3").high == of("2 of 3").high);
    CHECK(of("98.2% of 100000").low < of("98200 of 100000").low);
    CHECK(of("98.2% of 100000").high > of("98299 of 100000").low);
    CHECK(of("0% of 10").low == 0);
}

TEST_CASE("typed metric: the widest interval a mean of ratings allows")
{
    const Figure figure = read_figure("4.7 of 1200", metric("stars"));
    CHECK(figure.interval->low == Approx(4.58067).epsilon(1e-5)); // 1 + 4 * Wilson of (4.65 - 1) / 4
    CHECK(figure.interval->high == Approx(4.84384).epsilon(1e-5));
    CHECK(read_figure("5 of 10", metric("stars")).interval->high == Approx(5));
}

TEST_CASE("typed metric: shares of money have no interval")
{
    auto amounts = metric("percent", "lower", 1.5);
    amounts.amounts = true;
    CHECK_FALSE(read_figure("0.9% of 400", amounts).interval);
    CHECK(read_figure("0.9% of 400", amounts).total == 400);
    CHECK(keeps_threshold(1.4, amounts) == true);
    CHECK(keeps_threshold(1.5, amounts) == false); // "1.5 % or more"
    CHECK(keeps_threshold(90, metric("percent", "higher", 90)) == true);
    CHECK_FALSE(keeps_threshold(90, metric("percent", "", 90)));
    CHECK_FALSE(keeps_threshold(90, metric("percent", "higher")));
}

TEST_CASE("typed metric: the line and the name")
{
    const MetricWords words = split_metric("  okx-c2c  completion_rate\t98.2%  of 717 ");
    CHECK(words.platform == "okx-c2c");
    CHECK(words.name == "completion_rate");
    CHECK(words.figure == "98.2%  of 717");
    for (const char* line : {"", "okx-c2c", "okx-c2c completion_rate", " \t "}) CHECK_THROWS_AS(split_metric(line), Error);

    profile::Profile profile;
    profile.id = "p";
    for (const char* name : {"completion", "completion_30d", "positive"}) {
        profile.metrics.push_back(metric("percent"));
        profile.metrics.back().name = name;
    }
    profile.metrics.back().label = {"Good reviews", "好评率"};
    CHECK(pick_metric(profile, "completion").name == "completion"); // exactly, though another begins so
    CHECK(pick_metric(profile, "completion_3").name == "completion_30d");
    CHECK(pick_metric(profile, "好评").name == "positive");
    CHECK(pick_metric(profile, "good").name == "positive");
    CHECK_THROWS_AS(pick_metric(profile, "comp"), Error);
    CHECK_THROWS_WITH(pick_metric(profile, "positve"), doctest::Contains("names no figure of p"));
}
