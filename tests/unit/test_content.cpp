#include "base/archive.hpp"
#include "base/error.hpp"
#include "base/gzip.hpp"
#include "base/hash.hpp"
#include "ingest/driver.hpp"
#include "workbook.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

using namespace redress;
using namespace redress::ingest;
using test::Workbook;

namespace {

std::string packed(const std::string& bytes)
{
    std::string out(compressBound(static_cast<uLong>(bytes.size())) + 64, '\0');
    z_stream z{};
    REQUIRE(deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

std::string unpacked(const std::string& bytes)
{
    std::string out;
    gzip::unpack(bytes, "a.gz", [&](std::string_view piece) { out += piece; });
    return out;
}

std::string refusal(const std::string& bytes)
{
    try {
        unpacked(bytes);
    } catch (const Error& e) {
        CHECK(e.kind() == ErrorKind::input);
        return e.what();
    }
    return "";
}

MappedFile mapped(const std::string& bytes)
{
    return MappedFile::spooled("test", [&](const auto& write) { write(bytes); });
}

struct Got {
    Receipt receipt;
    std::vector<model::Record> records;
    std::string attachment; // of the last record
};

Got taken(const std::string& bytes, const std::string& name, const std::string& from = "")
{
    const auto file = mapped(bytes);
    Content content(file, name, from);
    Context context;
    context.zone_option = "UTC";
    Got got;
    Sink sink;
    sink.put = [&](const model::Record& record, std::string_view attachment) {
        got.records.push_back(record);
        got.attachment = attachment;
        return Put::fresh;
    };
    const auto& format = choose_format(content, name, from);
    got.receipt = ingest_file(
        content, name, [&] { return hash::sha256(bytes); }, format, context, sink);
    CHECK(adds_up(got.receipt));
    for (const auto& record : got.records) { // each record's place holds its number
        const auto& place = record.sources.at(0);
        const auto text = content.text();
        REQUIRE(place.offset + place.length <= text.size());
        if (const auto* order = std::get_if<model::Order>(&record.body))
            CHECK(text.substr(place.offset, place.length).find(order->number) != std::string::npos);
    }
    return got;
}

std::string row(const std::vector<std::string>& cells)
{
    std::string out = "<row>";
    for (const auto& cell : cells) out += "<c t=\"str\"><v>" + cell + "</v></c>";
    return out + "</row>";
}

bool remarked(const Receipt& receipt, std::string_view code, Severity severity = Severity::warning)
{
    for (const auto& d : receipt.findings.diagnostics)
        if (d.code == code && d.severity == severity) return true;
    return false;
}

const std::string csv =
    "Order ID,Status,Total,Created at\nA-1,paid,10.00,2026-03-01 10:00:00\nA-2,paid,x,2026-03-02 10:00:00\n";

} // namespace

TEST_CASE("gzip: whole, in members, padded; and what is not whole")
{
    std::string noise; // does not shrink, so that a cut hits data
    for (unsigned i = 0, x = 1; i < 300'000; ++i) noise += static_cast<char>((x = x * 1103515245u + 12345u) >> 16);
    const auto whole = packed(noise);
    CHECK(gzip::is_gzip(whole));
    CHECK_FALSE(gzip::is_gzip("\x1F\x8B"));
    CHECK(unpacked(whole) == noise);
    CHECK(unpacked(packed("one ") + packed("two")) == "one two");
    CHECK(unpacked(packed("one") + std::string(512, '\0')) == "one");
    CHECK(unpacked(packed("")).empty());
    CHECK(refusal(whole.substr(0, whole.size() / 2)).find("cut short") != std::string::npos);
    CHECK(refusal(whole.substr(0, whole.size() - 1)).find("cut short") != std::string::npos);
    CHECK(refusal(whole.substr(0, 5)).find("cut short") != std::string::npos);
    CHECK(refusal(whole + "more").find("no gzip") != std::string::npos);
    auto wrong = whole;
    wrong[wrong.size() - 6] = static_cast<char>(wrong[wrong.size() - 6] ^ 1); // of the checksum
    CHECK(refusal(wrong).find("damaged") != std::string::npos);
    wrong = whole;
    wrong[wrong.size() / 2] = static_cast<char>(wrong[wrong.size() / 2] ^ 64);
    CHECK(refusal(wrong) != "");
    CHECK(refusal(packed(std::string(archive::ratio_floor + (1 << 20), 'x'))).find("times its size") != std::string::npos);
}

TEST_CASE("content: a .gz is read as what it holds; hash and size are of the file")
{
    const auto gz = packed(csv);
    const auto got = taken(gz, "shop/orders.csv.gz");
    CHECK(got.receipt.form == "gzip");
    CHECK(got.receipt.format == "table");
    CHECK(got.receipt.bytes == gz.size());
    CHECK(got.receipt.content_bytes == csv.size());
    CHECK(got.receipt.content_sha256 == hash::sha256(csv));
    REQUIRE(got.records.size() == 2);
    CHECK(got.records[0].sources[0].name == "shop/orders.csv.gz:orders.csv");
    CHECK(got.records[0].sources[0].sha256 == hash::sha256(gz));
    // The same ids as of the plain file, and remarks under the name the user gave.
    const auto plain = taken(csv, "shop/orders.csv");
    CHECK(plain.receipt.form.empty());
    CHECK(plain.records[0].id == got.records[0].id);
    REQUIRE(remarked(got.receipt, "bad-amount"));
    CHECK(got.receipt.findings.diagnostics[0].file == "shop/orders.csv.gz");
    CHECK(got.receipt.findings.diagnostics[0].line == 3);
    CHECK_THROWS_AS(taken(gz.substr(0, gz.size() - 9), "orders.csv.gz"), Error);
    CHECK_THROWS_AS(taken(packed(""), "orders.csv.gz"), Error);
}

TEST_CASE("content: a packed document is kept beside the file it came in; a tar is no file to read")
{
    const std::string png = "\x89PNG\r\n\x1a\n and what follows";
    const auto got = taken(packed(png), "shot.png.gz");
    REQUIRE(got.records.size() == 1);
    const auto& document = std::get<model::Document>(got.records[0].body);
    CHECK(document.sha256 == hash::sha256(png));
    CHECK(document.name == "shot.png");
    CHECK(got.attachment == png);
    CHECK(taken(png, "shot.png").attachment.empty());
    std::string tar(1024, '\0');
    tar.replace(257, 5, "ustar");
    CHECK_THROWS_WITH_AS(taken(packed(tar), "a.tar.gz"), doctest::Contains("tar"), Error);
}

TEST_CASE("content: a chat's thread is the same packed or not")
{
    const std::string chat =
        "25/03/2026, 12:00 - Jane Doe: hello\n25/03/2026, 12:01 - Key Shop: hello\n25/03/2026, 12:02 - Jane Doe: bye\n";
    const auto plain = taken(chat, "WhatsApp Chat with Jane Doe.txt"),
               gz = taken(packed(chat), "WhatsApp Chat with Jane Doe.txt.gz");
    REQUIRE(plain.records.size() == 3);
    REQUIRE(gz.records.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(plain.records[i].id == gz.records[i].id);
}

TEST_CASE("content: each sheet of a workbook is a table of its own")
{
    Workbook book;
    book.sheets = {
        {"说明", row({"how to read this file"}) + row({"2. do not edit"})},
        {"Orders", row({"Order ID", "Status", "Total", "Created at"}) +
                       row({"B-1", "paid", "10.00", "2026-03-01 10:00:00"}) +
                       "<row r=\"7\"><c r=\"A7\" t=\"str\"><v>B-2</v></c><c r=\"C7\" t=\"str\"><v>ten&#10;</v></c></row>"},
        {"评价", row({"评价时间", "评分", "评价内容", "买家昵称"}) + row({"2026-03-05 10:00:00", "5", "好", "u1"})},
        {"Other", row({"a", "b", "c"}) + row({"1", "2", "3"}) + row({"4", "5", "6"})}};
    const auto got = taken(book.bytes(), "all.xlsx");
    CHECK(got.receipt.form == "workbook");
    REQUIRE(got.records.size() == 3);
    CHECK(got.receipt.records.at("order") == 2);
    CHECK(got.receipt.records.at("review") == 1);
    const auto& place = got.records[1].sources[0];
    CHECK(place.name == "all.xlsx:Orders");
    CHECK(place.unit == "row");
    CHECK(place.position == 7);
    CHECK(got.records[2].sources[0].position == 2);
    CHECK(got.receipt.findings.tally.total == 2 + 7 + 2 + 3);
    CHECK(remarked(got.receipt, "sheet-left-out", Severity::note)); // words
    CHECK(remarked(got.receipt, "sheet-left-out"));                 // a table nobody knows
    bool found = false;
    for (const auto& d : got.receipt.findings.diagnostics)
        if (d.code == "bad-amount") {
            found = true;
            CHECK(d.file == "all.xlsx:Orders");
            CHECK(d.line == 7); // the row, whatever lines its cells have
        }
    CHECK(found);
}

TEST_CASE("content: a workbook that is no table stays a document; packed workbooks are opened")
{
    Workbook book;
    book.sheets = {{"S", row({"a", "b", "c"}) + row({"1", "2", "3"})}};
    const auto bytes = book.bytes();
    const auto got = taken(bytes, "ledger.xlsx");
    CHECK(got.receipt.format == "document");
    CHECK(got.receipt.form.empty());
    CHECK(remarked(got.receipt, "no-table"));
    const auto open_document = archive::write_zip({{"content.xml", "<x/>"}, {"mimetype", "y"}}, 0);
    CHECK(remarked(taken(open_document, "orders.ods").receipt, "no-table"));
    CHECK_THROWS_WITH_AS(taken(bytes, "ledger.xlsx", "table"), doctest::Contains("a, b, c"), Error);
    book.sheets = {{"S", row({"Order ID", "Status"}) + row({"C-1", "paid"})}};
    const auto packed_book = taken(packed(book.bytes()), "o.xlsx.gz");
    CHECK(packed_book.receipt.form == "gzip workbook");
    REQUIRE(packed_book.records.size() == 1);
    CHECK(taken(book.bytes(), "o.xlsx", "document").receipt.form.empty());
    book.sheets = {{"S", ""}};
    CHECK_THROWS_WITH_AS(taken(book.bytes(), "empty.xlsx"), doctest::Contains("no filled cell"), Error);
}

TEST_CASE("content: old and locked workbooks say how to convert them")
{
    const std::string ole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    const auto wide = [](std::string_view text) {
        std::string out;
        for (const char c : text) out.append(1, c).append(1, '\0');
        return out;
    };
    const std::string gap(600, '\0');
    CHECK_THROWS_WITH_AS(taken(ole + gap + wide("Workbook"), "a.xls"), doctest::Contains("old .xls"), Error);
    CHECK_THROWS_WITH_AS(taken(ole + gap + wide("Workbook"), "renamed.dat"), doctest::Contains("old .xls"), Error);
    CHECK_THROWS_WITH_AS(taken(ole + gap + wide("EncryptedPackage"), "a.xlsx"), doctest::Contains("password"), Error);
    CHECK(taken(ole + gap + wide("Workbook"), "a.xls", "document").receipt.format == "document");
    CHECK(taken(ole + gap + wide("WordDocument"), "letter.doc").receipt.format == "document");
}
