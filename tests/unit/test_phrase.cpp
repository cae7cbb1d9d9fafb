#include "analyze/phrase_bank.hpp"
#include "base/error.hpp"

#include <doctest/doctest.h>

using redress::analyze::PhraseBank;

namespace {

std::string found(const std::string& pattern, const std::string& text, bool latin)
{
    const redress::analyze::WordLists words{{"who", {"您", "你们?"}}, {"act", {"查", "<who>看"}}};
    PhraseBank bank;
    const auto span =
        bank[bank.add(pattern, words, latin, nullptr).number].find(text, redress::analyze::Starts(text), 0, text.size());
    return span ? text.substr(span->begin, span->end - span->begin) : "-";
}

} // namespace

TEST_CASE("phrases: gaps, choices, lists, sentence ends")
{
    CHECK(found("您~3错", "您是弄错了", false) == "您是弄错");
    CHECK(found("您~2错", "您是不是弄错了", false) == "-");
    CHECK(found("您~8错", "谢谢您。没错", false) == "-"); // a gap stays in its sentence
    CHECK(found("您~~8错", "谢谢您。没错", false) == "您。没错");
    CHECK(found("<who>~1<act>", "你们先查", false) == "你们先查");
    CHECK(found("(好|很好)+的?$", "好很好的", false) == "好很好的");
    CHECK(found("^(嗯|好)+$", "嗯好嗯", false) == "嗯好嗯");
    CHECK(found("^(嗯|好)+$", "嗯好的", false) == "-");
    CHECK(found("[0-9]+元", "返12元", false) == "12元");
    CHECK(found("[^不]退", "不退", false) == "-");
    CHECK(found("哈~", "哈~", false) == "哈~"); // no digit behind it: the dash itself
    CHECK(found("好吗\\?", "好吗?", false) == "好吗?");
    CHECK(found("好吗？", "好吗?", false) == "好吗?"); // full-width punctuation is never an operator
}

TEST_CASE("phrases: Latin words match whole, gaps count words")
{
    CHECK(found("no~2refund%", "there is no full refunding", true) == "no full refunding");
    CHECK(found("no~2refund%", "a piano for refund", true) == "-");
    CHECK(found("no~2refund", "no refunds", true) == "-");
    CHECK(found("no~1refund", "no very long refund", true) == "-");
    CHECK(found("no~2refund", "no. refund", true) == "-");
    CHECK(found("get~3\\$[0-9]+", "get up to $5", true) == "get up to $5");
    CHECK(found("ok", "book", true) == "-");
    // Beside Chinese a Latin word ends where the Chinese begins; beside a digit as well.
    CHECK(found("加~2qq", "请加qq聊", false) == "加qq");
    CHECK(found("加~2qq", "加qq123", false) == "加qq");
    CHECK(found("加~2qq", "加qqx", false) == "-");
    CHECK(found("[0-9]+天", "第17天", false) == "17天");
}

TEST_CASE("phrases: anchors, reach and faults")
{
    const redress::analyze::WordLists none;
    const redress::analyze::WordFrequencies plain;
    PhraseBank bank;
    CHECK(bank.add("(系统|后台)~4显示", none, false, &plain).anchors == std::vector<std::string>{"显示"});
    CHECK(bank.add("我?退款", none, false, &plain).anchors == std::vector<std::string>{"退款"});
    CHECK(bank.add("[0-9]~3", none, false, &plain).anchors.empty());
    const auto far = bank[bank.add("[0-9]~2退款", none, false, &plain).number];
    CHECK(far.nearest() == 1);
    CHECK(far.farthest() == 4 + 2 * 4);
    // Neighbours are joined where that makes rarer words.
    CHECK(bank.add("(不|没)(改|删)", none, false, &plain).anchors ==
          std::vector<std::string>{"不删", "不改", "没删", "没改"});
    CHECK(bank.add("加?微信", none, false, &plain).anchors == std::vector<std::string>{"微信"});
    CHECK(bank[bank.add("您~3(记错|弄错)", none, false, &plain).number].farthest() == 3 + 3 * 4);
    for (const auto* bad : {"(a", "a)", "[a", "<none>", "a|*", "a~99", "a\\", "a?", "", "(a|)"})
        CHECK_THROWS_AS(bank.add(bad, none, false, &plain), redress::Error);
    const redress::analyze::WordLists loop{{"a", {"<b>"}}, {"b", {"<a>"}}};
    CHECK_THROWS_AS(bank.add("<a>", loop, false, nullptr), redress::Error);
}

TEST_CASE("phrases: a pattern made to explode gives up")
{
    const redress::analyze::WordLists none;
    const redress::analyze::WordFrequencies plain;
    PhraseBank bank;
    const auto phrase = bank[bank.add("(a|aa|aaa)+(a|aa)+(a|aa|aaa)+b", none, false, &plain).number];
    const std::string text(4000, 'a');
    CHECK_FALSE(phrase.find(text, redress::analyze::Starts(text), 0, text.size()).has_value());
}

TEST_CASE("a phrase may begin with what repeats")
{
    PhraseBank bank;
    const auto phrase = bank[bank.add("(亲|您)*好的", {}, false, nullptr).number];
    CHECK(phrase.match_at("亲您亲好的", 0) == std::string_view("亲您亲好的").size());
    CHECK(phrase.match_at("好的", 0) == std::string_view("好的").size());
    CHECK_FALSE(phrase.match_at("亲亲", 0));
}
