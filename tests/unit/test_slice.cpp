#include "base/archive.hpp"
#include "base/text.hpp"
#include "bundle/slice.hpp"

#include <doctest/doctest.h>

using namespace redress;
using bundle::cut_slice;
using bundle::Span;

namespace {

// Keeps the bytes alive beside the source that views them.
bundle::SourceFile source(const std::string& bytes, const std::string& format = "whatsapp",
                          const std::string& encoding = "UTF-8")
{
    bundle::SourceFile file;
    const auto held = std::make_shared<const std::string>(bytes);
    file.label = "source-1";
    file.sha256 = "00";
    file.format = format;
    file.encoding = encoding;
    file.bytes = bytes.size();
    file.kept = *held;
    file.hold = held;
    return file;
}

const std::string table = "id,mail\r\n1,jane@example.com\r\n2,john@example.com\r\n3,jane@example.com";

} // namespace

TEST_CASE("a slice is the exact bytes of the case's records, with their places")
{
    bundle::MaskLog log;
    auto csv = source(table, "table_csv");
    csv.headers = {{0, 9}};
    // out of order and twice
    const auto slice =
        cut_slice(csv, {{49, 18, "o_3", 0, {}, {}}, {9, 20, "o_1", 0, {}, {}}, {9, 20, "e_1", 0, {}, {}}}, "f", log);
    CHECK(slice.bytes == "id,mail\r\n1,jane@example.com\r\n3,jane@example.com\n");
    CHECK(slice.bytes.find("john") == std::string::npos);
    REQUIRE(slice.entries.size() == 3);
    CHECK(slice.entries[0].record == "header");
    for (const auto& entry : slice.entries)
        CHECK(slice.bytes.substr(entry.at, entry.length) == table.substr(entry.offset, entry.length));
    CHECK_FALSE(slice.whole);
    CHECK_FALSE(slice.masked);
    // a preamble stands before the header: it names the account holder
    auto statement = source("UID:5550100\n" + table, "table_csv");
    statement.headers = {{12, 9}};
    CHECK(cut_slice(statement, {{21, 20, "o_1", 0, {}, {}}}, "f", log).bytes == "id,mail\r\n1,jane@example.com\r\n");
    // of two sheets only the one whose rows are shown
    csv.headers = {{0, 9}, {29, 20}};
    CHECK(cut_slice(csv, {{9, 20, "o_1", 0, {}, {}}}, "f", log).bytes == "id,mail\r\n1,jane@example.com\r\n");
    csv.headers.clear();
    CHECK(cut_slice(csv, {{9, 20, "o_1", 0, {}, {}}}, "f", log).bytes == "1,jane@example.com\r\n");
}

TEST_CASE("an original goes in whole only if nothing else is in it")
{
    bundle::MaskLog log;
    const std::string chat = "\xEF\xBB\xBFone\n\n two\n";
    const std::vector<Span> all = {{3, 4, "m_1", 0, {}, {}}, {8, 5, "m_2", 0, {}, {}}};
    auto file = source(chat);
    CHECK_FALSE(cut_slice(file, all, "f", log).whole); // the store knows records of others
    file.only_this_case = true;
    const auto slice = cut_slice(file, all, "f", log);
    CHECK(slice.whole);
    CHECK(slice.bytes == chat);
    for (const auto& entry : slice.entries) CHECK(entry.at == entry.offset);
    CHECK_FALSE(cut_slice(file, {all[0]}, "f", log).whole); // bytes no record accounts for
    file.kept_is_original = false;
    CHECK_FALSE(cut_slice(file, all, "f", log).whole);
}

