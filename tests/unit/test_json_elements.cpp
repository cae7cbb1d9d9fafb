#include "ingest/json_elements.hpp"
#include "ingest/json_scan.hpp"
#include "read_format.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace redress;
using namespace redress::ingest;

namespace {

// A stand-in for a format: an object whose "s" is a text is an element, with "sys" a system line, all else is refused.
Taken take_sample(std::string_view json, Reading& reading, std::size_t at, std::uint64_t number)
{
    Taken taken;
    const auto parsed = parse_mended(json, &taken.faults);
    if (!parsed || !parsed->is_object()) return rejected_element(parsed);
    const auto text = (*parsed)["s"].string();
    if (!text) return {Outcome::rejected, "no-text", said("an element without words")};
    taken.outcome = (*parsed)["sys"].is_null() ? Outcome::parsed : Outcome::system;
    Draft draft;
    model::Message message;
    message.text = *text;
    draft.record.sources.push_back(element_source(json, at, number));
    draft.record.body = std::move(message);
    reading.emit(std::move(draft));
    return taken;
}

void read_array(Reading& reading)
{
    JsonElements elements(reading);
    elements.array(json_root(reading.file.bytes()), [&](std::string_view json, std::size_t at, std::uint64_t number) {
        return take_sample(json, reading, at, number);
    });
    elements.finish();
}

void read_lines(Reading& reading)
{
    JsonElements elements(reading);
    elements.lines(json_root(reading.file.bytes()), [&](std::string_view json, std::size_t at, std::uint64_t number) {
        return take_sample(json, reading, at, number);
    });
    elements.finish();
}

const Format array_format{"array", "", 1, nullptr, read_array};
const Format lines_format{"lines", "", 1, nullptr, read_lines};

std::string words(const test::Got& got)
{
    std::string out;
    for (const auto& message : got.all<model::Message>()) out += message.text;
    return out;
}

struct Row {
    std::string bytes;
    const char* words;
    std::uint64_t total, rejected;
    const char* remark; // empty: none
};

void check(const Format& format, const Row& row)
{
    CAPTURE(row.bytes);
    const auto got = test::read_bytes(format, row.bytes);
    CHECK(got.adds_up());
    CHECK(words(got) == row.words);
    CHECK(got.findings.tally.total == row.total);
    CHECK(got.findings.tally.rejected == row.rejected);
    if (*row.remark == '\0')
        CHECK(got.findings.diagnostics.empty());
    else
        CHECK(got.remarked(row.remark));
}

} // namespace

TEST_CASE("elements of a JSON array: damaged ones are counted, whole ones are read")
{
    const Row table[] = {
        {"[]", "", 0, 0, ""},
        {"\xEF\xBB\xBF [ ]", "", 0, 0, ""},
        {R"([{"s":"a"},{"s":"b"}])", "ab", 2, 0, ""},
        {R"([{"s":"a"} {"s":"b"},,])", "ab", 2, 0, ""},
        {R"([{"s":"a"},{"s":"b"})", "ab", 2, 0, "truncated"},
        {R"([{"s":"a"},)", "a", 1, 0, "truncated"},
        {R"([{"s":"a"},{"s":"b)", "a", 2, 1, "truncated"},
        {"[", "", 0, 0, "truncated"},
        {R"([7,null,"x",[1],{"s":"a"}])", "a", 5, 4, "bad-element"},
        {R"([{"x":1},{"s":"a"}])", "a", 2, 1, "no-text"},
        {R"([{"s":"a"},{"s":"open},{"s":"b"},{"s":"c"}])", "abc", 4, 1, "bad-element"},
        {R"([{"s":"open},{"s":"b"}])", "b", 2, 1, "bad-element"},
        {R"([{"s":"a","n":1},{"s":"x","n":[,{"s":"b","n":2}])", "ab", 3, 1, "bad-element"},
        {R"([{"s":"a","n":1},{"s":"x","n":{"s":"inner"},[,{"s":"b","n":2}])", "ab", 3, 1, "bad-element"},
        {R"([{"s":"\x41\ud83d"}])", "A\xEF\xBF\xBD", 1, 0, ""},
        {"[{\"s\":\"\xFF\"}]", "\xEF\xBF\xBD", 1, 0, "bad-encoding"},
        {R"({"s":"a"})", "", 0, 0, ""}, // no array: its caller knows what that means
    };
    for (const auto& row : table) check(array_format, row);
}

