#include "analyze/lint.hpp"
#include "analyze/sent.hpp"
#include "base/toml.hpp"

#include <doctest/doctest.h>

using namespace redress;
using analyze::Interruptions;

namespace {

Instant at(int second)
{
    return time::from_epoch(1'770'000'000 + 7 + second); // seven seconds past a whole minute
}

std::vector<std::uint64_t> one_thread(const std::vector<std::pair<char, int>>& turns, int offset = 0)
{
    Interruptions all;
    std::uint64_t number = 0;
    for (const auto& [who, second] : turns) {
        ++number;
        if (who == 'b') all.buyer("t", at(second + offset));
        if (who == 's') all.seller("t", at(second + offset), number);
    }
    return all.found();
}

} // namespace

TEST_CASE("an answer cuts a buyer short")
{
    using Found = std::vector<std::uint64_t>;
    CHECK(one_thread({{'b', 0}, {'b', 20}, {'s', 30}, {'b', 40}}) == Found{3});
    CHECK(one_thread({{'b', 0}, {'b', 20}, {'s', 30}, {'s', 35}, {'b', 40}}) == Found{3}); // the first answer did
    CHECK(one_thread({{'b', 0}, {'s', 5}, {'b', 10}}).empty());                            // no run yet
    CHECK(one_thread({{'b', 0}, {'b', 20}, {'s', 51}, {'b', 55}}).empty());                // the buyer had paused
    CHECK(one_thread({{'b', 0}, {'b', 20}, {'s', 30}, {'b', 46}}).empty());                // had time to read it
    CHECK(one_thread({{'b', 0}, {'b', 61}, {'s', 62}, {'b', 63}}).empty());                // two runs of one
    CHECK(one_thread({{'b', 0}, {'b', 20}, {'s', 30}}).empty());
    CHECK(one_thread({}).empty());
    CHECK(one_thread({{'b', 0}, {'b', 20}, {'s', 30}, {'b', 40}, {'b', 50}, {'s', 60}, {'b', 70}}) == Found{3, 6});
}

TEST_CASE("of times to the minute nothing is said")
{
    const int to_minute = 53;
    CHECK(one_thread({{'b', 0}, {'b', 0}, {'s', 0}, {'b', 0}}, to_minute).empty());
    CHECK(one_thread({{'b', 0}, {'b', 0}, {'s', 0}, {'b', 0}, {'b', 600}, {'s', 601}}, to_minute).size() == 1);
}

TEST_CASE("sentences and what makes two the same")
{
    CHECK(analyze::sentences("您好，亲。无法退款！\n谢谢") == std::vector<std::string_view>{"您好，亲", "无法退款", "谢谢"});
    CHECK(analyze::sentences("No. 5.50 is all; sorry") == std::vector<std::string_view>{"No", "5.50 is all", "sorry"});
    CHECK(analyze::sentences("").empty());
    CHECK(analyze::sentences("。。 \n!").empty());
    CHECK(analyze::sentence_key("訂單１２３無法 退款哦～") == analyze::sentence_key("订单456，无法退款哦"));
    CHECK(analyze::sentence_key("We can't refund #12") == analyze::sentence_key("we CAN'T refund: #13!"));
    CHECK(analyze::sentence_key("无法退款") != analyze::sentence_key("无法换货"));
    CHECK(analyze::sentence_key("😀 123").empty());
}

TEST_CASE("a third time counts, twice in one message does not")
{
    analyze::Repeats repeats;
    CHECK_FALSE(repeats.again("t", "k", 1));
    CHECK_FALSE(repeats.again("t", "k", 1));
    CHECK_FALSE(repeats.again("t", "k", 2));
    CHECK_FALSE(repeats.again("u", "k", 3)); // another buyer
    CHECK_FALSE(repeats.again("t", "l", 3));
    CHECK(repeats.again("t", "k", 4));
    CHECK_FALSE(repeats.again("t", "k", 4));
    CHECK_FALSE(repeats.again("t", "k", 5));
    CHECK_FALSE(repeats.again("t", "k", 6));
    CHECK(repeats.again("t", "k", 7));
}

TEST_CASE("the shipped refusals find their examples")
{
    profile::RuleSet set;
    profile::load_rules(set, TEST_SOURCE_DIR "/share/rules/sent");
    REQUIRE(set.rules.size() == 3);
    analyze::Linter linter(set);
    for (const auto& rule : set.rules) {
        const auto found = [&](const std::string& text) {
            return !linter
                        .check({.text = text, .kind = "reply", .languages = analyze::languages_of(text, rule.lang)}, rule.id)
                        .empty();
        };
        CHECK(rule.good.size() >= 2);
        CHECK(rule.bad.size() >= 2);
        for (const auto& text : rule.good) CHECK_MESSAGE(!found(text), text);
        for (const auto& text : rule.bad) CHECK_MESSAGE(found(text), text);
    }
}
