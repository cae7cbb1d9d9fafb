#include "analyze/shapes.hpp"

#include <doctest/doctest.h>

using namespace redress::analyze;

namespace {

std::string found(const char* shape, std::string_view text)
{
    const auto* s = find_shape(shape);
    REQUIRE(s != nullptr);
    NormalText normal;
    normalise(text, normal);
    const std::string_view where = s->on_original ? text : std::string_view(normal.text);
    std::vector<ShapeSpan> spans;
    s->find(where, spans);
    return spans.empty() ? "-" : std::string(where.substr(spans.front().begin, spans.front().end - spans.front().begin));
}

} // namespace

TEST_CASE("numbers of persons")
{
    struct Row {
        const char *shape, *text, *want;
    };
    static constexpr Row rows[] = {
        {"mobile-cn", "电话13900001234。", "13900001234"},
        {"mobile-cn", "１３９０００１２３４５", "13900012345"},
        {"mobile-cn", "+86 139 0000 1234", "+86 139 0000 1234"},
        {"mobile-cn", "139-0000-1234", "139-0000-1234"},
        {"mobile-cn", "1390000123456", "-"},
        {"mobile-cn", "No139000012345", "-"},
        {"mobile-cn", "139****1234", "-"},
        {"mobile-cn", "12900001234", "-"},
        {"phone", "+1 202-555-0147", "+1 202-555-0147"},
        {"phone", "(202) 555-0147", "(202) 555-0147"},
        {"phone", "202-555-0147", "202-555-0147"},
        {"phone", "800-555-0147", "-"},
        {"phone", "2025550147", "-"},
        {"phone", "612 345 678", "612 345 678"},
        {"phone", "2026-11-22 10:00", "-"},
        {"id-card-cn", "号11010519491231002X的", "11010519491231002x"},
        {"id-card-cn", "11010519491231002Y", "-"},
        {"bank-card", "4111 1111 1111 1111", "4111 1111 1111 1111"},
        {"bank-card", "4111 1111 1111 1112", "-"},
        {"bank-card", "9111111111111111", "-"},
        {"bank-card", "41111111111111111111111", "-"},
        {"dni-es", "DNI 12345678Z.", "12345678z"},
        {"dni-es", "12345678A", "-"},
        {"e-mail", "写信jane@example.com吧", "jane@example.com"},
        {"e-mail", "support@example.com", "-"},
        {"e-mail", "a@b", "-"},
        {"e-mail", "@home and user@", "-"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.shape, row.text) == row.want);
    }
}

TEST_CASE("slots, shouting")
{
    struct Row {
        const char *shape, *text, *want;
    };
    static constexpr Row rows[] = {
        {"placeholder", "您好{{买家}}", "{{买家}}"},
        {"placeholder", "Hola {nombre},", "{nombre}"},
        {"placeholder", "[ORDER NO] is late", "[ORDER NO]"},
        {"placeholder", "[Your Name]", "[Your Name]"},
        {"placeholder", "【请填写】", "【请填写】"},
        {"placeholder", "【订单号】123", "-"},
        {"placeholder", "【预售】", "-"},
        {"placeholder", "[微笑]", "-"},
        {"placeholder", "[link](https://example.com)", "-"},
        {"placeholder", "XXXL", "-"},
        {"placeholder", "XXX", "XXX"},
        {"placeholder", "尊敬的XX女士", "XX"},
        {"placeholder", "love xxx", "-"},
        {"placeholder", "138XXXX0000", "-"},
        {"placeholder", "单号：____", "____"},
        {"placeholder", "snake___case", "-"},
        {"placeholder", "100% sure", "-"},
        {"placeholder", "Hi %s,", "%s"},
        {"placeholder", "{", "-"},
        {"placeholder", "{{", "-"},
        {"placeholder", "", "-"},
        {"shouting", "STOP WRITING TO ME", "STOP WRITING TO ME"},
        {"shouting", "USB HDMI VGA DVI", "-"},
        {"shouting", "I AM", "-"},
        {"exclamations", "烦！！！", "！！！"},
        {"exclamations", "好!!", "-"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(found(row.shape, row.text) == row.want);
    }
}

TEST_CASE("two spaces between words, but no columns and no line breaks of Markdown")
{
    const auto* shape = find_shape("double-space");
    REQUIRE(shape);
    const auto found = [&](std::string_view text) {
        std::vector<ShapeSpan> out;
        shape->find(text, out);
        std::vector<std::size_t> begins;
        for (const auto& span : out) {
            CHECK(text.substr(span.begin, span.end - span.begin) == "  ");
            begins.push_back(span.begin);
        }
        return begins;
    };
    using At = std::vector<std::size_t>;
    CHECK(found("a  b") == At{1});
    CHECK(found("Hi,  you\n  indented  line\nend") == At{3, 19});
    CHECK(found("您好  亲") == At{6});
    for (const auto* text : {"", "  ", "    ", "a  ", "  a", "a   b", "a  b  c", "a.  B", "a  | b", "a  \nb", "a\t  b  c",
                             "- a  - b", "a  b\tc"})
        CHECK_MESSAGE(found(text).empty(), text);
}