TEST_CASE("one element a line: a damaged line costs itself")
{
    const Row table[] = {
        {"", "", 0, 0, ""},
        {"{\"s\":\"a\"}\n\r\n{\"s\":\"b\"}\r\n", "ab", 2, 0, ""},
        {"{\"s\":\"a\"}{\"s\":\"b\"}", "ab", 2, 0, ""},
        {"{\n \"s\": \"a\"\n}\n{\n \"s\": \"b\"\n}\n", "ab", 2, 0, ""},
        {"{\"s\":\"a\"}\nnot JSON at all\n{\"s\":\"b\"}\n", "ab", 3, 1, "bad-element"},
        {"{\"s\":\"open}\n{\"s\":\"b\"}\n{\"s\":\"c\"}\n", "bc", 3, 1, "bad-element"},
        {"{\"s\":\"a\",[\n{\"s\":\"b\"}\n", "b", 2, 1, "bad-element"},
        {"{\"s\":\"a\"}\n{\"s\":\"b", "a", 2, 1, "truncated"},
        {"{\"s\":\"a\"}\n}\n]\n7", "a", 4, 3, "bad-element"},
    };
    for (const auto& row : table) check(lines_format, row);
}

TEST_CASE("an array cut at any byte adds up, and is said to be cut")
{
    const std::string whole = R"([{"s":"a","t":[1,"]"]}, {"s":"b\\\"","sys":{"s":"x"}},
{"s":"c"}])";
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto got = test::read_bytes(array_format, whole.substr(0, size));
        CHECK(got.adds_up());
        CHECK(got.findings.tally.rejected <= 1);
        CHECK(got.remarked("truncated"));
    }
}

TEST_CASE("a source leads to the bytes of its element, a remark to its line")
{
    const std::string bytes = "[{\"s\":\"a\"} ,\n\n{\"x\":1},{\"s\":\"b\"}\n]";
    const auto got = test::read_bytes(array_format, bytes);
    REQUIRE(got.records.size() == 2);
    const auto& source = got.records[1].sources.back();
    CHECK(bytes.substr(source.offset, source.length) == "{\"s\":\"b\"}");
    CHECK(source.position == 3);
    CHECK(source.unit == "element");
    REQUIRE(got.findings.diagnostics.size() == 1);
    CHECK(got.findings.diagnostics[0].line == 3);
}

TEST_CASE("a file that is nothing but damage ends in time")
{
    std::string bytes = "[";
    for (int i = 0; i < 20000; ++i) bytes += "{\"s\":\"a\",\"n\":[,";
    const auto got = test::read_bytes(array_format, bytes);
    CHECK(got.adds_up());
    CHECK(got.findings.tally.parsed == 0);
    CHECK(got.remarked("truncated"));
}

TEST_CASE("a value ends where its last bracket or quote closes, whatever its strings hold")
{
    // Against a walk that looks at one byte after the other.
    const auto slowly = [](std::string_view text) {
        int depth = 0;
        bool quoted = false;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (quoted && text[at] == '\\')
                ++at;
            else if (text[at] == '"') {
                quoted = !quoted;
                if (!quoted && depth == 0) return at + 1;
            } else if (!quoted && (text[at] == '{' || text[at] == '['))
                ++depth;
            else if (!quoted && (text[at] == '}' || text[at] == ']') && --depth == 0)
                return at + 1;
        }
        return text.size();
    };
    std::mt19937 random(3);
    for (int i = 0; i < 20000; ++i) {
        std::string text(1, "{[\""[random() % 3]);
        for (auto n = random() % 24; n > 0; --n) text += "\"\"\"\\\\\\{}[]x ,"[random() % 13];
        bool cut = false;
        CAPTURE(text);
        CHECK(json_scan::value_end(text, 0, &cut) == slowly(text));
    }
}
