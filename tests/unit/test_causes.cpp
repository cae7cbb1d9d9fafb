#include "analyze/causes.hpp"
#include "base/error.hpp"
#include "base/toml.hpp"

#include <doctest/doctest.h>

using namespace redress;
using namespace redress::analyze;

namespace {

const FoldTable& table()
{
    static const FoldTable made = make_fold_table();
    return made;
}

std::string first(const CauseModel& model, std::string_view text)
{
    return std::string(to_string(causes(model, table(), text)[0].code));
}

} // namespace

TEST_CASE("causes: one plain complaint of each kind in two languages")
{
    const CauseModel model = load_causes(toml::load(TEST_SOURCE_DIR "/share/models/causes.toml"), table());
    const std::pair<const char*, const char*> rows[] = {
        {"客服态度恶劣，发了几条消息都不回", "communication"},
        {"The seller was rude and never replied to my messages", "communication"},
        {"等了两个小时才送到，还送错了", "process"},
        {"等了兩個小時才送到，還送錯了", "process"},
        {"My order never arrived and they refuse a refund", "process"},
        {"卡密一直没收到", "process"},
        {"质量太差，穿了一次就掉色", "mismatch"},
        {"Not as described, poor quality and overpriced", "mismatch"},
        {"卡密是已使用的，激活不了", "mismatch"},
        {"因为台风快递停运了", "force_majeure"},
        {"Delayed because of the typhoon and customs", "force_majeure"},
        {"不给返现就差评，加我微信", "malicious"},
        {"Give me 20 dollars or else I will leave a bad review", "malicious"},
        {"差评", "unclear"},
        {"失望", "unclear"},
        {"", "unclear"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.first);
        CHECK(first(model, row.first) == row.second);
    }
}

TEST_CASE("causes: probabilities add up and fall")
{
    const CauseModel model = load_causes(toml::load(TEST_SOURCE_DIR "/share/models/causes.toml"), table());
    const Causes found = causes(model, table(), "送餐太慢，态度也不好");
    double sum = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        sum += found[i].p;
        if (i > 0) CHECK(found[i - 1].p >= found[i].p);
    }
    CHECK(sum == doctest::Approx(1));
}

TEST_CASE("causes: how cues match")
{
    const char* lexicon =
        "[prior]\nunclear = 1.0\n[[group]]\nname='g'\ncode='process'\nweight=5.0\ncue=['送*慢', 'late~', 'art', 'x*y']\n";
    const CauseModel model = load_causes(toml::parse(lexicon, "test"), table());
    const std::pair<const char*, bool> rows[] = {
        {"送得真的是慢", true},
        {"送。慢", false}, // not across sentences
        {"送一二三四五六七八九十一二慢", true},
        {"送一二三四五六七八九十一二三慢", false},
        {"too LATE", true},
        {"lateness", true}, // open end
        {"plate", false},
        {"art", true},
        {"artful", false},
        {"cart", false},
        {"x and y", true},
        {"x and you", false},
        {"慢送", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.first);
        CHECK((first(model, row.first) == "process") == row.second);
    }
}

TEST_CASE("causes: a lexicon that does not fit is refused")
{
    for (const char* lexicon :
         {"", "[[group]]\nname='g'\ncode='nonsense'\ncue=['a']\n", "[[group]]\ncode='process'\ncue=['a']\n",
          "[[group]]\nname='g'\ncode='process'\ncue=['']\n", "[[group]]\nname='g'\ncode='process'\ncue=['a*']\n"})
        CHECK_THROWS_AS(load_causes(toml::parse(lexicon, "test"), table()), Error);
}
