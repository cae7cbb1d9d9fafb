#include "store/search.hpp"

#include <doctest/doctest.h>

using namespace redress;

TEST_CASE("index terms are bigrams of CJK runs and folded words")
{
    CHECK(store::index_terms("退款了吗") == "退款 款了 了吗 吗");
    CHECK(store::index_terms("Hello，订单INV-1041") == "hello 订单 单 inv 1041");
    CHECK(store::index_terms("") == "");
    CHECK(store::index_terms("😀 …") == "");
    CHECK(store::index_terms("ＲＥＦＵＮＤ 退") == "refund 退"); // full width folds
}

TEST_CASE("words of one, two and three characters are found in running text")
{
    struct Row {
        const char *text, *query;
        bool found;
    };
    const Row rows[] = {
        {"请问什么时候退款呢", "退", true},
        {"请问什么时候退款呢", "退款", true},
        {"请问什么时候退款呢", "退款呢", true},
        {"请问什么时候退款呢", "款退", false},
        {"請問什麼時候退款", "什么时候", true}, // traditional meets simplified
        {"你错了哦", "错了", true},
        {"退 款", "退款", false}, // not one word
        {"Refund please", "refund", true},
        {"Refund please", "fund", false}, // Latin words whole
        {"Refund please", "ref*", true},
        {"Refund 退款 please", "please 退款", true}, // every word, any order
        {"Refund please", "please 退款", false},
        {"thanks 😀", "😀", true},
        {"thanks", "😀", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CAPTURE(row.query);
        CHECK(store::matches(row.text, row.query) == row.found);
    }
}