TEST_CASE("bytes stay where they are if they cannot be shown safely")
{
    bundle::MaskLog log;
    const auto held = [&](bundle::SourceFile file, Span span) { return cut_slice(file, {span}, "f", log).withheld; };
    auto copy = source("abcdef");
    copy.kept_is_original = false;
    copy.bytes = 7;
    CHECK(held(copy, {0, 3, "m", 0, {}, {}}).find("secrets") == 0);
    CHECK(held(source(""), {0, 0, "m", 0, {}, {}}).find("the store kept") == 0);
    CHECK(held(source(archive::write_zip({{"a", "x"}}, 0)), {0, 3, "m", 0, {}, {}}).find("the source is an archive") == 0);
    for (const Span& span : {Span{4, 3, "m", 0, {}, {}}, Span{7, 1, "m", 0, {}, {}}, Span{0, 0, "m", 0, {}, {}},
                             Span{~0ull, 2, "m", 0, {}, {}}, Span{1, ~0ull, "m", 0, {}, {}}})
        CHECK(held(source("abcdef"), span).find("the records' places") == 0);
    CHECK(held(source("abcdef"), {0, 3, "m", 1, {}, {}}).find("it holds keys") == 0);
    CHECK(held(source("abcdef"), {0, 3, "m", 0, "no", {}}) == "no");
    const auto part = cut_slice(source("abcdef"), {{0, 3, "m", 0, "no", {}}, {3, 3, "n", 0, {}, {}}}, "f", log);
    CHECK(part.bytes == "def\n");
    CHECK(part.entries[0].withheld == "no");
}

TEST_CASE("keys in a slice are masked and the slice says so")
{
    bundle::MaskLog log;
    const std::string line = "code ABCD-EFGH-1234-5678 sent\n";
    const auto slice = cut_slice(source(line), {{0, line.size(), "m", 1, {}, {}}}, "f", log);
    CHECK(slice.bytes == "code ****-****-****-5678 sent\n");
    CHECK(slice.masked);
    CHECK(slice.entries[0].masked);
    CHECK(log.in("f") == 1);
    // also where every character has two bytes
    const auto wide = text::encode(line, "UTF-16LE").value();
    const auto decoded = cut_slice(source(wide, "whatsapp", "UTF-16LE"), {{0, wide.size(), "m", 1, {}, {}}}, "f", log);
    CHECK(decoded.bytes == "code ****-****-****-5678 sent\n");
    CHECK(decoded.entries[0].masked);
}

TEST_CASE("the leak gate can read a slice in another encoding")
{
    bundle::MaskLog log;
    const std::string line = "买家 jane@example.com\n";
    const auto bytes = text::encode(line, "GB18030").value();
    const auto slice = cut_slice(source(bytes, "whatsapp", "GB18030"), {{0, bytes.size(), "m", 0, {}, {}}}, "f", log);
    CHECK(slice.bytes == bytes);
    CHECK(slice.text == line);
}

TEST_CASE("a row of a dump shows what its records show and nothing more")
{
    const std::string known = R"({"number":"N1","title":"it's","local":"2024-03-05T08:59:00","buyer":"jane@example.com"})";
    const std::pair<const char*, const char*> rows[] = {
        {"(1,'N1','pa55','jane@example.com')", "(1,'N1','****','jane@example.com')"},
        {"('N1','','2024-03-05 08:59:00',NULL)", "('N1','','2024-03-05 08:59:00',NULL)"},
        {"('KEY\\nKEY2',7)", "('***\\*****',7)"},
        {"('a\\'b','N1')", "('*\\'*','N1')"},
        {"('a''b','N1')", "('*''*','N1')"},
        {"('open", "('****"},
        {"('end\\", "('***\\"},
        {"('49.50','.50','4.5.0','12345678901.00','1.005')", "('49.50','.**','*.*.*','***********.**','*.***')"},
        {"N1", "N1"},
        {"", ""},
        {"('N')", "('*')"},
    };
    for (const auto& [row, want] : rows) CHECK(bundle::mask_sql_row(row, known).text == want);
    CHECK(bundle::mask_sql_row("('a','N1','b')", known).count == 2);
}
