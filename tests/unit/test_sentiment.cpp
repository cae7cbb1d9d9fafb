#include "analyze/sentiment.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <set>

using namespace redress;
using namespace redress::analyze;

namespace {

const std::string folder = TEST_SOURCE_DIR "/share/models/";

const Model& shipped()
{
    static const Model model = load_model(read_file(folder + "sentiment.bin"), read_file(folder + "sentiment.sha256"));
    return model;
}

std::set<std::uint32_t> features(std::string_view text)
{
    const auto folded = std::make_unique<Folded>();
    fold(text, shipped().fold, *folded);
    std::set<std::uint32_t> out;
    each_feature(*folded, [&](std::uint32_t h) { out.insert(h); });
    return out;
}

} // namespace

TEST_CASE("sentiment: plain cases in three languages")
{
    struct Row {
        const char* text;
        Label label;
    };
    const Row rows[] = {{"质量很好，物流也快，非常满意", Label::positive},
                        {"太差了，用了两天就坏了，客服也不理人", Label::negative},
                        {"難吃死了，再也不會點了", Label::negative}, // traditional
                        {"味道不错，送餐很快，下次还点", Label::positive},
                        {"Great product, works perfectly and arrived early.", Label::positive},
                        {"Terrible quality. It broke after two days, waste of money.", Label::negative},
                        {"Excelente producto, muy contento con la compra", Label::positive},
                        {"No funciona, mala calidad, quiero mi dinero", Label::negative},
                        {"", Label::neutral},
                        {"   \n\t ", Label::neutral}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const Sentiment s = score(shipped(), row.text);
        CHECK(to_string(s.label) == to_string(row.label));
        CHECK(s.p_negative >= 0);
        CHECK(s.p_negative <= 1);
    }
    CHECK(score(shipped(), "").p_negative == 0.5);
}

TEST_CASE("sentiment: what looks different but reads the same scores the same")
{
    CHECK(features("ＧＲＥＡＴ　product") == features("great product"));
    CHECK(features("質量很好") == features("质量很好"));
    CHECK(features("Envío rápido") == features("envio rapido"));
    CHECK(features("好好好好好好好好") == features("好好好"));
    CHECK(features("good\u200B") == features("good"));
    CHECK(features("good") != features("bad"));
}

TEST_CASE("sentiment: ugly input")
{
    const std::string inputs[] = {"\xFF\xFE\x80",
                                  "\xE4\xBD",
                                  std::string(100000, 'a'),
                                  std::string("a\0b", 3),
                                  "\xF0\x9F\x98\x80",
                                  "\xF8\x88\x80\x80\x80",
                                  std::string(5999, ' ') + "好"};
    for (const std::string& input : inputs) {
        const Sentiment s = score(shipped(), input);
        CHECK(s.p_negative >= 0);
        CHECK(s.p_negative <= 1);
    }
}

TEST_CASE("sentiment: a changed model is refused")
{
    std::string bytes = read_file(folder + "sentiment.bin");
    const std::string checksum = read_file(folder + "sentiment.sha256");
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] + 1);
    CHECK_THROWS_AS(load_model(bytes, checksum), Error);
    CHECK_THROWS_AS(load_model(bytes, ""), Error);
    // A right checksum does not make a wrong file right.
    for (const std::string& wrong : {std::string(), std::string("redress-sentiment 1\n"),
                                     std::string("redress-sentiment 1\n") + std::string(60, '\xFF')})
        CHECK_THROWS_AS(load_model(wrong, hash::sha256(wrong)), Error);
    try {
        load_model(bytes, checksum);
    } catch (const Error& error) {
        CHECK(error.exit() == Exit::failed);
        CHECK_FALSE(error.hint().empty());
    }
}

TEST_CASE("sentiment: a model written and read is the same")
{
    Model model;
    model.fold = fold_table_from({});
    model.fold[u'A'] = u'a';
    model.bits = 8;
    model.scale = 2;
    model.bias_letters = 0.5;
    model.table.assign(512, 127);
    prepare(model);
    const std::string bytes = save_model(model);
    const Model again = load_model(bytes, hash::sha256(bytes));
    CHECK(again.table == model.table);
    CHECK(again.fold == model.fold);
    CHECK(again.weight[255] == doctest::Approx(2));
    CHECK(again.weight[128 - 127] == doctest::Approx(-2));
    CHECK(score(again, "Abc").p_negative == score(again, "abc").p_negative);
    CHECK(score(again, "abc").label == Label::positive);
}
