#include "base/file.hpp"
#include "bundle/custody.hpp"
#include "bundle/index.hpp"
#include "bundle/leak.hpp"
#include "bundle/verify_text.hpp"

#include <doctest/doctest.h>

using namespace redress;
using bundle::File;
using bundle::LeakGate;

TEST_CASE("the gate finds a stranger's value as a whole, in any case, in bytes or in what they show")
{
    LeakGate gate;
    gate.forbid("e-mail address", "John@Example.com");
    gate.forbid("order number", "ORD-20002");
    gate.forbid("phone number", "13812345678");
    gate.forbid("e-mail address", "both@example.com");
    gate.allow("Both@example.com");
    const std::tuple<const char*, const char*> table[] = {
        {"write to john@example.com now", "e-mail address"},
        {"<JOHN@EXAMPLE.COM>", "e-mail address"},
        {"\xE9\x82\xAE\xE7\xAE\xB1john@example.com\xE8\xB0\xA2", "e-mail address"},
        {"xjohn@example.com", ""},
        {"john@example.community", ""},
        {"john@example.co", ""},
        {"ord-20002", "order number"},
        {"ORD-200021", ""},
        {"13812345678", "phone number"},
        {"\xE6\x89\x8B\xE6\x9C\xBA"
         "13812345678\xE8\xB0\xA2",
         "phone number"},
        {"9138123456781", ""},
        {"both@example.com", ""},
        {"", ""},
        {"jo", ""},
    };
    for (const auto& row : table) {
        const char* text = std::get<0>(row);
        const char* kind = std::get<1>(row);
        INFO(text);
        for (const File& file : {File{"data/x", text, {}}, File{"data/x", "", text}}) {
            const auto leak = gate.search({{"data/ok", "fine", {}}, file}).leak;
            CHECK(leak.has_value() == !std::string(kind).empty());
            if (leak) CHECK(*leak == bundle::Leak{kind, "data/x"});
        }
    }
}

TEST_CASE("the gate looks through originals a piece at a time, and misses nothing between two")
{
    LeakGate gate;
    gate.forbid("e-mail address", "john@example.com");
    const TempDir folder;
    const auto place = folder.path() / "blob";
    for (const std::size_t at :
         std::initializer_list<std::size_t>{0, (4U << 20) - 20U, (4U << 20) - 7U, 4U << 20, (8U << 20) - 1U}) {
        std::string bytes(9U << 20, ' ');
        bytes.replace(at, 16, "john@example.com");
        write_file(place, bytes);
        const File file{"data/x.bin", "", {}, bundle::Original{place, bytes.size(), ""}};
        const auto leak = gate.search({{"data/ok", "fine", {}}, file, {"data/y", "john@example.com", {}}}).leak;
        REQUIRE_MESSAGE(leak, at);
        CHECK(leak->file == "data/x.bin");
    }
    write_file(place, std::string((4U << 20) - 1U, ' ') + "xjohn@example.com"); // no value: something stands before it
    CHECK_FALSE(gate.search({{"data/x.bin", "", {}, bundle::Original{place, (4U << 20) + 16U, ""}}}).leak);
}

TEST_CASE("values too short to be told from any number are not looked for")
{
    LeakGate gate;
    for (const char* value : {"", "1002", "123456", "abc", "  12 "}) gate.forbid("order number", value);
    CHECK_FALSE(gate.search({{"data/x", "1002 123456 abc 12", {}}}).leak);
    gate.forbid("order number", "1234567");
    CHECK(gate.search({{"data/x", "no 1234567.", {}}}).leak);
}

TEST_CASE("custody shows the case's rows and only the hash of others, up to the head")
{
    std::vector<store::JournalRow> rows(5);
    const char* actions[] = {"ingest", "link", "note", "link", "exhibit"};
    std::string previous;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = rows[i];
        row.seq = static_cast<std::int64_t>(i) + 1;
        row.action = actions[i];
        row.detail = Json::object().set("secret", "word" + std::to_string(i + 1));
        row.previous = previous;
        row.hash = previous = store::row_hash(row);
    }
    std::string lines;
    std::size_t taken = 0;
    while (taken < rows.size() && bundle::append_custody(lines, rows[taken++], {1, 3, 4}, rows[3].hash)) {}
    CHECK(taken == 4);
    std::vector<Json> parsed;
    for (std::size_t at = 0; at < lines.size();) {
        const auto end = lines.find('\n', at);
        parsed.push_back(json::parse(lines.substr(at, end - at)).value());
        at = end + 1;
    }
    REQUIRE(parsed.size() == 4); // row 5 came after the head
    for (std::size_t i = 0; i < 4; ++i) CHECK(parsed[i]["hash"].string() == rows[i].hash);
    CHECK(parsed[0]["detail"]["secret"].string() == "word1");
    CHECK(parsed[1]["detail"].is_null()); // another case's
    CHECK(parsed[2]["detail"].is_null()); // a note is the seller's own
    CHECK(parsed[3]["previous"].string() == parsed[2]["hash"].string());
}

TEST_CASE("the index names files, never runs as a formula, and the recipe is plain ASCII")
{
    bundle::IndexRow row;
    row.label = "A";
    row.title = "=cmd()|evil";
    row.kind = "transcript";
    row.file = "0001_exhibit-A_transcript.txt";
    row.bytes = 12;
    row.sha256 = "ab";
    row.form = "rendered";
    const auto csv = bundle::index_csv({row});
    CHECK(csv.find(
              "exhibit,title,kind,grade,file,bytes,sha256,pages,records,source,source_sha256,source_bytes,form,shows\n") ==
          0);
    CHECK(csv.find("\nA,'=cmd()|evil,transcript,,0001_exhibit-A_transcript.txt,12,ab,") != std::string::npos);
    bundle::View view;
    view.case_id = "C-0001";
    row.title = "<script>alert(1)</script>";
    CHECK(bundle::index_html({row}, {}, view).find("<script") == std::string::npos);
    for (const unsigned char c : bundle::verify_text("C-0001", {true, true, {"tsa1"}}))
        CHECK((c == '\n' || (c >= 0x20 && c < 0x7F)));
}
